//! Conformance cases: patterns, events and expected results, independent of any engine.

use flate2::read::GzDecoder;
use serde::Deserialize;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

/// A pattern, an event and the expected result.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// The behaviour that the case tests.
    #[serde(default)]
    pub name: String,
    /// The pattern's JSON text.
    pub pattern: String,
    /// The event's JSON text.
    pub event: String,
    /// The expected result.
    pub expect: Expect,
    /// EventBridge's reason for rejecting the pattern, if the reason was recorded.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The expected result of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expect {
    /// The pattern matches.
    Match,
    /// The pattern does not match.
    NoMatch,
    /// EventBridge rejects the pattern.
    InvalidPattern,
    /// The event is not a JSON object.
    InvalidEvent,
}

/// Returns the project's own cases.
///
/// # Panics
/// Panics if a file of cases cannot be read.
#[must_use]
pub fn own_cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).unwrap();
        serde_json::from_str::<Vec<Case>>(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    files.iter().flat_map(read).collect()
}

/// Returns the large corpus of recorded cases without the [`CONTRADICTIONS`]. The cases were recorded from
/// EventBridge's own engine. The result is empty if the corpus does not exist next to the checkout.
///
/// # Panics
/// Panics if the corpus exists but cannot be read.
#[must_use]
pub fn recorded_cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance");
    let Ok(probes) = std::fs::read_to_string(folder.join("probes.json")) else { return Vec::new() };
    let mut cases: Vec<Case> = serde_json::from_str(&probes).unwrap();
    let random = std::fs::File::open(folder.join("random.ndjson.gz")).unwrap();
    let lines = BufReader::new(GzDecoder::new(random)).lines();
    cases.extend(lines.map(|line| serde_json::from_str::<Case>(&line.unwrap()).unwrap()));
    cases.retain(|case| !CONTRADICTIONS.contains(&case.pattern.as_str()));
    cases
}

/// Patterns for which the recorded engine contradicts itself: it reports no match although the event contains one of
/// the pattern's values. Other recorded cases of the same form match. No known rule explains these results, so this
/// project does not reproduce them.
pub const CONTRADICTIONS: [&str; 4] = [
    r#"{"d":["y",{"numeric":["<=",1]},{"wildcard":"\"q*"}],"b":{"name":{"c":[{"prefix":""}]}}}"#,
    r#"{"c":[{"suffix":"true"},{"exists":false},{"numeric":[">",0]}],"a":["tab\t",{"numeric":["<",301.8]}],"$or":[{"exitCode":[{"exists":true}]},{"d":["run-test"]},{"d":[{"wildcard":"*"},{"wildcard":"r*-test"}],"exitCode":[{"anything-but":143},"é"]}]}"#,
    r#"{"b":["true",{"numeric":["<",100]},"RUN-TEST"]}"#,
    r#"{"a":[null,{"anything-but":{"equals-ignore-case":["XYZ","zz"]}}],"d":{"d":[{"numeric":[">=",-3]},{"exists":false},{"cidr":"10.0.1.7/31"}],"$or":[{"name":[{"prefix":"run-te"},{"exists":true}]},{"name":[{"exists":true},{"exists":false},{"suffix":"0"}]}]}}"#,
];
