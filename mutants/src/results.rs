//! What became of each mutant, a line of JSON for each, the last of a mutant counts.

use crate::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// A test fails.
    Caught,
    /// A test does not end in time.
    TimedOut,
    Survived,
    /// No test comes to it.
    Unreached,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Result {
    pub(crate) name: String,
    pub(crate) outcome: Outcome,
    /// The test that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<String>,
    /// The tests up to this recording and up to this many seconds were tried.
    pub(crate) round: u32,
    pub(crate) most: f64,
}

impl Result {
    pub(crate) fn is_caught(&self) -> bool {
        matches!(self.outcome, Outcome::Caught | Outcome::TimedOut)
    }
}

/// The results so far, by the mutants' names.
pub(crate) fn load(folder: &Path) -> std::result::Result<BTreeMap<String, Result>, Problem> {
    let path = folder.join("results.jsonl");
    let mut results = BTreeMap::new();
    if path.exists() {
        for line in fs::read_to_string(path)?.lines() {
            let result: Result = serde_json::from_str(line)?;
            results.insert(result.name.clone(), result);
        }
    }
    Ok(results)
}

/// The file that results are added to.
pub(crate) struct Results(File);

impl Results {
    pub(crate) fn open(folder: &Path) -> std::result::Result<Self, Problem> {
        Ok(Self(OpenOptions::new().create(true).append(true).open(folder.join("results.jsonl"))?))
    }

    pub(crate) fn add(&mut self, result: &Result) -> std::result::Result<(), Problem> {
        Ok(writeln!(self.0, "{}", serde_json::to_string(result)?)?)
    }
}
