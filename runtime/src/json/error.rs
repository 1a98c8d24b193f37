use core::fmt;

/// Why bytes are not an event: what was found wrong, and where.
///
/// ```
/// let error = event_pattern::validate(b"[]").unwrap_err();
/// assert_eq!(error.to_string(), "the event is not a JSON object, at byte 0");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    kind: JsonErrorKind,
    offset: usize,
}

/// What is wrong with the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// The first character is not `{`.
    NotAnObject,
    /// The text ends inside the object.
    UnexpectedEnd,
    /// A value, a key, a colon, a comma or a bracket should stand here.
    UnexpectedCharacter,
    /// A number that JSON does not have.
    InvalidNumber,
    /// An escape that JSON does not have.
    InvalidEscape,
    /// A control character inside a string.
    ControlCharacter,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// Keys that the pattern asks for are repeated so often that it cannot be decided in reasonable time which of their
    /// values belong together. No such event is known outside tests.
    Ambiguous,
}

impl JsonError {
    pub(crate) const fn new(kind: JsonErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> JsonErrorKind {
        self.kind
    }

    /// Where, as a byte offset from the start.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = match self.kind {
            JsonErrorKind::NotAnObject => "the event is not a JSON object",
            JsonErrorKind::UnexpectedEnd => "the event ends too early",
            JsonErrorKind::UnexpectedCharacter => "an unexpected character",
            JsonErrorKind::InvalidNumber => "a number that JSON does not have",
            JsonErrorKind::InvalidEscape => "an escape that JSON does not have",
            JsonErrorKind::ControlCharacter => "a control character inside a string",
            JsonErrorKind::InvalidUtf8 => "bytes that are not UTF-8",
            JsonErrorKind::Ambiguous => "repeated keys make the event too ambiguous to decide",
        };
        write!(formatter, "{message}, at byte {}", self.offset)
    }
}

impl core::error::Error for JsonError {}
