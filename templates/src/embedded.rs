//! Reads patterns in strings.

use crate::align::{align, align_escaped};
use crate::text::Text;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{self, Dialect, JsonString, Value, ValueKind, unescape};
use event_pattern_compiler::source::Span;
use event_pattern_compiler::trailing_text;

/// A pattern that was read from a string, with its places in the file.
#[derive(Debug)]
pub(crate) struct Embedded {
    /// `None` if a syntax error stopped the reader, or if the text is only known at deployment.
    pub(crate) value: Option<Value>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The text of the pattern, if no part of it is only known at deployment.
    pub(crate) text: Option<String>,
    /// Whether the pattern is in a string, and not an object.
    pub(crate) is_text: bool,
}

impl Embedded {
    /// Whether the pattern is only known at deployment.
    pub(crate) fn is_unknown(&self) -> bool {
        match &self.value {
            Some(value) => matches!(value.kind, ValueKind::Unknown),
            None => self.diagnostics.is_empty(),
        }
    }
}

/// Reads a pattern from its text.
pub(crate) fn read(text: &Text) -> Embedded {
    let parsed = json::read(text.as_str(), Dialect::Strict);
    let mut found: Vec<Diagnostic> = parsed.diagnostics;
    found.extend(parsed.trailing.map(trailing_text));
    // The text of a hole is replaced at deployment, so it is not an error.
    found.retain(|diagnostic| !text.has_hole(diagnostic.span));
    let diagnostics = found.into_iter().map(|diagnostic| text.place_diagnostic(diagnostic)).collect();
    let value = parsed.value.map(|value| text.place_value(value));
    Embedded { value, diagnostics, text: text.known().map(str::to_owned), is_text: true }
}

/// The number of times that a pattern can be encoded as a string in a file.
const MAX_ENCODINGS: usize = 4;

/// Reads a file that contains a pattern as a JSON string, possibly several times, or without the quotes: the
/// backslashes are left from a shell. Returns `None` for other files.
pub(crate) fn read_encoded_file(file: &str) -> Option<Embedded> {
    let start = file.len() - file.trim_start().len();
    let span = Span::new(start, start + file.trim().len());
    let body = file.get(span.start..span.end)?;
    let mut texts = Vec::new();
    if body.starts_with('"') {
        let parsed = json::read(file, Dialect::Strict);
        let value = parsed.value.filter(|_| parsed.diagnostics.is_empty() && parsed.trailing.is_none())?;
        let decoded = string_of(&value)?.as_str()?.to_owned();
        texts.push(align(file, value.span, &decoded));
    } else if body.starts_with("{\\\"") || body.trim_start_matches(['{', ' ', '\n', '\r', '\t']).starts_with("\\\"") {
        let decoded = unescape_lines(body)?;
        texts.push(align_escaped(file, span, &decoded)?);
    } else {
        return None;
    }
    while texts.len() < MAX_ENCODINGS {
        let Some(inner) = inner_text(texts.last()?) else { break };
        texts.push(inner);
    }
    let last = texts.pop()?;
    last.as_str().trim_start().starts_with(['{', '[']).then(|| read_through(&last, &texts))
}

/// Returns the text in a JSON string. Its places are those in the outer text.
fn inner_text(outer: &Text) -> Option<Text> {
    let text = outer.as_str();
    if !text.trim_start().starts_with('"') {
        return None;
    }
    let parsed = json::read(text, Dialect::Strict);
    let value = parsed.value.filter(|_| parsed.diagnostics.is_empty() && parsed.trailing.is_none())?;
    Some(align(text, value.span, string_of(&value)?.as_str()?))
}

/// Reads a pattern in a text inside other texts.
fn read_through(text: &Text, outer: &[Text]) -> Embedded {
    let mut read = read(text);
    for outer in outer.iter().rev() {
        read.value = read.value.map(|value| outer.place_value(value));
        read.diagnostics = read.diagnostics.into_iter().map(|found| outer.place_diagnostic(found)).collect();
    }
    read
}

/// Reads a pattern in a JSON string in a text, if the text is one. Then the pattern is encoded once too often.
pub(crate) fn read_encoded_twice(text: &Text) -> Option<Embedded> {
    text.known()?;
    let inner = inner_text(text)?;
    inner.as_str().trim_start().starts_with(['{', '[']).then(|| read_through(&inner, std::slice::from_ref(text)))
}

/// Resolves the escapes in a text of several lines.
fn unescape_lines(body: &str) -> Option<String> {
    let mut decoded = String::with_capacity(body.len());
    for line in body.split_inclusive(['\n', '\t', '\r']) {
        let end = line.trim_end_matches(['\n', '\t', '\r']).len();
        decoded.push_str(unescape(&line[..end]).ok()?.as_str()?);
        decoded.push_str(&line[end..]);
    }
    Some(decoded)
}

fn string_of(value: &Value) -> Option<&JsonString> {
    match &value.kind {
        ValueKind::String(text) => Some(text),
        _ => None,
    }
}
