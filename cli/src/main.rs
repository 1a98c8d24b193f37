//! The `event-pattern` command: checks and tests event patterns offline, and prints the Rust code generated for them.
//!
//! `arguments` defines the command line, and `commands` has a module for each subcommand. `input`, `rules`,
//! `documents`, `event_file` and `tasks` read the input, and `archive` reads millions of events, also from Amazon S3 (`s3`). `deployment` prints
//! rules for deployment tools. `page` is the page of `serve` and `report`. `lookalike` recognises objects that are not events. `watch` runs a subcommand
//! again when a file changes. `failure` contains the errors that end the command, and `exit` contains the exit codes.

mod archive;
mod arguments;
mod atomic_file;
mod base64;
mod commands;
mod deployment;
mod documents;
mod encoding;
mod event_file;
mod example_event;
mod exit;
mod failure;
mod inference;
mod input;
mod jq;
mod known_events;
mod lookalike;
mod number;
mod output;
mod page;
mod parallel;
mod raw_json;
mod rules;
mod rust_code;
mod rust_name;
#[cfg(feature = "s3")]
mod s3;
mod tasks;
mod time;
mod watch;

use arguments::Arguments;
use clap::Parser as _;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = match Arguments::try_parse() {
        Ok(arguments) => commands::run(&arguments).unwrap_or_else(Failure::report),
        Err(error) => commands::print_usage(&error),
    };
    exit.into()
}
