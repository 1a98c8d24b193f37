//! What can be said on the command line.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Try Amazon `EventBridge` event patterns offline, and look at the Rust that is generated for them.
#[derive(Debug, Parser)]
#[command(name = "event-pattern", version, about, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Test(Test),
    Expand(Expand),
}

const EXIT_CODES: &str = "\
Exit codes:
  0   the pattern matches (with --ndjson: all lines were read)
  1   it does not
  2   the pattern is invalid
  3   the event, or a line, is invalid
  4   a file cannot be read, or the output cannot be written
  64  the command line is wrong

In place of an event, the output of `aws ecs describe-tasks` is accepted too. Each task is tried as the
`detail` of an ECS Task State Change event, and a line is printed for each: the answer, a tab, the task's ARN.
The exit code is 0 if the pattern matches one of them.";

/// Tell whether a pattern matches an event.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Test {
    /// The file with the pattern; `-` is standard input
    #[arg(long, value_name = "FILE", required_unless_present = "ndjson")]
    pub(crate) pattern: Option<PathBuf>,
    /// The file with the event, or with the output of `aws ecs describe-tasks`; `-` is standard input
    #[arg(long, value_name = "FILE", required_unless_present = "ndjson")]
    pub(crate) event: Option<PathBuf>,
    /// A file with a case on each line, `{"pattern": …, "event": …}`, each as JSON or as a string that holds JSON. Prints
    /// match, no-match, invalid-pattern or invalid-event for each
    #[arg(long, value_name = "FILE", conflicts_with_all = ["pattern", "event"])]
    pub(crate) ndjson: Option<PathBuf>,
}

/// Print the Rust that is generated for a pattern.
#[derive(Debug, Args)]
pub(crate) struct Expand {
    /// The file with the pattern; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) pattern: PathBuf,
    /// The name of the function; the file's name if it is left out
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
}
