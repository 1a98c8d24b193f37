//! Finds the events in a chunk of an archive.

use super::envelope::{Contents, Envelopes};
use super::event_check::EventCheck;
use super::record::{end_of_record, line_end, may_have_second_value};
use super::value::end_of_object;
use crate::known_events::KnownEvents;
use crate::{event_file, lookalike};
use event_pattern::{EventError, validate};
use event_pattern_compiler::limits::MAX_NESTING_LEVELS;
use jiff::Timestamp;

/// Finds the events in chunks.
#[derive(Debug)]
pub(crate) struct EventReader<'k> {
    envelopes: Envelopes,
    event_check: EventCheck,
    /// For messages about objects that are not events.
    known_events: &'k KnownEvents,
}

/// What is done with the records of an archive.
pub(crate) trait Visitor {
    /// Takes an object, which should be an event, and its line. Returns why the object is not an event, if it is not.
    fn object(&mut self, object: &[u8], line: u64) -> Result<(), Rejection>;

    /// Reports a record that is not an event.
    fn invalid(&mut self, describe: impl FnOnce() -> InvalidRecord);
}

/// A record that is not an event, and the reason.
#[derive(Debug)]
pub(crate) struct InvalidRecord {
    /// Line, counted from the start of the chunk.
    pub(crate) line: u64,
    /// Column in bytes, counted from 1. `None` for an event inside an envelope.
    pub(crate) column: Option<u64>,
    pub(crate) message: String,
}

impl InvalidRecord {
    /// Returns the message, given the name of the file and the line of the chunk's start.
    pub(crate) fn render(&self, file: &str, first_line: u64) -> String {
        let line = first_line + self.line;
        let column = self.column.map_or(String::new(), |column| format!(":{column}"));
        format!("error: {file}:{line}{column}: {}", self.message)
    }
}

/// The reason why an object is not an event.
pub(crate) enum Rejection {
    /// The object is not valid JSON.
    Invalid(EventError),
    /// The object has neither `source` nor `detail-type`.
    NotAnEvent,
    /// The object is nested too deeply to be read into a tree.
    TooDeep,
}

impl From<EventError> for Rejection {
    fn from(error: EventError) -> Self {
        Self::Invalid(error)
    }
}

impl Rejection {
    fn offset(&self) -> usize {
        match self {
            Self::Invalid(error) => error.offset().unwrap_or(0),
            Self::NotAnEvent | Self::TooDeep => 0,
        }
    }

    /// Returns the message for an object.
    fn describe(self, object: &[u8], known: &KnownEvents) -> String {
        match self {
            Self::Invalid(error) => describe(object, Some(error)),
            Self::TooDeep => format!("the event is nested more than {MAX_NESTING_LEVELS} levels deep"),
            Self::NotAnEvent => {
                let lookalike = std::str::from_utf8(object).ok().and_then(|text| lookalike::of(text, known));
                lookalike.map_or_else(|| describe(object, validate(object).err()), |lookalike| lookalike.line())
            }
        }
    }
}

/// A position in a chunk.
#[derive(Clone, Copy)]
struct ChunkPosition {
    /// Line, counted from the start of the chunk.
    line: u64,
    /// Number of bytes in the line before the position.
    column: u64,
}

impl<'k> EventReader<'k> {
    pub(crate) fn new(known_events: &'k KnownEvents) -> Self {
        Self { envelopes: Envelopes::new(), event_check: EventCheck::new(), known_events }
    }

    /// Returns whether an object has `source` or `detail-type`.
    ///
    /// # Errors
    /// Returns an error if the object is not valid JSON.
    #[inline]
    pub(crate) fn is_event(&self, object: &[u8]) -> Result<bool, EventError> {
        self.event_check.is_event(object)
    }

    /// Visits the objects in a chunk, and returns the number of its line breaks. `column` is the number of bytes that
    /// precede the chunk in its first line.
    pub(crate) fn read(&self, text: &[u8], column: u64, visitor: &mut impl Visitor) -> u64 {
        let mut chunk = ChunkReader { reader: self, visitor };
        let mut position = ChunkPosition { line: 0, column };
        let mut at = 0;
        while at < text.len() {
            let line = line_end(text, at);
            if line.is_end_of_record && chunk.read_line(&text[at..line.end], position) {
                position.line += line.line_breaks;
                at = line.next;
            } else {
                let end = end_of_record(text, at);
                position.line += chunk.read_record(&text[at..end], position);
                at = end;
            }
            position.column = 0;
        }
        position.line
    }
}

/// Reads one chunk.
struct ChunkReader<'r, V> {
    reader: &'r EventReader<'r>,
    visitor: &'r mut V,
}

impl<V: Visitor> ChunkReader<'_, V> {
    /// Fast path for a line that is a complete record and either contains exactly one object or is empty. Returns false
    /// for any other line, without reading it.
    fn read_line(&mut self, line: &[u8], position: ChunkPosition) -> bool {
        let is_one = line.first() == Some(&b'{') && line.trim_ascii_end().last() == Some(&b'}');
        if is_one && !may_have_second_value(line) {
            self.read_object(line, position);
            return true;
        }
        line.is_empty()
    }

    /// Reads a record with any number of objects. Brackets and commas between the objects are skipped, and so is a
    /// timestamp before the first one. Returns the number of line breaks in the record.
    fn read_record(&mut self, text: &[u8], start: ChunkPosition) -> u64 {
        let mut position = start;
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            let rest = &text[at..];
            let length = match byte {
                b'\n' | b'\r' | b'\t' | b' ' | b'[' | b']' | b',' => 1,
                b'{' => self.read_first_object(rest, position),
                _ => {
                    let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
                    let is_start = position.column == 0;
                    log_prefix(line).filter(|_| is_start).unwrap_or_else(|| {
                        self.visitor.invalid(|| position.invalid(&describe(rest, validate(rest).err())));
                        // A line that starts with other text is skipped. If other text follows an object, reading
                        // continues at the next `{`.
                        let next = line.iter().position(|&byte| byte == b'{' && !is_start);
                        next.unwrap_or(line.len())
                    })
                }
            };
            position.advance(&rest[..length]);
            at += length;
        }
        position.line - start.line
    }

    /// Reads the object at the start of the text and returns its length.
    fn read_first_object(&mut self, text: &[u8], position: ChunkPosition) -> usize {
        let end = end_of_object(text);
        // The rules may not need the missing part, but an incomplete object is always an error.
        if end.is_none() {
            let rest = text.trim_ascii_end();
            if let Err(error) = validate(rest) {
                self.visitor.invalid(|| {
                    position.offset_by(rest, error.offset().unwrap_or(0)).invalid(&describe(rest, Some(error)))
                });
                return text.len();
            }
        }
        let end = end.unwrap_or(text.len());
        self.read_object(&text[..end], position);
        end
    }

    fn read_object(&mut self, object: &[u8], position: ChunkPosition) {
        let known = self.reader.known_events;
        let Contents::Wrapped(events) = self.reader.envelopes.open(object) else {
            if let Err(rejection) = self.visitor.object(object, position.line) {
                self.visitor.invalid(|| {
                    position.offset_by(object, rejection.offset()).invalid(&rejection.describe(object, known))
                });
            }
            return;
        };
        for wrapped in events {
            let event = wrapped.text.as_bytes();
            if let Err(rejection) = self.visitor.object(event, position.line) {
                let message = || format!("in `{}`: {}", wrapped.path, rejection.describe(event, known));
                self.visitor.invalid(|| InvalidRecord { column: None, ..position.invalid(&message()) });
            }
        }
    }
}

impl ChunkPosition {
    /// Moves to the end of the text that starts at this position.
    fn advance(&mut self, text: &[u8]) {
        let mut lines = text.split(|&byte| byte == b'\n');
        self.column += lines.next().map_or(0, <[u8]>::len) as u64;
        for line in lines {
            *self = Self { line: self.line + 1, column: line.len() as u64 };
        }
    }

    /// Returns the position `offset` bytes into the text that starts at this position.
    fn offset_by(mut self, text: &[u8], offset: usize) -> Self {
        self.advance(&text[..offset.min(text.len())]);
        self
    }

    fn invalid(self, message: &str) -> InvalidRecord {
        InvalidRecord { line: self.line, column: Some(self.column + 1), message: message.to_owned() }
    }
}

/// Returns the error message, with the same wording as in the other subcommands.
fn describe(text: &[u8], error: Option<EventError>) -> String {
    error.map_or_else(|| "not an event".to_owned(), |error| event_file::describe(text, error).message)
}

/// Returns the length of the prefix that Amazon CloudWatch Logs writes before the event in each exported line: a
/// timestamp, and possibly the name of the log stream. `None` if there is no such prefix.
fn log_prefix(line: &[u8]) -> Option<usize> {
    let length = line.iter().position(|&byte| byte == b'{')?;
    let prefix = std::str::from_utf8(&line[..length]).ok()?;
    let time = prefix.split_ascii_whitespace().next()?;
    time.parse::<Timestamp>().is_ok().then_some(length)
}
