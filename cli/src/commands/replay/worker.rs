//! Runs the rules on the events in chunks of an archive. Each thread has one worker.

use super::event_header::EventHeader;
use super::outcome::{Match, Outcome, Tally};
use super::period::Period;
use crate::archive::{EventReader, InvalidRecord, Note, Origin, Rejection, Visitor};
use crate::rules::Rules;
use event_pattern::validate;
use jiff::Timestamp;
use std::borrow::Cow;
use std::io::Write as _;

/// The rules, and what to do with each event.
#[derive(Debug)]
pub(crate) struct Plan<'p> {
    pub(crate) rules: Rules,
    /// The names of the rules as JSON strings.
    pub(crate) quoted_names: Vec<String>,
    pub(crate) reader: EventReader<'p>,
    /// The period whose events are read.
    pub(crate) period: Period,
    /// Whether matches are printed, not only counted.
    pub(crate) prints_matches: bool,
    /// Whether the whole event is printed for each match.
    pub(crate) prints_events: bool,
    /// Whether the syntax of every event is checked to its end.
    pub(crate) validates: bool,
}

/// Runs the rules and counts the matches of each rule.
pub(crate) struct Worker<'p> {
    plan: &'p Plan<'p>,
    pub(crate) tallies: Vec<Tally>,
}

/// A worker with the outcome of the chunk that it reads.
struct Run<'r, 'p> {
    worker: &'r mut Worker<'p>,
    outcome: &'r mut Outcome,
}

impl Visitor for Run<'_, '_> {
    #[inline]
    fn object(&mut self, object: &[u8], origin: Origin<'_>) -> Result<(), Rejection> {
        self.worker.run_rules(object, origin.line, self.outcome)
    }

    fn invalid(&mut self, describe: impl FnOnce() -> InvalidRecord) {
        self.outcome.add_invalid(describe);
    }

    fn note(&mut self, note: Note) {
        self.outcome.notes.add(note);
    }
}

impl<'p> Worker<'p> {
    pub(crate) fn new(plan: &'p Plan<'p>) -> Self {
        Self { plan, tallies: vec![Tally::default(); plan.rules.names().len()] }
    }

    /// Runs the rules on a chunk. `column` is the number of bytes that precede the chunk in its first line.
    pub(crate) fn read(&mut self, text: &[u8], column: u64, outcome: &mut Outcome) {
        let plan = self.plan;
        let line_breaks = plan.reader.read(text, column, &mut Run { worker: self, outcome });
        outcome.line_breaks = line_breaks;
    }

    /// Runs the rules on an event.
    fn run_rules(&mut self, event: &[u8], line: u64, outcome: &mut Outcome) -> Result<(), Rejection> {
        let plan = self.plan;
        if plan.validates {
            validate(event)?;
        }
        if plan.period.is_limited() && plan.reader.is_event(event)? {
            match EventHeader::read(event).timestamp() {
                None => outcome.without_time += 1,
                Some(time) if plan.period.contains(time) => {}
                Some(_) => {
                    outcome.outside_period += 1;
                    return Ok(());
                }
            }
        }
        let names = plan.rules.matching_json(event)?;
        if !plan.reader.is_event(event)? {
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
            let (end, invalid_before) = (outcome.text.len(), outcome.invalid_count);
            outcome.matches.push(Match { line, end, invalid_before });
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

/// Replaces the line breaks in an event with spaces. Strings stay unchanged, because JSON strings cannot contain line
/// breaks.
fn on_one_line(event: &[u8]) -> Cow<'_, [u8]> {
    let event = event.trim_ascii();
    if !event.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return Cow::Borrowed(event);
    }
    Cow::Owned(event.iter().map(|&byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }).collect())
}
