//! The command `event-pattern`: tries patterns offline, and shows the Rust that is generated for them.

mod arguments;
mod expand;
mod failure;
mod input;
mod test;

use arguments::{Arguments, Command};
use clap::Parser as _;
use failure::Failure;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nothing is left to tell if even this cannot be printed.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { failure::USAGE } else { 0 });
        }
    };
    let result = match &arguments.command {
        Command::Test(test) => test::run(test),
        Command::Expand(expand) => expand::run(expand),
    };
    match result {
        Ok(code) => code,
        // Whoever read the output has seen enough.
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "{failure}");
            ExitCode::from(failure.code())
        }
    }
}
