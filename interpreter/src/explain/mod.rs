//! Explains why a pattern matches or does not match an event.
//!
//! The result is the pattern as a tree with the outcome of each part, and one sentence that names the smallest set of
//! conditions that prevented a match. `assignment` finds the fields that satisfy as many leaves as possible,
//! `evaluation` does this for all conjunctions and scopes of a rule, and `tree`, `summary`, `leaf_text` and `absence`
//! produce the text. The answer always agrees with the oracle.

mod absence;
mod assignment;
mod evaluation;
mod json;
mod leaf_text;
mod render;
mod summary;
mod tree;

pub use tree::{Found, LeafPart, Part};

use crate::event::{Event, View};
use evaluation::Evaluation;
use event_pattern_compiler::Parsed;
use event_pattern_compiler::diagnostic::{Diagnostic, Style};
use event_pattern_compiler::limits::MAX_NESTING_LEVELS;
use event_pattern_compiler::source::Span;
use std::fmt;

/// An explanation of why a pattern matches or does not match an event.
///
/// As text, the explanation is at most 80 columns wide.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    is_match: bool,
    summary: String,
    parts: Vec<Part>,
}

impl Explanation {
    /// Creates an explanation without parts: only the answer, and a summary that gives the reason.
    #[must_use]
    pub fn of_answer(is_match: bool, summary: String) -> Self {
        Self { is_match, summary, parts: Vec::new() }
    }

    /// Whether the pattern matches.
    #[must_use]
    pub fn is_match(&self) -> bool {
        self.is_match
    }

    /// Returns one sentence without a full stop. The sentence names the conditions that prevented a match, or states
    /// that all conditions are satisfied.
    #[must_use]
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// Returns the parts of the pattern, in the order of the source.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns the explanation as text, wrapped at 80 columns.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        render::render(self, style)
    }

    /// Returns the explanation as JSON text on one line: an object with `match`, `summary` and `parts`. Each part has a
    /// `key`, the outcome `holds` (null for an object and for a condition that another condition replaces), `words`,
    /// and inner `parts`. A part for a field also has the field's `path`, the `wanted` alternatives, and the `found`
    /// fields, each with its `place` and `value`.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(self)
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_text(Style::Plain))
    }
}

/// Explains why a pattern matches or does not match an event. Text after the event's closing brace is ignored. Returns
/// `Ok(None)` if the pattern is invalid.
///
/// ```
/// use event_pattern_compiler::{json::Dialect, parse};
/// use event_pattern_interpreter::explain::explain;
///
/// let pattern = parse(r#"{ "detail": { "exitCode": [1] } }"#, Dialect::Strict);
/// let explanation = explain(&pattern, r#"{ "detail": { "exitCode": "1" } }"#).unwrap().unwrap();
/// assert!(!explanation.is_match());
/// assert_eq!(explanation.summary(), "`detail.exitCode` is the string \"1\" instead of the number 1");
/// ```
///
/// # Errors
/// Returns an error if the event is not a JSON object, is nested more than 500 levels deep, or has too many repeated
/// keys. The diagnostics point into the event's text.
pub fn explain(parsed: &Parsed, event: &str) -> Result<Option<Explanation>, Vec<Diagnostic>> {
    let (Some(pattern), Some(lowered)) = (&parsed.pattern, &parsed.lowered) else { return Ok(None) };
    if let Some(start) = first_too_deep_bracket(event) {
        let message = "the event is nested too deeply to be explained";
        return Err(vec![Diagnostic::error(Span::new(start, start + 1), message)]);
    }
    let evaluation = Evaluation::of(lowered, Event::parse(event)?, None);
    if evaluation.is_unfinished {
        let message = "the event repeats keys too often to be explained";
        return Err(vec![Diagnostic::error(Span::new(0, 1), message)]);
    }
    let event = &evaluation.event;
    let summary = if evaluation.is_match() {
        "the event satisfies every condition".to_owned()
    } else {
        let reasons = summary::summarize_mismatch(&pattern.root, &evaluation, View { event, element: event });
        reasons.unwrap_or_else(|| "each condition is satisfied on its own, but not all of them at once".to_owned())
    };
    let parts = tree::parts(&pattern.root, &evaluation, event);
    Ok(Some(Explanation { is_match: evaluation.is_match(), summary, parts }))
}

/// Returns the offset of the first bracket that is nested too deeply.
fn first_too_deep_bracket(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    text.bytes().position(|byte| {
        match byte {
            b'"' if !escaped => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
        depth > MAX_NESTING_LEVELS
    })
}

#[cfg(test)]
mod tests;
