//! The JSON output of `check`.

use super::CheckedPattern;
use super::located::Located;
use crate::commands::rule_set::{NeverTogether, Related, Relations};
use crate::failure::Failure;
use crate::output;
use event_pattern_compiler::check::Coverage;
use serde::Serialize;

/// Prints the diagnostics and, with `--sets`, the relations between the rules.
pub(super) fn print(
    findings: &[Located<'_>],
    patterns: &[CheckedPattern<'_>],
    relations: Option<&Relations<'_>>,
) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(&JsonReport {
        findings,
        patterns: patterns.iter().map(JsonPattern::new).collect(),
        relations: relations.map(Relations::related),
        never_together: relations.map(Relations::never_together),
    });
    output::print(&json.map_err(|error| Failure::unwritable(&error.into()))?)
}

/// The JSON output. The last two parts are those of `--sets`.
#[derive(Serialize)]
struct JsonReport<'f> {
    findings: &'f [Located<'f>],
    patterns: Vec<JsonPattern<'f>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relations: Option<Vec<Related<'f>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    never_together: Option<Vec<NeverTogether<'f>>>,
}

/// What a pattern was checked against, in the JSON output.
#[derive(Serialize)]
struct JsonPattern<'f> {
    /// The file. In a template, it is followed by `#` and the name of the rule.
    file: &'f str,
    /// The `detail-type` of the events with a schema. `None` if the pattern is invalid.
    checked_against: Option<Vec<&'f str>>,
    /// Whether the pattern can be for events without a schema.
    has_other_events: bool,
}

impl<'f> JsonPattern<'f> {
    fn new(pattern: &'f CheckedPattern<'f>) -> Self {
        let detail_types = |coverage: &'f Coverage<'f>| -> Vec<&'f str> {
            coverage.schemas.iter().filter_map(|schema| schema.detail_type.as_deref()).collect()
        };
        Self {
            file: &pattern.name,
            checked_against: pattern.coverage.as_ref().map(detail_types),
            has_other_events: pattern.coverage.as_ref().is_some_and(|coverage| coverage.has_others),
        }
    }
}
