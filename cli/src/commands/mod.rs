//! The subcommands, one module each. `ndjson` implements `test --ndjson`, and `rule_set` implements `check --sets`.

mod check;
mod expand;
mod explain;
mod infer;
mod ndjson;
mod prefilter;
mod replay;
mod rule_set;
mod schema;
mod test;

use crate::arguments::{Arguments, Command, TestArguments};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::known_events::KnownEvents;
use clap::CommandFactory as _;
use clap::error::{Error, ErrorKind};

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    match &arguments.command {
        Command::Check(arguments) => check::run(arguments),
        Command::Infer(arguments) => infer::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Expand(arguments) => expand::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Prefilter(arguments) => prefilter::run(arguments),
        Command::Replay(arguments) => replay::run(arguments),
        Command::Test(TestArguments { ndjson: Some(_), pattern: Some(_), .. }) => {
            let message = "--ndjson cannot be used with --pattern, because each case has a pattern of its own\n\n  \
                tip: to test the events in a file, use `event-pattern replay --pattern FILE EVENTS`";
            Ok(print_usage(&Arguments::command().error(ErrorKind::ArgumentConflict, message)))
        }
        Command::Test(TestArguments { ndjson: Some(cases), rules, allowed, documents, .. }) => {
            ndjson::run(rules.as_ref(), cases, allowed, &KnownEvents::read(documents)?)
        }
        Command::Test(TestArguments { rules: Some(rules), event: Some(event), allowed, documents, .. }) => {
            test::run_rules(rules, event, allowed, &KnownEvents::read(documents)?)
        }
        Command::Test(TestArguments { pattern: Some(pattern), event: Some(event), allowed, documents, .. }) => {
            test::run(pattern, event, allowed, &KnownEvents::read(documents)?)
        }
        Command::Test(_) => {
            let message = "--event is required, together with --pattern or --rules";
            Ok(print_usage(&Arguments::command().error(ErrorKind::MissingRequiredArgument, message)))
        }
    }
}

/// Prints the requested help or version, or the error in the command line.
pub(crate) fn print_usage(error: &Error) -> Exit {
    // If printing fails, there is no other way to report it.
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Success,
        _ => Exit::Usage,
    }
}
