//! Runs the rules on the events in chunks of an archive. Each thread has one worker.

use super::event_check::EventCheck;
use super::event_header::EventHeader;
use super::outcome::{InvalidRecord, Outcome, Tally};
use crate::archive::{Contents, Envelopes, end_of_object, end_of_record, line_end, may_have_second_value};
use crate::known_events::KnownEvents;
use crate::rules_folder::Rules;
use crate::{event_file, lookalike};
use event_pattern::{EventError, validate};
use jiff::Timestamp;
use std::borrow::Cow;
use std::io::Write as _;

/// The rules, and what to do with each event.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) rules: Rules,
    /// For messages about objects that are not events.
    pub(crate) known_events: KnownEvents,
    /// The names of the rules as JSON strings.
    pub(crate) quoted_names: Vec<String>,
    pub(crate) envelopes: Envelopes,
    pub(crate) event_check: EventCheck,
    /// Whether matches are printed, not only counted.
    pub(crate) prints_matches: bool,
    /// Whether the whole event is printed for each match.
    pub(crate) prints_events: bool,
    /// Whether the syntax of every event is checked to its end.
    pub(crate) validates: bool,
}

/// Runs the rules and counts the matches of each rule.
pub(crate) struct Worker<'p> {
    plan: &'p Plan,
    pub(crate) tallies: Vec<Tally>,
}

/// The reason why an object is not run through the rules.
enum Rejection {
    Invalid(EventError),
    /// The object has neither `source` nor `detail-type`.
    NotAnEvent,
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
            Self::NotAnEvent => 0,
        }
    }

    /// Returns the message for an object.
    fn describe(self, object: &[u8], known: &KnownEvents) -> String {
        match self {
            Self::Invalid(error) => describe(object, Some(error)),
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

impl<'p> Worker<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        Self { plan, tallies: vec![Tally::default(); plan.rules.names().len()] }
    }

    /// Runs the rules on a chunk. `column` is the number of bytes that precede the chunk in its first line.
    pub(crate) fn read(&mut self, text: &[u8], column: u64, outcome: &mut Outcome) {
        let mut position = ChunkPosition { line: 0, column };
        let mut at = 0;
        while at < text.len() {
            let line = line_end(text, at);
            if line.is_end_of_record && self.read_line(&text[at..line.end], position, outcome) {
                position.line += line.line_breaks;
                at = line.next;
            } else {
                let end = end_of_record(text, at);
                position.line += self.read_record(&text[at..end], position, outcome);
                at = end;
            }
            position.column = 0;
        }
        outcome.line_breaks = position.line;
    }

    /// Fast path for a line that is a complete record and either contains exactly one object or is empty. Returns false
    /// for any other line, without reading it.
    fn read_line(&mut self, line: &[u8], position: ChunkPosition, outcome: &mut Outcome) -> bool {
        let is_one = line.first() == Some(&b'{') && line.trim_ascii_end().last() == Some(&b'}');
        if is_one && !may_have_second_value(line) {
            self.read_object(line, position, outcome);
            return true;
        }
        line.is_empty()
    }

    /// Reads a record with any number of objects. Brackets and commas between the objects are skipped, and so is a
    /// timestamp before the first one. Returns the number of line breaks in the record.
    fn read_record(&mut self, text: &[u8], start: ChunkPosition, outcome: &mut Outcome) -> u64 {
        let mut position = start;
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            let rest = &text[at..];
            let length = match byte {
                b'\n' | b'\r' | b'\t' | b' ' | b'[' | b']' | b',' => 1,
                b'{' => self.read_first_object(rest, position, outcome),
                _ => {
                    let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
                    let is_start = position.column == 0;
                    log_prefix(line).filter(|_| is_start).unwrap_or_else(|| {
                        outcome.add_invalid(|| position.invalid(&describe(rest, validate(rest).err())));
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
    fn read_first_object(&mut self, text: &[u8], position: ChunkPosition, outcome: &mut Outcome) -> usize {
        let end = end_of_object(text);
        // The rules may not need the missing part, but an incomplete object is always an error.
        if end.is_none() {
            let rest = text.trim_ascii_end();
            if let Err(error) = validate(rest) {
                outcome.add_invalid(|| {
                    position.offset_by(rest, error.offset().unwrap_or(0)).invalid(&describe(rest, Some(error)))
                });
                return text.len();
            }
        }
        let end = end.unwrap_or(text.len());
        self.read_object(&text[..end], position, outcome);
        end
    }

    fn read_object(&mut self, object: &[u8], position: ChunkPosition, outcome: &mut Outcome) {
        let Contents::Wrapped(events) = self.plan.envelopes.open(object) else {
            if let Err(rejection) = self.run_rules(object, position.line, outcome) {
                outcome.add_invalid(|| {
                    position
                        .offset_by(object, rejection.offset())
                        .invalid(&rejection.describe(object, &self.plan.known_events))
                });
            }
            return;
        };
        for wrapped in events {
            let event = wrapped.text.as_bytes();
            if let Err(rejection) = self.run_rules(event, position.line, outcome) {
                let message =
                    || format!("in `{}`: {}", wrapped.path, rejection.describe(event, &self.plan.known_events));
                outcome.add_invalid(|| InvalidRecord { column: None, ..position.invalid(&message()) });
            }
        }
    }

    /// Runs the rules on an event.
    fn run_rules(&mut self, event: &[u8], line: u64, outcome: &mut Outcome) -> Result<(), Rejection> {
        let plan = self.plan;
        if plan.validates {
            validate(event)?;
        }
        let names = plan.rules.matching_json(event)?;
        if !plan.event_check.is_event(event)? {
            return Err(Rejection::NotAnEvent);
        }
        if names.is_empty() {
            outcome.events += 1;
            return Ok(());
        }
        if plan.prints_events && !plan.validates {
            validate(event)?;
        }
        outcome.events += 1;
        outcome.matched += 1;
        let header = EventHeader::read(event);
        let time = header.timestamp();
        let indices = names.iter().filter_map(|name| plan.rules.index_of(name));
        if plan.prints_matches {
            self.print(indices, time, &header, outcome);
            if plan.prints_events {
                outcome.text.extend_from_slice(b",\"event\":");
                outcome.text.extend_from_slice(&on_one_line(event));
            }
            outcome.text.extend_from_slice(b"}\n");
            outcome.lines.push((line, outcome.text.len()));
        } else {
            indices.for_each(|index| self.count_match(index, time));
        }
        Ok(())
    }

    /// Writes a match, without the file, the line, the event and the closing brace.
    fn print(
        &mut self,
        indices: impl Iterator<Item = usize>,
        time: Option<Timestamp>,
        header: &EventHeader<'_>,
        outcome: &mut Outcome,
    ) {
        let (id, at) = (header.id.unwrap_or("null"), header.time.unwrap_or("null"));
        // Writing to memory never fails.
        let _ = write!(outcome.text, "\"id\":{id},\"time\":{at},\"rules\":[");
        for (position, index) in indices.enumerate() {
            if position > 0 {
                outcome.text.push(b',');
            }
            outcome.text.extend_from_slice(self.plan.quoted_names[index].as_bytes());
            self.count_match(index, time);
        }
        outcome.text.push(b']');
    }

    fn count_match(&mut self, index: usize, time: Option<Timestamp>) {
        if let Some(tally) = self.tallies.get_mut(index) {
            tally.add(time);
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

/// Replaces the line breaks in an event with spaces. Strings stay unchanged, because JSON strings cannot contain line
/// breaks.
fn on_one_line(event: &[u8]) -> Cow<'_, [u8]> {
    let event = event.trim_ascii();
    if !event.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return Cow::Borrowed(event);
    }
    Cow::Owned(event.iter().map(|&byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }).collect())
}
