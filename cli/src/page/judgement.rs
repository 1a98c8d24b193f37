//! Judgements: whether a pattern matches an event, and why, with the places in both texts.

use super::event::ReadEvent;
use super::pattern::ReadPattern;
use super::spans::Utf16Span;
use event_pattern::Pattern;
use event_pattern_compiler::schema::Schemas;
use event_pattern_interpreter::explain::{Explanation, Found, Part, explain};
use serde::Serialize;

/// The judgement of a pattern on an event. `F` is the form of the places that were found in the event.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Judgement<F = FoundPlace> {
    pub(crate) answer: Answer,
    /// One sentence.
    pub(crate) summary: String,
    /// The parts of the pattern, in the order of the source.
    pub(crate) parts: Vec<JudgedPart<F>>,
}

/// Whether a pattern matches an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Answer {
    Match,
    Mismatch,
    /// The pattern or the event is invalid.
    Error,
}

/// A part of a pattern and its outcome.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct JudgedPart<F> {
    key: String,
    /// The path of a field; `None` for other parts.
    path: Option<String>,
    holds: Option<bool>,
    words: String,
    /// The place in the text of the pattern.
    span: Utf16Span,
    found: Vec<F>,
    parts: Vec<JudgedPart<F>>,
}

/// A field or an array element that was found for a part.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FoundPlace {
    pub(crate) place: String,
    /// The place in the text of the event.
    pub(crate) span: Utf16Span,
    /// The value as JSON text. `None` for an array element.
    pub(crate) value: Option<String>,
    /// Whether the outcome follows from this one.
    pub(crate) chosen: bool,
}

impl Judgement {
    /// Judges a pattern on an event.
    pub(crate) fn of(pattern: &ReadPattern, event: &ReadEvent<'_>, schemas: Schemas<'_>) -> Self {
        match explanation(pattern, event, schemas) {
            Ok(explanation) => Self {
                answer: if explanation.is_match() { Answer::Match } else { Answer::Mismatch },
                summary: explanation.summary().to_owned(),
                parts: judged_parts(explanation.parts(), pattern, event),
            },
            Err(summary) => Self { answer: Answer::Error, summary, parts: Vec::new() },
        }
    }

    /// Converts what was found in the event.
    pub(crate) fn map_found<F>(self, convert: &mut dyn FnMut(FoundPlace) -> F) -> Judgement<F> {
        let Self { answer, summary, parts } = self;
        Judgement { answer, summary, parts: map_found(parts, convert) }
    }
}

fn map_found<F>(parts: Vec<JudgedPart<FoundPlace>>, convert: &mut dyn FnMut(FoundPlace) -> F) -> Vec<JudgedPart<F>> {
    let mut part = |JudgedPart { key, path, holds, words, span, found, parts }: JudgedPart<FoundPlace>| {
        let found = found.into_iter().map(&mut *convert).collect();
        JudgedPart { key, path, holds, words, span, found, parts: map_found(parts, convert) }
    };
    parts.into_iter().map(&mut part).collect()
}

/// Returns the explanation, or why there is none.
fn explanation(pattern: &ReadPattern, event: &ReadEvent<'_>, schemas: Schemas<'_>) -> Result<Explanation, String> {
    if let Some(error) = pattern.rejection() {
        return Err(format!("the pattern is invalid: {error}"));
    }
    if let Some(error) = &event.error {
        return Err(format!("the event is invalid: {}", error.message));
    }
    match explain(&pattern.parsed, event.text) {
        Ok(explanation) => explanation.ok_or_else(|| "the pattern is invalid".to_owned()),
        // The event is nested too deeply or repeats keys too often. Then there is only an answer.
        Err(reasons) => {
            let text = pattern.parsed.value.as_ref().map(event_pattern_compiler::json::Value::to_json);
            let matcher = Pattern::parse_for(schemas, &text.unwrap_or_default());
            let matcher = matcher.map_err(|_| "the pattern is too large".to_owned())?;
            let is_match = matcher.matches_json(event.text.as_bytes()).map_err(|error| error.to_string())?;
            let reasons: Vec<String> = reasons.into_iter().map(|reason| reason.message).collect();
            Ok(Explanation::of_answer(is_match, reasons.join("; ")))
        }
    }
}

fn judged_parts(parts: &[Part], pattern: &ReadPattern, event: &ReadEvent<'_>) -> Vec<JudgedPart<FoundPlace>> {
    let found = |found: &Found| FoundPlace {
        place: found.place.clone(),
        span: event.offsets.span(found.span),
        value: found.value.clone(),
        chosen: found.is_chosen,
    };
    let judged = |part: &Part| JudgedPart {
        key: part.key.clone(),
        path: part.leaf.as_ref().map(|leaf| leaf.path.clone()),
        holds: part.holds,
        words: part.words.clone(),
        span: pattern.offsets.span(part.span),
        found: part.found.iter().map(found).collect(),
        parts: judged_parts(&part.parts, pattern, event),
    };
    parts.iter().map(judged).collect()
}
