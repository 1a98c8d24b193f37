//! `test --cases`: tests events of which it is known which rules match.
//!
//! `file` reads the files with cases and `case` one case, `outcome` tests it, and `update` writes the rules that match
//! into the files. `text`, `json` and `junit` format the outcomes.

mod case;
mod file;
mod json;
mod junit;
mod outcome;
mod text;
mod update;

use crate::arguments::{CaseFormat, TestArguments};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::known_events::KnownEvents;
use crate::output;
use crate::rules::{RuleArgument, Rules};
use file::CaseFile;
use outcome::Outcome;

/// Tests all cases and prints the outcomes, or updates the files. The exit code shows whether all cases pass.
pub(crate) fn run(rules: &RuleArgument, arguments: &TestArguments, known: &KnownEvents) -> Result<Exit, Failure> {
    let rules = Rules::read(std::slice::from_ref(rules), &arguments.allowed, known)?;
    if arguments.update && arguments.cases.contains(&Input::Standard) {
        return Err(Failure::usage("--update cannot change standard input (`-`)", "write the cases to a file"));
    }
    let mut files = file::read_all(&arguments.cases, arguments.update)?;
    if !arguments.update {
        for file in &mut files {
            file.find_unknown_rules(&rules);
        }
    }
    let errors: Vec<String> = files.iter().filter_map(CaseFile::errors).collect();
    if !errors.is_empty() {
        return Err(Failure::cases(&errors));
    }
    let mut outcomes = Vec::new();
    for file in &files {
        for case in &file.cases {
            outcomes.push(Outcome::of(file, case, &rules, known)?);
        }
    }
    if arguments.update {
        output::print(&update::write(&files, &outcomes, &rules)?)?;
        return Ok(Exit::Success);
    }
    output::print(&match arguments.format.unwrap_or(CaseFormat::Text) {
        CaseFormat::Text => text::format(&outcomes),
        CaseFormat::Json => json::format(&outcomes)?,
        CaseFormat::Junit => junit::format(&outcomes),
    })?;
    Ok(Exit::from_match(outcomes.iter().all(Outcome::is_passed)))
}
