//! The command `event-pattern`: checks event patterns, tries them offline, and shows the Rust that is generated for them.
//!
//! `arguments` says what can be asked. `commands` has a module for each question. `input`, `pattern_file`, `rules_folder`,
//! `event_file` and `tasks` read what the answer needs, and `archive` reads events by the million. `deployment` writes rules
//! to paste. `failure` and `exit` say how it ends when there is no answer, and when there is one.

mod archive;
mod arguments;
mod commands;
mod deployment;
mod event_file;
mod exit;
mod failure;
mod input;
mod json_schema;
mod number;
mod output;
mod pattern_file;
mod raw_json;
mod rules_folder;
mod rust_name;
mod tasks;
mod time;

use arguments::Arguments;
use clap::Parser as _;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = match Arguments::try_parse() {
        Ok(arguments) => commands::run(&arguments).unwrap_or_else(Failure::report),
        Err(error) => commands::explain_usage(&error),
    };
    exit.into()
}
