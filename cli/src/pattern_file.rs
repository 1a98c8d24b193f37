//! Patterns in files.

use crate::failure::{Failure, render_all};
use crate::output;
use event_pattern::Pattern;
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Severity};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse;
use event_pattern_compiler::source::{Source, Span};

/// A valid pattern.
#[derive(Debug)]
pub(crate) struct Judged<'b> {
    pub(crate) text: &'b str,
    pub(crate) pattern: Pattern,
    /// What is suspicious about it, to be shown.
    pub(crate) warnings: Option<String>,
}

/// Reads a pattern as the service does. What is suspicious about a valid one goes to standard error.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Pattern, Failure> {
    let judged = judge(name, bytes).map_err(|refusal| Failure::patterns(&[refusal]))?;
    if let Some(warnings) = judged.warnings {
        output::report(&warnings);
    }
    Ok(judged.pattern)
}

/// Reads a pattern as the service does. All that is wrong with an invalid one is the error, to be shown.
pub(crate) fn judge<'b>(name: &str, bytes: &'b [u8]) -> Result<Judged<'b>, String> {
    if let Some(undecodable) = undecodable(bytes) {
        return Err(render_all(&[undecodable], &Source::new(name, &String::from_utf8_lossy(bytes))));
    }
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let source = Source::new(name, text);
    let parsed = parse(text, Dialect::Strict);
    let mut findings = check(&parsed, None);
    if parsed.lowered.is_none() {
        return Err(render_all(&findings, &source));
    }
    // Nothing is wrong with the pattern itself, so all that can fail now is its size.
    let pattern = Pattern::parse(text).map_err(|_| {
        let start = text.len() - text.trim_start().len();
        let diagnostic = Diagnostic::error(Span::new(start, start + 1), "the pattern is too large")
            .with_help("split it into several patterns");
        render_all(&[diagnostic], &source)
    })?;
    // Here the pattern is tried as the service takes it, whatever else is wrong with it.
    for finding in &mut findings {
        finding.severity = Severity::Warning;
    }
    let warnings = (!findings.is_empty()).then(|| render_all(&findings, &source));
    Ok(Judged { text, pattern, warnings })
}

/// The text of a pattern.
pub(crate) fn decode<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, Failure> {
    let text = std::str::from_utf8(bytes).ok().filter(|_| undecodable(bytes).is_none());
    text.ok_or_else(|| {
        let lossy = String::from_utf8_lossy(bytes);
        let found: Vec<Diagnostic> = undecodable(bytes).into_iter().collect();
        Failure::pattern(&found, &Source::new(name, &lossy))
    })
}

/// Why bytes are no text that a pattern could be.
pub(crate) fn undecodable(bytes: &[u8]) -> Option<Diagnostic> {
    refuse_byte_order_mark(bytes)
        .or_else(|| std::str::from_utf8(bytes).err().map(|error| refuse_bytes(bytes, error.valid_up_to())))
}

/// A byte order mark, which is no part of JSON, though some editors write it and none shows it.
pub(crate) fn refuse_byte_order_mark(bytes: &[u8]) -> Option<Diagnostic> {
    let message = "unexpected byte order mark";
    bytes.starts_with("\u{feff}".as_bytes()).then(|| {
        Diagnostic::error(Span::new(0, 3), message).with_help("save the file as UTF-8 without a byte order mark")
    })
}

/// Bytes that are not UTF-8. The place is right in a lossy rendering too: all bytes before the first bad one are good.
pub(crate) fn refuse_bytes(bytes: &[u8], offset: usize) -> Diagnostic {
    let byte = bytes.get(offset).copied().unwrap_or_default();
    let help = if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        "this looks like UTF-16; save the file as UTF-8"
    } else {
        "save the file as UTF-8"
    };
    Diagnostic::error(Span::new(offset, offset + 1), format!("invalid UTF-8: byte 0x{byte:02X}")).with_help(help)
}
