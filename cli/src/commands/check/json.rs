//! The JSON output of `check`.

use super::CheckedFile;
use crate::commands::rule_set::{NeverTogether, Related, Relations};
use crate::failure::Failure;
use crate::output;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint, Severity};
use event_pattern_compiler::source::{Position, Source};
use serde::Serialize;

/// Prints the diagnostics and, with `--sets`, the relations between the rules.
pub(super) fn print(files: &[CheckedFile], relations: Option<&Relations<'_>>) -> Result<(), Failure> {
    let findings: Vec<JsonDiagnostic> = files
        .iter()
        .flat_map(|file| file.diagnostics.iter().map(|diagnostic| JsonDiagnostic::new(diagnostic, &file.source())))
        .collect();
    let json = match relations {
        None => serde_json::to_string_pretty(&findings),
        Some(relations) => serde_json::to_string_pretty(&JsonReport {
            findings,
            relations: relations.related(),
            never_together: relations.never_together(),
        }),
    };
    output::print(&json.map_err(|error| Failure::unwritable(&error.into()))?)
}

/// The JSON output of `check --sets`.
#[derive(Serialize)]
struct JsonReport<'f> {
    findings: Vec<JsonDiagnostic<'f>>,
    relations: Vec<Related<'f>>,
    never_together: Vec<NeverTogether<'f>>,
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
    fn new(diagnostic: &'f Diagnostic, source: &Source<'_>) -> Self {
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
