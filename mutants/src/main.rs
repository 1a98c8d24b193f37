//! Mutation testing with all mutants in one build. See the README.

mod compile;
mod list;
mod process;
mod report;
mod results;
mod run;
mod state;
mod units;
mod weave;
mod workspace;

use state::State;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What went wrong, for people.
type Problem = Box<dyn Error>;

const USAGE: &str = "usage: weave LIST FOLDER | record [TEST…] FOLDER | run [SECONDS [START]] FOLDER | report FOLDER";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        [command, rest @ .., folder] => absolute(folder).and_then(|folder| obey(command, rest, &folder)),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// The tests run in folders of their own, so the path must hold in all of them.
fn absolute(folder: &str) -> Result<PathBuf, Problem> {
    Ok(std::path::absolute(folder)?)
}

fn obey(command: &str, arguments: &[&str], folder: &Path) -> Result<(), Problem> {
    match (command, arguments) {
        ("weave", [list]) => weave_list(Path::new(list), folder),
        ("record", again) => units::record(folder, again),
        ("run", []) => run::run(folder, f64::INFINITY, ""),
        ("run", [most]) => run::run(folder, most.parse()?, ""),
        ("run", [most, start]) => run::run(folder, most.parse()?, start),
        ("report", []) => report::report(folder),
        _ => Err(USAGE.into()),
    }
}

/// What is known of mutants that were woven before stays known.
fn weave_list(list: &Path, folder: &Path) -> Result<(), Problem> {
    std::fs::create_dir_all(folder)?;
    let known = State::load(folder).unwrap_or_default();
    let mut state = known.with_mutants(list::read(list)?);
    compile::compile(folder, &mut state)
}
