//! `schema`: the event types that patterns are checked against. `list` finds them, and `show` describes one.

mod list;
mod show;

use crate::arguments::SchemaCommand;
use crate::exit::Exit;
use crate::failure::Failure;

/// Runs the subcommand.
pub(crate) fn run(command: &SchemaCommand) -> Result<Exit, Failure> {
    match command {
        SchemaCommand::List(arguments) => list::run(arguments),
        SchemaCommand::Show(arguments) => show::run(arguments),
    }
}
