//! The JSON output of `check`.

use super::{CheckedPattern, Finding};
use crate::commands::rule_set::{NeverTogether, Related, Relations};
use crate::failure::Failure;
use crate::output;
use event_pattern_compiler::check::Coverage;
use event_pattern_compiler::diagnostic::{Lint, Severity};
use event_pattern_compiler::source::Position;
use serde::Serialize;

/// Prints the diagnostics and, with `--sets`, the relations between the rules.
pub(super) fn print(
    findings: &[Finding<'_>],
    patterns: &[CheckedPattern<'_>],
    relations: Option<&Relations<'_>>,
) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(&JsonReport {
        findings: findings.iter().map(JsonDiagnostic::new).collect(),
        patterns: patterns.iter().map(JsonPattern::new).collect(),
        relations: relations.map(Relations::related),
        never_together: relations.map(Relations::never_together),
    });
    output::print(&json.map_err(|error| Failure::unwritable(&error.into()))?)
}

/// The JSON output. The last two parts are those of `--sets`.
#[derive(Serialize)]
struct JsonReport<'f> {
    findings: Vec<JsonDiagnostic<'f>>,
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

/// A diagnostic in the JSON output.
#[derive(Serialize)]
struct JsonDiagnostic<'f> {
    file: String,
    name: Option<&'static str>,
    severity: &'static str,
    message: &'f str,
    reason: Option<&'f str>,
    help: Option<&'f str>,
    start: Location,
    end: Location,
}

/// A location in a file. `line` and `column` are counted from 1, and `offset` is in bytes.
#[derive(Serialize)]
struct Location {
    line: usize,
    column: usize,
    offset: usize,
}

impl<'f> JsonDiagnostic<'f> {
    fn new(Finding { source, diagnostic }: &'f Finding<'_>) -> Self {
        let location = |offset: usize| {
            let Position { line, column } = source.position(offset);
            Location { line, column, offset: offset.min(source.text.len()) }
        };
        Self {
            file: source.name.to_owned(),
            name: diagnostic.lint.map(Lint::as_str),
            severity: match diagnostic.severity {
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            message: &diagnostic.message,
            reason: diagnostic.reason.as_deref(),
            help: diagnostic.help.as_deref(),
            start: location(diagnostic.span.start),
            end: location(diagnostic.span.end),
        }
    }
}
