use core::fmt;

/// Why an event, given as its JSON text, cannot be matched: what is wrong, and where.
///
/// ```
/// use event_pattern::EventErrorKind;
///
/// let error = event_pattern::validate(b"[]").unwrap_err();
/// assert_eq!((error.kind(), error.offset()), (EventErrorKind::NotAnObject, 0));
/// assert_eq!(error.to_string(), "the event is not a JSON object, at byte 0");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventError {
    kind: EventErrorKind,
    offset: usize,
}

/// What is wrong with an event.
///
/// All but [`Ambiguous`](Self::Ambiguous) and [`Internal`](Self::Internal) mean that the bytes are not a JSON object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventErrorKind {
    /// The first character is not `{`.
    NotAnObject,
    /// The text ends inside the object.
    UnexpectedEnd,
    /// JSON has another character here: a value, a key, a colon, a comma or a bracket.
    UnexpectedCharacter,
    /// A number that JSON does not have, such as `01`.
    InvalidNumber,
    /// An escape that JSON does not have, such as `\x`.
    InvalidEscape,
    /// A control character inside a string.
    ControlCharacter,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// The JSON is fine, but the event repeats keys of the pattern so often that it would take too long to find out which of their
    /// values belong together. No such event is known outside tests.
    Ambiguous,
    /// A rule of a `RuleSet` could not be compiled again, which is a bug in this crate.
    Internal,
}

impl EventError {
    pub(crate) const fn new(kind: EventErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> EventErrorKind {
        self.kind
    }

    /// Where, as a byte offset from the start.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for EventErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::NotAnObject => "the event is not a JSON object",
            Self::UnexpectedEnd => "the event ends too early",
            Self::UnexpectedCharacter => "an unexpected character",
            Self::InvalidNumber => "a number that JSON does not have",
            Self::InvalidEscape => "an escape that JSON does not have",
            Self::ControlCharacter => "a control character inside a string",
            Self::InvalidUtf8 => "bytes that are not UTF-8",
            Self::Ambiguous => {
                "the event repeats keys in too many ways to decide which of their values belong together"
            }
            Self::Internal => "a rule could not be compiled again, which is a bug in event-pattern",
        })
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, at byte {}", self.kind, self.offset)
    }
}

impl core::error::Error for EventError {}
