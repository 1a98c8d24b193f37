//! One of the threads that run the rules over pieces of an archive.

use super::head::Head;
use super::outcome::{Broken, Outcome, Tally};
use crate::archive::{Contents, Envelopes, end_of_object, end_of_record, has_second_value, line_end};
use crate::event_file;
use crate::rules_folder::Rules;
use event_pattern::{EventError, validate};
use jiff::Timestamp;
use std::borrow::Cow;
use std::io::Write as _;

/// What is done with every event.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) rules: Rules,
    /// The names of the rules as JSON.
    pub(crate) quoted_names: Vec<String>,
    pub(crate) envelopes: Envelopes,
    /// Whether the matches are printed, or only counted.
    pub(crate) prints_matches: bool,
    /// Whether they are printed as a whole.
    pub(crate) prints_events: bool,
    /// Whether the grammar of every event is checked to its end.
    pub(crate) validates: bool,
}

/// Runs the rules, and counts by rule.
pub(crate) struct Worker<'p> {
    plan: &'p Plan,
    pub(crate) tallies: Vec<Tally>,
}

/// Where in a piece something stands.
#[derive(Clone, Copy)]
struct Place {
    line: u64,
    /// The column, in bytes from the start of the line.
    column: u64,
}

impl<'p> Worker<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        Self { plan, tallies: vec![Tally::default(); plan.rules.names().len()] }
    }

    /// Runs the rules over a piece whose first line has so many bytes before it.
    pub(crate) fn read(&mut self, text: &[u8], column: u64, outcome: &mut Outcome) {
        let mut place = Place { line: 0, column };
        let mut at = 0;
        while at < text.len() {
            let line = line_end(text, at);
            if line.is_end_of_record && self.read_line(&text[at..line.end], place, outcome) {
                place.line += line.breaks;
                at = line.next;
            } else {
                let end = end_of_record(text, at);
                place.line += self.read_record(&text[at..end], place, outcome);
                at = end;
            }
            place.column = 0;
        }
        outcome.breaks = place.line;
    }

    /// Reads a line that is a record. Nearly all lines hold one event and nothing else; what is more than that is left.
    fn read_line(&mut self, line: &[u8], place: Place, outcome: &mut Outcome) -> bool {
        let is_one = line.first() == Some(&b'{') && line.trim_ascii_end().last() == Some(&b'}');
        if is_one && !has_second_value(line) {
            self.read_object(line, place, outcome);
            return true;
        }
        line.is_empty()
    }

    /// Reads whatever there is in a record: any number of objects, with brackets and commas around them or the time
    /// that a log was written before them. Tells how many line breaks it has.
    fn read_record(&mut self, text: &[u8], start: Place, outcome: &mut Outcome) -> u64 {
        let mut place = start;
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            let rest = &text[at..];
            let length = match byte {
                b'\n' | b'\r' | b'\t' | b' ' | b'[' | b']' | b',' => 1,
                b'{' => self.read_first_object(rest, place, outcome),
                _ => {
                    let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
                    let is_start = place.column == 0;
                    log_prefix(line).filter(|_| is_start).unwrap_or_else(|| {
                        outcome.add_broken(|| place.broken(&describe(rest, validate(rest).err())));
                        // A line that starts so is no JSON. Behind objects there may be more of them.
                        let next = line.iter().position(|&byte| byte == b'{' && !is_start);
                        next.unwrap_or(line.len())
                    })
                }
            };
            place.pass(&rest[..length]);
            at += length;
        }
        place.line - start.line
    }

    /// Reads the object that a text starts with, and tells how long it is.
    fn read_first_object(&mut self, text: &[u8], place: Place, outcome: &mut Outcome) -> usize {
        let end = end_of_object(text);
        // The rules may not need what is missing, but it is missing.
        if end.is_none() {
            let rest = text.trim_ascii_end();
            if let Err(error) = validate(rest) {
                outcome.add_broken(|| place.behind(rest, error.offset()).broken(&describe(rest, Some(error))));
                return text.len();
            }
        }
        let end = end.unwrap_or(text.len());
        self.read_object(&text[..end], place, outcome);
        end
    }

    fn read_object(&mut self, object: &[u8], place: Place, outcome: &mut Outcome) {
        let Contents::Wrapped(events) = self.plan.envelopes.open(object) else {
            if let Err(error) = self.decide(object, place.line, outcome) {
                outcome.add_broken(|| place.behind(object, error.offset()).broken(&describe(object, Some(error))));
            }
            return;
        };
        for wrapped in events {
            let event = wrapped.text.as_bytes();
            if let Err(error) = self.decide(event, place.line, outcome) {
                let message = || format!("in `{}`: {}", wrapped.place, describe(event, Some(error)));
                outcome.add_broken(|| Broken { column: None, ..place.broken(&message()) });
            }
        }
    }

    /// Runs the rules over an event.
    fn decide(&mut self, event: &[u8], line: u64, outcome: &mut Outcome) -> Result<(), EventError> {
        let plan = self.plan;
        if plan.validates {
            validate(event)?;
        }
        let names = plan.rules.matching_json(event)?;
        if names.is_empty() {
            outcome.events += 1;
            return Ok(());
        }
        if plan.prints_events && !plan.validates {
            validate(event)?;
        }
        outcome.events += 1;
        outcome.matched += 1;
        let head = Head::read(event);
        let time = head.timestamp();
        let numbers = names.iter().filter_map(|name| plan.rules.number(name));
        if plan.prints_matches {
            self.print(numbers, time, &head, outcome);
            if plan.prints_events {
                outcome.text.extend_from_slice(b",\"event\":");
                outcome.text.extend_from_slice(&on_one_line(event));
            }
            outcome.text.extend_from_slice(b"}\n");
            outcome.lines.push((line, outcome.text.len()));
        } else {
            numbers.for_each(|number| self.count(number, time));
        }
        Ok(())
    }

    /// Writes a match, all but the file and the line.
    fn print(
        &mut self,
        numbers: impl Iterator<Item = usize>,
        time: Option<Timestamp>,
        head: &Head<'_>,
        outcome: &mut Outcome,
    ) {
        let (id, at) = (head.id.unwrap_or("null"), head.time.unwrap_or("null"));
        // Writing to memory does not fail.
        let _ = write!(outcome.text, "\"id\":{id},\"time\":{at},\"rules\":[");
        for (index, number) in numbers.enumerate() {
            if index > 0 {
                outcome.text.push(b',');
            }
            outcome.text.extend_from_slice(self.plan.quoted_names[number].as_bytes());
            self.count(number, time);
        }
        outcome.text.push(b']');
    }

    fn count(&mut self, number: usize, time: Option<Timestamp>) {
        if let Some(tally) = self.tallies.get_mut(number) {
            tally.add(time);
        }
    }
}

impl Place {
    /// Moves behind a text.
    fn pass(&mut self, text: &[u8]) {
        let mut lines = text.split(|&byte| byte == b'\n');
        self.column += lines.next().map_or(0, <[u8]>::len) as u64;
        for line in lines {
            *self = Self { line: self.line + 1, column: line.len() as u64 };
        }
    }

    /// A place further on in a text that starts here.
    fn behind(mut self, text: &[u8], offset: usize) -> Self {
        self.pass(&text[..offset.min(text.len())]);
        self
    }

    fn broken(self, message: &str) -> Broken {
        Broken { line: self.line, column: Some(self.column + 1), message: message.to_owned() }
    }
}

/// What is wrong, in the words of the other commands.
fn describe(text: &[u8], error: Option<EventError>) -> String {
    error.map_or_else(|| "not an event".to_owned(), |error| event_file::describe(text, error).message)
}

/// How long what stands before the event is in a line of a log: a time, as Amazon `CloudWatch` Logs exports it, and perhaps
/// the name of the log stream.
fn log_prefix(line: &[u8]) -> Option<usize> {
    let length = line.iter().position(|&byte| byte == b'{')?;
    let prefix = std::str::from_utf8(&line[..length]).ok()?;
    let time = prefix.split_ascii_whitespace().next()?;
    time.parse::<Timestamp>().is_ok().then_some(length)
}

/// An event without the line breaks between its tokens; inside strings JSON has none.
fn on_one_line(event: &[u8]) -> Cow<'_, [u8]> {
    let event = event.trim_ascii();
    if !event.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return Cow::Borrowed(event);
    }
    Cow::Owned(event.iter().map(|&byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }).collect())
}
