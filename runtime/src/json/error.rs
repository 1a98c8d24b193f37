use core::fmt;

/// The reason why an event could not be evaluated.
///
/// ```
/// use event_pattern::EventErrorKind;
///
/// let error = event_pattern::validate(b"[]").unwrap_err();
/// assert_eq!((error.kind(), error.offset()), (EventErrorKind::NotAnObject, Some(0)));
/// assert_eq!(error.to_string(), "expected a JSON object at byte 0");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventError {
    kind: EventErrorKind,
    offset: Option<usize>,
}

/// The kind of an [`EventError`].
///
/// All kinds except [`TooManyCombinations`](Self::TooManyCombinations) and [`TooManyLookups`](Self::TooManyLookups) mean
/// that the bytes are not a JSON object.
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
    /// The JSON is valid, but keys that lead to arrays are repeated, and it would take too long to try all combinations
    /// of their elements. No event outside tests is known to cause this error.
    ///
    /// A rule may read 64 MiB and 64 times the event to try combinations. All rules of a set together may read 4 MiB, 64
    /// times the event, and 256 bytes for each rule that may match.
    TooManyCombinations,
    /// The JSON is valid, but the fields that a rule compares with `$field` have so many values that it would take too
    /// long to look them up. A rule may read 64 MiB and 64 times the event to look up values. No event outside tests is
    /// known to cause this error.
    TooManyLookups,
}

impl EventError {
    pub(crate) const fn new(kind: EventErrorKind, offset: usize) -> Self {
        Self { kind, offset: Some(offset) }
    }

    /// Creates an error that is not about a particular byte.
    pub(crate) const fn without_offset(kind: EventErrorKind) -> Self {
        Self { kind, offset: None }
    }

    /// Converts an error in a part of the input that starts at offset `start` to an error in the input.
    pub(crate) fn moved_by(self, start: usize) -> Self {
        Self { offset: self.offset.map(|offset| start + offset), ..self }
    }

    /// Returns the kind of the error.
    #[must_use]
    pub const fn kind(&self) -> EventErrorKind {
        self.kind
    }

    /// Returns the byte offset of the error from the start of the input. `None` if the error is not about a particular
    /// byte: the input is valid JSON, but would take too long to evaluate.
    #[must_use]
    pub const fn offset(&self) -> Option<usize> {
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
            Self::TooManyCombinations => "too many combinations of repeated keys",
            Self::TooManyLookups => "too many values of fields that `$field` names",
        })
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.offset {
            Some(offset) => write!(formatter, "{} at byte {offset}", self.kind),
            None => fmt::Display::fmt(&self.kind, formatter),
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
        let error = EventError::new(EventErrorKind::UnexpectedEnd, 0);
        assert_eq!((error.to_string().as_str(), error.offset()), ("unexpected end of input at byte 0", Some(0)));
        let error = EventError::without_offset(EventErrorKind::TooManyCombinations);
        assert_eq!((error.to_string().as_str(), error.offset()), ("too many combinations of repeated keys", None));
    }

    #[test]
    fn only_an_error_about_a_byte_is_moved() {
        let kind = EventErrorKind::UnexpectedEnd;
        assert_eq!(EventError::new(kind, 2).moved_by(3), EventError::new(kind, 5));
        assert_eq!(EventError::without_offset(kind).moved_by(3), EventError::without_offset(kind));
    }
}
