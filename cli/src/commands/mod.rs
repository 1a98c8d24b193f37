//! The subcommands, one module each. `cases` implements `test --cases`, `ndjson` implements `test --ndjson`, `rule_set`
//! implements `check --sets`, and `manual` prints completions and man pages.

mod cases;
mod check;
mod expand;
mod explain;
mod infer;
mod manual;
mod ndjson;
mod prefilter;
mod replay;
mod report;
mod rule_set;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod test;

use crate::arguments::{Arguments, Command, Documents, Test, TestArguments, UsageError};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::known_events::KnownEvents;
use crate::{output, watch};
use clap::CommandFactory as _;
use clap::error::{Error, ErrorKind};
use std::path::PathBuf;

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    output::set_color(arguments.color);
    match &arguments.command {
        Command::Check(arguments) => {
            let inputs = arguments.files.iter().map(|file| &file.input);
            watched(arguments.watch, inputs, &arguments.documents, || check::run(arguments))
        }
        Command::Infer(arguments) => infer::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Expand(arguments) => expand::run(arguments),
        Command::Explain(arguments) => {
            let (pattern, event) = arguments.pattern_and_event().map_err(|error| usage_error("explain", error))?;
            explain::run(&pattern, &event, arguments)
        }
        Command::Prefilter(arguments) => prefilter::run(arguments),
        Command::Replay(arguments) => replay::run(arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(arguments),
        Command::Report(arguments) => report::run(arguments),
        Command::Completions { shell } => manual::completions(*shell),
        Command::Man { subcommand } => manual::page(subcommand),
        Command::Test(arguments) => {
            let test = arguments.test().map_err(|error| usage_error("test", error))?;
            watched(arguments.watch, test.inputs(arguments), &arguments.documents, || run_test(&test, arguments))
        }
    }
}

fn run_test(test: &Test, arguments: &TestArguments) -> Result<Exit, Failure> {
    let TestArguments { allowed, documents, .. } = arguments;
    let known = KnownEvents::read(documents)?;
    match test {
        Test::Pattern(pattern, event) => test::run(pattern, event, allowed, &known),
        Test::Rules(rules, event) => test::run_rules(rules, event, allowed, &known),
        Test::Cases(rules) => cases::run(rules, arguments, &known),
        Test::Ndjson(rules, cases) => ndjson::run(rules.as_ref(), cases, allowed, &known),
    }
}

/// Runs a subcommand, with --watch again whenever one of its files changes.
fn watched<'i>(
    is_watching: bool,
    inputs: impl IntoIterator<Item = &'i Input>,
    documents: &'i Documents,
    subcommand: impl Fn() -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    if !is_watching {
        return subcommand();
    }
    let mut paths = watch::paths("--watch", inputs)?;
    paths.extend(documents.paths.iter().map(PathBuf::as_path));
    watch::run(&paths, subcommand)
}

/// Returns the failure for an error in the arguments of a subcommand.
fn usage_error(subcommand: &str, (kind, message): UsageError) -> Failure {
    let mut command = Arguments::command();
    command.build();
    let error = match command.find_subcommand_mut(subcommand) {
        Some(subcommand) => subcommand.error(kind, message),
        None => command.error(kind, message),
    };
    Failure::arguments(&error)
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
