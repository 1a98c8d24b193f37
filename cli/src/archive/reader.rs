//! Finds the events in a chunk of an archive.

use super::compression::decompress_all;
use super::envelope::{Content, Envelopes, Note, to_event};
use super::event_check::EventCheck;
use super::log_line::prefix_length;
use super::position::{InvalidRecord, Origin, Position};
use super::record::{end_of_record, line_end, may_have_second_value};
use super::value::end_of_object;
use crate::base64;
use crate::known_events::KnownEvents;
use crate::raw_json::decode_string;
use crate::{event_file, lookalike, tasks};
use event_pattern::{EventError, validate};
use event_pattern_compiler::limits::MAX_NESTING_LEVELS;
use std::borrow::Cow;

/// The bytes that some editors and shells write at the start of a file.
pub(crate) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// Maximum number of wrappers around an event. A log group that is archived by Firehose and logs messages of SQS with
/// notifications of SNS has four.
const MAX_WRAPPERS: usize = 8;

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
    /// Takes an object, which should be an event. Returns why the object is not an event, if it is not.
    fn object(&mut self, object: &[u8], origin: Origin<'_>) -> Result<(), Rejection>;

    /// Reports a record that is not an event.
    fn invalid(&mut self, describe: impl FnOnce() -> InvalidRecord);

    /// Takes a remark about an event, or about what was skipped.
    fn note(&mut self, note: Note);
}

/// The reason why an object is not an event.
pub(crate) enum Rejection {
    /// The object is not valid JSON.
    Invalid(EventError),
    /// The object has neither `source` nor `detail-type`, or is a pattern.
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

impl<'k> EventReader<'k> {
    pub(crate) fn new(known_events: &'k KnownEvents) -> Self {
        Self { envelopes: Envelopes::new(), event_check: EventCheck::new(), known_events }
    }

    /// Returns whether an object has `source` or `detail-type`, and is not a pattern.
    ///
    /// # Errors
    /// Returns an error if the object is not valid JSON.
    #[inline]
    pub(crate) fn is_event(&self, object: &[u8]) -> Result<bool, EventError> {
        self.event_check.is_event(object)
    }

    /// Whether an object wraps events.
    pub(crate) fn is_wrapper(&self, object: &[u8]) -> bool {
        self.envelopes.open(object, None, &mut |_, _, _| {})
    }

    /// Visits the objects in a chunk, and returns the number of its line breaks. `column` is the number of bytes that
    /// precede the chunk in its first line.
    pub(crate) fn read(&self, text: &[u8], column: u64, visitor: &mut impl Visitor) -> u64 {
        TextReader { reader: self, visitor, has_other_text: false }.read(text, Position::in_chunk(column))
    }
}

/// Reads a chunk, or text inside a wrapper.
struct TextReader<'r, V> {
    reader: &'r EventReader<'r>,
    visitor: &'r mut V,
    /// Whether text that is not JSON was reported for the value that is read. A value can be a log message of many lines,
    /// which counts as one invalid record.
    has_other_text: bool,
}

impl<V: Visitor> TextReader<'_, V> {
    /// Reads all records of a text, and returns the number of its line breaks.
    fn read(&mut self, text: &[u8], mut position: Position<'_>) -> u64 {
        let mut at = 0;
        while at < text.len() {
            let line = line_end(text, at);
            if line.is_end_of_record && self.read_line(&text[at..line.end], position) {
                position.skip_lines(line.line_breaks);
                at = line.next;
            } else {
                let end = end_of_record(text, at);
                let line_breaks = self.read_record(&text[at..end], position);
                position.skip_lines(line_breaks);
                at = end;
            }
        }
        position.line_in_text()
    }

    /// Fast path for a line that is a complete record and either contains exactly one object or is empty. Returns false
    /// for any other line, without reading it.
    fn read_line(&mut self, line: &[u8], position: Position<'_>) -> bool {
        let is_one = line.first() == Some(&b'{') && line.trim_ascii_end().last() == Some(&b'}');
        if is_one && !may_have_second_value(line) {
            self.read_object(line, position);
            return true;
        }
        line.is_empty()
    }

    /// Reads a record with any number of objects. Brackets, commas and byte order marks between the objects are
    /// skipped, and so is the prefix of a line of a log. Returns the number of line breaks in the record.
    fn read_record(&mut self, text: &[u8], start: Position<'_>) -> u64 {
        let mut position = start;
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            let rest = &text[at..];
            let is_start = position.column() == 0;
            let prefix = || prefix_length(first_line(rest), position.is_wrapped()).filter(|_| is_start);
            let length = match byte {
                b'\n' | b'\r' | b'\t' | b' ' | b']' | b',' => 1,
                b'{' => self.read_first_object(rest, position),
                b'[' => prefix().unwrap_or(1),
                _ if rest.starts_with(BYTE_ORDER_MARK) => BYTE_ORDER_MARK.len(),
                _ => prefix().unwrap_or_else(|| {
                    let is_reported = std::mem::replace(&mut self.has_other_text, position.is_wrapped());
                    if !is_reported {
                        self.visitor.invalid(|| position.invalid(&describe(rest, validate(rest).err())));
                    }
                    // A line that starts with other text is skipped. If other text follows an object, reading
                    // continues at the next `{`.
                    let line = first_line(rest);
                    let next = line.iter().position(|&byte| byte == b'{' && !is_start);
                    next.unwrap_or(line.len())
                }),
            };
            position.advance(&rest[..length]);
            at += length;
        }
        position.line_in_text() - start.line_in_text()
    }

    /// Reads the object at the start of the text and returns its length.
    fn read_first_object(&mut self, text: &[u8], position: Position<'_>) -> usize {
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

    /// Reads an object, which is an event or a wrapper.
    fn read_object(&mut self, object: &[u8], position: Position<'_>) {
        let is_opened = position.wrapper_count() < MAX_WRAPPERS
            && self.reader.envelopes.open(object, position.location(), &mut |location, content, value| {
                self.read_content(content, value, position.inside(location));
            });
        if !is_opened {
            self.visit(object, position);
        }
    }

    fn visit(&mut self, object: &[u8], position: Position<'_>) {
        if let Err(rejection) = self.visitor.object(object, position.origin()) {
            let known = self.reader.known_events;
            self.visitor
                .invalid(|| position.offset_by(object, rejection.offset()).invalid(&rejection.describe(object, known)));
        }
    }

    /// Reads a value in a wrapper.
    fn read_content(&mut self, content: Content, value: &str, position: Position<'_>) {
        match content {
            Content::Nothing(note) => self.visitor.note(note),
            Content::Entry => match to_event(value) {
                Ok(event) => {
                    self.visitor.note(Note::Entry);
                    self.visit(event.as_bytes(), position);
                }
                Err(message) => self.visitor.invalid(|| position.invalid(&message)),
            },
            Content::Tasks => self.read_tasks(value, position),
            Content::Json | Content::Base64 => {
                let text = decode_string(value).map_or(Cow::Borrowed(value), Cow::Owned);
                let bytes = if content == Content::Base64 { base64::decode(&text) } else { None };
                match bytes.map(decompress_all).transpose() {
                    Ok(bytes) => self.read_value(bytes.as_deref().unwrap_or(text.as_bytes()), position),
                    Err(error) => self.visitor.invalid(|| position.invalid(&error.to_string())),
                }
            }
        }
    }

    /// Reads the output of `describe-tasks`, or one of its tasks.
    fn read_tasks(&mut self, value: &str, position: Position<'_>) {
        match tasks::read(value) {
            Some(Ok(tasks)) => {
                for task in tasks.tasks {
                    self.visitor.note(Note::Task);
                    self.visit(task.event.as_bytes(), position);
                }
                tasks.failures.iter().for_each(|_| self.visitor.note(Note::MissingTask));
            }
            Some(Err(diagnostic)) => self.visitor.invalid(|| position.invalid(&diagnostic.message)),
            None => self.visit(value.as_bytes(), position),
        }
    }

    /// Reads the text of a value in a wrapper.
    fn read_value(&mut self, text: &[u8], position: Position<'_>) {
        let text = text.trim_ascii();
        if text.is_empty() {
            self.visitor.invalid(|| position.invalid(&describe(text, validate(text).err())));
        } else if text.first() == Some(&b'"') && position.wrapper_count() < MAX_WRAPPERS {
            // The text was encoded twice.
            let inner = std::str::from_utf8(text).ok().and_then(decode_string);
            match inner {
                Some(inner) => self.read_value(inner.as_bytes(), position.inside(position.location())),
                None => self.visitor.invalid(|| position.invalid(&describe(text, validate(text).err()))),
            }
        } else {
            let outer = std::mem::take(&mut self.has_other_text);
            self.read(text, position);
            self.has_other_text = outer;
        }
    }
}

/// Returns the error message, with the same wording as in the other subcommands.
fn describe(text: &[u8], error: Option<EventError>) -> String {
    error.map_or_else(|| "not an event".to_owned(), |error| event_file::describe(text, error).message)
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == b'\n').next().unwrap_or_default()
}
