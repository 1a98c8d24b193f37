//! The text of a pattern, read and checked.

use super::spans::{Utf16, Utf16Span, text_of_page};
use super::tokens::{Language, Token, tokens};
use crate::arguments::Allowed;
use event_pattern_compiler::check::{Coverage, check, coverage};
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::{Parsed, parse_for};
use serde::Serialize;

/// A pattern that was read from text.
#[derive(Debug)]
pub(crate) struct ReadPattern {
    pub(crate) parsed: Parsed,
    /// Everything that was found and is not allowed, in source order.
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) offsets: Utf16,
}

impl ReadPattern {
    /// Reads and checks a pattern as in a file of its own, which may have comments and trailing commas.
    pub(crate) fn of(text: &str, schemas: Schemas<'_>, allowed: &Allowed) -> Self {
        let parsed = parse_for(schemas, text, Dialect::Relaxed);
        let diagnostics = allowed.filter(check(&parsed, schemas));
        Self { parsed, diagnostics, offsets: Utf16::of(text) }
    }

    /// Returns the first reason for which EventBridge rejects the pattern. `None` if it accepts the pattern.
    pub(crate) fn rejection(&self) -> Option<&str> {
        if self.parsed.lowered.is_some() {
            return None;
        }
        let rejection = self.parsed.diagnostics.iter().find(|diagnostic| diagnostic.is_rejection());
        Some(rejection.map_or("it is not a pattern", |rejection| &rejection.message))
    }
}

/// A pattern on the page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PatternView {
    pub(crate) text: String,
    /// Whether the text can be edited.
    pub(crate) editable: bool,
    /// The file that an edited text can be saved in. `None` if it cannot be saved.
    pub(crate) saved_in: Option<String>,
    tokens: Vec<Token>,
    pub(crate) diagnostics: Vec<DiagnosticView>,
    /// The events whose schemas the pattern was checked against. `None` if there are none.
    checked_against: Option<String>,
}

impl PatternView {
    /// Returns the view of a pattern that cannot be saved.
    pub(crate) fn of(text: &str, pattern: &ReadPattern, schemas: Schemas<'_>) -> Self {
        let view = |diagnostic| DiagnosticView::of(diagnostic, &pattern.offsets);
        Self {
            text: text_of_page(text),
            editable: true,
            saved_in: None,
            tokens: tokens(text, Language::Pattern, &pattern.offsets),
            diagnostics: pattern.diagnostics.iter().map(view).collect(),
            checked_against: described(&coverage(&pattern.parsed, schemas)),
        }
    }
}

/// Maximum number of events that are named.
const MAX_NAMED_EVENTS: usize = 3;

fn described(coverage: &Coverage<'_>) -> Option<String> {
    let names: Vec<&str> =
        coverage.schemas.iter().map(|schema| schema.detail_type.as_deref().unwrap_or(&schema.title)).collect();
    let events = match names.as_slice() {
        [] => return None,
        few if few.len() <= MAX_NAMED_EVENTS => few.join(", "),
        many => format!("{} event types", many.len()),
    };
    Some(if coverage.has_others { format!("{events}, and events without a schema") } else { events })
}

/// A diagnostic on the page.
#[derive(Debug, Serialize)]
pub(crate) struct DiagnosticView {
    severity: &'static str,
    name: Option<&'static str>,
    message: String,
    help: Option<String>,
    notes: Vec<Note>,
    span: Utf16Span,
}

/// More about a diagnostic, such as the message of EventBridge.
#[derive(Debug, Serialize)]
struct Note {
    message: String,
    span: Option<Utf16Span>,
}

impl DiagnosticView {
    pub(crate) fn of(diagnostic: &Diagnostic, offsets: &Utf16) -> Self {
        let reason = diagnostic.reason.as_ref();
        Self {
            severity: diagnostic.severity.as_str(),
            name: diagnostic.lint.map(Lint::as_str),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            notes: reason
                .map(|reason| Note { message: format!("EventBridge reports: {reason}"), span: None })
                .into_iter()
                .collect(),
            span: offsets.span(diagnostic.span),
        }
    }
}
