//! Reads patterns from files.

use crate::arguments::Allowed;
use crate::failure::{Failure, render_all};
use crate::known_events::KnownEvents;
use crate::{foreign_file, output};
use event_pattern::Pattern;
use event_pattern_compiler::check::check as diagnose;
use event_pattern_compiler::diagnostic::{Diagnostic, Severity};
use event_pattern_compiler::json::{self, Dialect, Value};
use event_pattern_compiler::parse_for;
use event_pattern_compiler::pattern::{EVENT_MESSAGE, has_schema_key};
use event_pattern_compiler::source::{Source, Span};
use std::borrow::Cow;

/// A valid pattern.
#[derive(Debug)]
pub(crate) struct CheckedPattern<'b> {
    /// The pattern as EventBridge reads it: without comments, trailing commas and `$schema`.
    pub(crate) text: Cow<'b, str>,
    pub(crate) pattern: Pattern,
    /// Rendered warnings, if there are any.
    pub(crate) warnings: Option<String>,
}

impl CheckedPattern<'_> {
    /// Whether the file has comments, trailing commas or `$schema`.
    pub(crate) fn is_relaxed(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }
}

/// Reads the pattern of a command that also reads an event. Warnings are printed to standard error.
pub(crate) fn read(name: &str, bytes: &[u8], allowed: &Allowed, known: &KnownEvents) -> Result<Pattern, Failure> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let is_event = |diagnostic: &Diagnostic| diagnostic.message == EVENT_MESSAGE;
        if let Some(event) = parse_for(known.schemas(), text, Dialect::Relaxed).diagnostics.into_iter().find(is_event) {
            let event = event.with_help("did you swap --pattern and --event?");
            return Err(Failure::pattern(&[event], &Source::new(name, text)));
        }
    }
    let checked = check(name, bytes, Dialect::Relaxed, allowed, known).map_err(|error| Failure::patterns(&[error]))?;
    if let Some(warnings) = &checked.warnings {
        output::report(warnings);
    }
    if checked.is_relaxed() {
        report_relaxed(&[name.to_owned()]);
    }
    Ok(checked.pattern)
}

/// Reports that EventBridge rejects the patterns in these files as they are. There is at least one file.
pub(crate) fn report_relaxed(names: &[String]) {
    let files = match names {
        [only] => format!("`{only}` has"),
        [first, rest @ ..] => format!("`{first}` and {} more rules have", rest.len()),
        [] => return,
    };
    output::report(&format!(
        "note: {files} comments, trailing commas or `$schema`, which EventBridge does not accept\n \
         = help: deploy the output of `event-pattern prefilter FILE`"
    ));
}

/// Reads a pattern. If the pattern is invalid, the error contains the rendered diagnostics.
pub(crate) fn check<'b>(
    name: &str,
    bytes: &'b [u8],
    dialect: Dialect,
    allowed: &Allowed,
    known: &KnownEvents,
) -> Result<CheckedPattern<'b>, String> {
    if let Some(error) = file_error(bytes) {
        return Err(render_all(&[error], &Source::new(name, &String::from_utf8_lossy(bytes))));
    }
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let source = Source::new(name, text);
    let schemas = known.schemas();
    let parsed = parse_for(schemas, text, dialect);
    let mut diagnostics = allowed.filter(diagnose(&parsed, schemas));
    if parsed.lowered.is_none() {
        return Err(render_all(&diagnostics, &source));
    }
    let is_relaxed = dialect == Dialect::Relaxed && !is_strict(text);
    let relaxed = parsed.value.as_ref().filter(|_| is_relaxed);
    let text = relaxed.map_or(Cow::Borrowed(text), |value| Cow::Owned(Value::to_json(value)));
    // The pattern is valid, so the only possible error is that it is too large.
    let pattern = Pattern::parse_for(schemas, &text).map_err(|_| {
        let start = parsed.value.as_ref().map_or(0, |value| value.span.start);
        let diagnostic = Diagnostic::error(Span::new(start, start + 1), "the pattern is too large")
            .with_help("split it into several patterns");
        render_all(&[diagnostic], &source)
    })?;
    // EventBridge accepts the pattern, so the remaining errors are reported as warnings.
    for diagnostic in &mut diagnostics {
        diagnostic.severity = Severity::Warning;
    }
    let warnings = (!diagnostics.is_empty()).then(|| render_all(&diagnostics, &source));
    Ok(CheckedPattern { text, pattern, warnings })
}

/// Whether a pattern has nothing that only pattern files may have.
fn is_strict(text: &str) -> bool {
    let read = json::read(text, Dialect::Strict);
    read.diagnostics.is_empty() && !read.value.is_some_and(|value| has_schema_key(&value))
}

/// Decodes the text of a pattern file.
pub(crate) fn decode<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, Failure> {
    let text = std::str::from_utf8(bytes).ok().filter(|_| file_error(bytes).is_none());
    text.ok_or_else(|| {
        let lossy = String::from_utf8_lossy(bytes);
        let diagnostics: Vec<Diagnostic> = file_error(bytes).into_iter().collect();
        Failure::pattern(&diagnostics, &Source::new(name, &lossy))
    })
}

/// Returns an error if the bytes are not valid UTF-8, or if they are a known file that is not a pattern.
pub(crate) fn file_error(bytes: &[u8]) -> Option<Diagnostic> {
    match std::str::from_utf8(bytes) {
        Ok(text) => foreign_file::recognise(text),
        Err(error) => Some(invalid_utf8(bytes, error.valid_up_to())),
    }
}

/// Returns the error for invalid UTF-8 at an offset. The offset is also valid in the lossily decoded text, because all
/// bytes before the first invalid byte are unchanged.
pub(crate) fn invalid_utf8(bytes: &[u8], offset: usize) -> Diagnostic {
    let byte = bytes.get(offset).copied().unwrap_or_default();
    let help = if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        "this looks like UTF-16; save the file as UTF-8"
    } else {
        "save the file as UTF-8"
    };
    Diagnostic::error(Span::new(offset, offset + 1), format!("invalid UTF-8: byte 0x{byte:02X}")).with_help(help)
}
