//! `schema`: the event types that patterns are checked against. `list` finds them, `show` describes one, and `pattern`
//! prints the JSON Schema of its patterns.
//! `infer` makes a document from events, `diff` compares events with a document, and `import` writes Rust types for the
//! events of a document.

mod diff;
mod import;
mod infer;
mod list;
mod pattern;
mod show;

use crate::arguments::SchemaCommand;
use crate::exit::Exit;
use crate::failure::Failure;

/// Runs the subcommand.
pub(crate) fn run(command: &SchemaCommand) -> Result<Exit, Failure> {
    match command {
        SchemaCommand::List(arguments) => list::run(arguments),
        SchemaCommand::Show(arguments) => show::run(arguments),
        SchemaCommand::Pattern(arguments) => pattern::run(arguments),
        SchemaCommand::Infer(arguments) => infer::run(arguments),
        SchemaCommand::Diff(arguments) => diff::run(arguments),
        SchemaCommand::Import(arguments) => import::run(arguments),
    }
}
