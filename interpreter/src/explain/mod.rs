//! Why a pattern matches an event or does not, for people.
//!
//! A pattern and an event come in; the pattern as a tree goes out, with what came of each part and one sentence that names
//! the fewest conditions that kept it from matching. `choice` looks for the
//! fields of the event that come closest, `evaluation` does so for a whole rule, and `tree` and `summary` say it in `words`. The
//! answer is the one that the oracle gives.

mod absence;
mod choice;
mod evaluation;
mod json;
mod summary;
mod text;
mod tree;
mod words;

pub use tree::{LeafPart, Part};

use crate::event::{Event, View};
use evaluation::Evaluation;
use event_pattern_compiler::Parsed;
use event_pattern_compiler::diagnostic::{Diagnostic, Style};
use event_pattern_compiler::limits::MAX_DEPTH;
use event_pattern_compiler::source::Span;
use std::fmt;

/// Why a pattern matches an event or does not.
///
/// Its text is plain and fits into eighty columns.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    is_match: bool,
    summary: String,
    parts: Vec<Part>,
}

impl Explanation {
    /// An explanation that has the answer only, and why there is no more to it.
    #[must_use]
    pub fn of_answer(is_match: bool, summary: String) -> Self {
        Self { is_match, summary, parts: Vec::new() }
    }

    /// Whether the pattern matches.
    #[must_use]
    pub fn is_match(&self) -> bool {
        self.is_match
    }

    /// One sentence without a full stop: which conditions kept the pattern from matching, or that none did.
    #[must_use]
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The pattern, part by part, in the order of the source.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The explanation as text in eighty columns.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        text::render(self, style)
    }

    /// The explanation as JSON text on one line: an object with `match`, `summary` and `parts`. A part has its `key`, whether
    /// it `holds` (null for an object), `words`, and `parts` of its own. That of a field also has the field's `path`, the
    /// alternatives that are `wanted`, and the fields that were `found`, each with its `place` and `value`.
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

/// Explains what a pattern makes of an event. What follows the event's closing brace is ignored. There is no explanation
/// for a pattern that is refused.
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
/// The event is no JSON object, nests more than 500 levels deep, or repeats keys so often that there is too much to try. The
/// diagnostics point into its text.
pub fn explain(parsed: &Parsed, event: &str) -> Result<Option<Explanation>, Vec<Diagnostic>> {
    let (Some(pattern), Some(lowered)) = (&parsed.pattern, &parsed.lowered) else { return Ok(None) };
    if let Some(start) = too_deep(event) {
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
        let reasons = summary::of_mismatch(&pattern.root, &evaluation, View { event, element: event });
        reasons.unwrap_or_else(|| "each condition is satisfied on its own, but not all of them at once".to_owned())
    };
    let parts = tree::parts(&pattern.root, &evaluation, event);
    Ok(Some(Explanation { is_match: evaluation.is_match(), summary, parts }))
}

/// Where a text nests too deep, if it does.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    text.bytes().position(|byte| {
        match byte {
            b'"' if !escaped => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
        depth > MAX_DEPTH
    })
}

#[cfg(test)]
mod tests;
