//! The outcomes as JSON.

use super::outcome::Outcome;
use crate::failure::Failure;
use serde::Serialize;
use serde_json::value::RawValue;

/// Formats all outcomes.
pub(super) fn format(outcomes: &[Outcome<'_>]) -> Result<String, Failure> {
    let format = || -> serde_json::Result<String> {
        let cases = outcomes.iter().map(JsonCase::new).collect::<Result<Vec<_>, _>>()?;
        let passed = Outcome::passed(outcomes);
        serde_json::to_string_pretty(&JsonReport { cases, passed, failed: outcomes.len() - passed })
    };
    format().map_err(|error| Failure::unwritable(&error.into()))
}

#[derive(Serialize)]
struct JsonReport<'c> {
    cases: Vec<JsonCase<'c>>,
    passed: usize,
    failed: usize,
}

#[derive(Serialize)]
struct JsonCase<'c> {
    file: &'c str,
    line: usize,
    name: &'c str,
    passed: bool,
    /// The rules that match.
    rules: &'c [String],
    missing: Vec<JsonMissing<'c>>,
    unexpected: &'c [String],
}

/// A rule that should match and does not.
#[derive(Serialize)]
struct JsonMissing<'c> {
    rule: &'c str,
    explanation: Box<RawValue>,
}

impl<'c> JsonCase<'c> {
    fn new(outcome: &'c Outcome<'_>) -> serde_json::Result<Self> {
        let missing = outcome.missing.iter().map(|(rule, explanation)| {
            Ok(JsonMissing { rule, explanation: RawValue::from_string(explanation.to_json())? })
        });
        Ok(Self {
            file: &outcome.file.name,
            line: outcome.case.line,
            name: &outcome.case.name,
            passed: outcome.is_passed(),
            rules: &outcome.matching,
            missing: missing.collect::<serde_json::Result<_>>()?,
            unexpected: &outcome.unexpected,
        })
    }
}
