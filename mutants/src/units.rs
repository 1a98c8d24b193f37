//! The tests one by one: how long each takes, and which mutants it reaches.

use crate::Problem;
use crate::process::{self, End};
use crate::state::{Binary, State};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Tests that compile crates, which takes too long to be done for each mutant.
const LEFT_OUT: [&str; 1] = ["ui"];
/// Longer than any test takes.
const LIMIT: Duration = Duration::from_mins(10);

/// One test.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Unit {
    pub(crate) binary: String,
    pub(crate) test: String,
    pub(crate) seconds: f64,
    /// In which recording it was first measured.
    pub(crate) round: u32,
    pub(crate) reached: BTreeSet<u32>,
}

impl Unit {
    pub(crate) fn name(&self) -> String {
        format!("{}::{}", self.binary, self.test)
    }
}

pub(crate) fn load(folder: &Path) -> Result<Vec<Unit>, Problem> {
    let path = folder.join("units.json");
    Ok(if path.exists() { serde_json::from_slice(&fs::read(path)?)? } else { Vec::new() })
}

/// Measures the tests that are not known, and those whose names have one of these texts in them.
pub(crate) fn record(folder: &Path, again: &[&str]) -> Result<(), Problem> {
    let state = State::load(folder)?;
    let workspace = folder.join("workspace");
    let mut units = load(folder)?;
    let round = units.iter().map(|unit| unit.round).max().unwrap_or(0) + 1;
    units.retain(|unit| !again.iter().any(|text| unit.name().contains(text)));
    let known: BTreeSet<String> = units.iter().map(Unit::name).collect();
    for binary in state.binaries.iter().filter(|binary| !LEFT_OUT.contains(&binary.name.as_str())) {
        for test in tests(binary, &workspace)? {
            let mut unit = Unit { binary: binary.name.clone(), test, seconds: 0.0, round, reached: BTreeSet::new() };
            if known.contains(&unit.name()) {
                continue;
            }
            let (end, time) = process::run(binary, &workspace, &unit.test, ("MUTANT", "0"), LIMIT)?;
            if end != End::Passed {
                eprintln!("{} does not pass without a mutant", unit.name());
                continue;
            }
            unit.seconds = time.as_secs_f64();
            let Some(reached) = reached(binary, &workspace, &unit.test)? else {
                eprintln!("{} does not pass while it is recorded", unit.name());
                continue;
            };
            unit.reached = reached;
            eprintln!("{:8.3} s {:5} mutants {}", unit.seconds, unit.reached.len(), unit.name());
            units.push(unit);
        }
        fs::write(folder.join("units.json"), serde_json::to_vec(&units)?)?;
    }
    Ok(())
}

/// The names of the tests in a binary that are not ignored.
fn tests(binary: &Binary, workspace: &Path) -> Result<Vec<String>, Problem> {
    let list = |arguments: &[&str]| -> Result<Vec<String>, Problem> {
        let output = process::command(binary, workspace).args(["--list", "--format=terse"]).args(arguments).output()?;
        let text = String::from_utf8(output.stdout)?;
        Ok(text.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
    };
    let ignored = list(&["--ignored"])?;
    let mut tests = list(&[])?;
    tests.retain(|test| !ignored.contains(test));
    Ok(tests)
}

/// The mutants that a test reaches. Nothing if it does not pass where that is told.
fn reached(binary: &Binary, workspace: &Path, test: &str) -> Result<Option<BTreeSet<u32>>, Problem> {
    let file = workspace.with_file_name("reached");
    if file.exists() {
        fs::remove_file(&file)?;
    }
    let path = file.to_str().ok_or("the folder's name is no text")?;
    if process::run(binary, workspace, test, ("MUTANTS_REACHED", path), LIMIT)?.0 != End::Passed {
        return Ok(None);
    }
    if !file.exists() {
        return Ok(Some(BTreeSet::new()));
    }
    let text = fs::read_to_string(&file)?;
    text.lines().map(|line| Ok(line.parse()?)).collect::<Result<_, Problem>>().map(Some)
}
