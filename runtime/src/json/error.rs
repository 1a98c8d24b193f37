use core::fmt;

/// The reason why an event could not be evaluated, with a byte offset.
///
/// ```
/// use event_pattern::EventErrorKind;
///
/// let error = event_pattern::validate(b"[]").unwrap_err();
/// assert_eq!((error.kind(), error.offset()), (EventErrorKind::NotAnObject, 0));
/// assert_eq!(error.to_string(), "expected a JSON object at byte 0");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventError {
    kind: EventErrorKind,
    offset: usize,
}

/// The kind of an [`EventError`].
///
/// All kinds except [`Ambiguous`](Self::Ambiguous) and [`Internal`](Self::Internal) mean that the bytes are not a JSON
/// object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventErrorKind {
    /// The input, without leading white space, does not start with `{`.
    NotAnObject,
    /// The input ends inside the object.
    UnexpectedEnd,
    /// A character that the JSON grammar does not allow at this position.
    UnexpectedCharacter,
    /// A number that is not valid JSON, such as `1.`.
    InvalidNumber,
    /// An escape sequence that is not valid JSON, such as `\x`.
    InvalidEscape,
    /// An unescaped control character in a string.
    ControlCharacter,
    /// Bytes that are not valid UTF-8.
    InvalidUtf8,
    /// The JSON is valid, but it would take too long to evaluate all combinations of repeated keys. No event outside
    /// tests is known to cause this error.
    Ambiguous,
    /// A rule of a `RuleSet` was compiled successfully once, but failed to compile again. This is a bug in this crate.
    Internal,
}

impl EventError {
    pub(crate) const fn new(kind: EventErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }

    /// Returns the kind of the error.
    #[must_use]
    pub const fn kind(&self) -> EventErrorKind {
        self.kind
    }

    /// Returns the byte offset of the error from the start of the input. The offset has no meaning for the kinds
    /// [`Ambiguous`](EventErrorKind::Ambiguous) and [`Internal`](EventErrorKind::Internal), which do not refer to a
    /// particular byte.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for EventErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::NotAnObject => "expected a JSON object",
            Self::UnexpectedEnd => "unexpected end of input",
            Self::UnexpectedCharacter => "unexpected character",
            Self::InvalidNumber => "invalid number",
            Self::InvalidEscape => "invalid escape sequence",
            Self::ControlCharacter => "unescaped control character in a string",
            Self::InvalidUtf8 => "invalid UTF-8",
            Self::Ambiguous => "too many combinations of repeated keys",
            Self::Internal => "internal error: failed to recompile a rule",
        })
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            // These kinds do not refer to a particular byte.
            EventErrorKind::Ambiguous | EventErrorKind::Internal => fmt::Display::fmt(&self.kind, formatter),
            kind => write!(formatter, "{kind} at byte {}", self.offset),
        }
    }
}

impl core::error::Error for EventError {}

#[cfg(test)]
mod tests {
    use super::{EventError, EventErrorKind};
    use std::string::ToString as _;

    #[test]
    fn only_errors_about_a_byte_print_an_offset() {
        let text = |kind| EventError::new(kind, 0).to_string();
        assert_eq!(text(EventErrorKind::UnexpectedEnd), "unexpected end of input at byte 0");
        assert_eq!(text(EventErrorKind::Ambiguous), "too many combinations of repeated keys");
        assert_eq!(text(EventErrorKind::Internal), "internal error: failed to recompile a rule");
    }
}
