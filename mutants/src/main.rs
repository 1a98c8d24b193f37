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
use std::path::Path;
use std::process::ExitCode;

/// What went wrong, for people.
type Problem = Box<dyn Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["weave", list, folder] => weave_list(Path::new(list), Path::new(folder)),
        ["record", folder, again @ ..] => units::record(Path::new(folder), again),
        ["run", folder] => run::run(Path::new(folder), f64::INFINITY),
        ["run", folder, most] => most.parse().map_err(Problem::from).and_then(|most| run::run(Path::new(folder), most)),
        ["report", folder] => report::report(Path::new(folder)),
        _ => Err("usage: weave LIST FOLDER | record FOLDER [TEST…] | run FOLDER [SECONDS] | report FOLDER".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// What is known of mutants that were woven before stays known.
fn weave_list(list: &Path, folder: &Path) -> Result<(), Problem> {
    std::fs::create_dir_all(folder)?;
    let known = State::load(folder).unwrap_or_default();
    let mut state = known.with_mutants(list::read(list)?);
    compile::compile(folder, &mut state)
}
