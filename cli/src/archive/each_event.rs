//! Reads an archive in order, in one thread.

use super::envelope::Note;
use super::notes::Notes;
use super::position::{InvalidRecord, Origin};
use super::reader::{EventReader, Rejection, Visitor};
use super::{MAX_RECORD_BYTES, ReadError, WorkQueue, WorkerIo};
use crate::exit::Exit;
use crate::input::Input;
use crate::known_events::KnownEvents;
use crate::number::counted;
use crate::output;
use event_pattern_compiler::json::{Dialect, Value, read};

/// Maximum number of invalid records that are reported one by one.
pub(crate) const MAX_REPORTED_RECORDS: usize = 10;

/// Where an event is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The name of the file.
    pub(crate) file: String,
    /// The line, counted from 1.
    pub(crate) line: u64,
}

/// Calls a function with each event of an archive, in order. Records that are not events are printed to standard error.
/// Returns the exit code, which shows whether there were any, and whether all files could be read.
pub(crate) fn for_each_event(inputs: &[Input], known: &KnownEvents, visit: &mut dyn FnMut(&Place, &Value)) -> Exit {
    let reader = EventReader::new(known);
    let queue = WorkQueue::new(inputs);
    let mut io = WorkerIo::default();
    let (mut notes, mut invalid, mut exit) = (Notes::default(), 0, Exit::Success);
    let mut place = Place { file: String::new(), line: 1 };
    while let Some(job) = queue.take(&mut io) {
        if job.index == 0 {
            place = Place { file: inputs.get(job.file).map(Input::name).unwrap_or_default(), line: 1 };
        }
        let mut events = Events { reader: &reader, place: &place, notes: &mut notes, invalid, visit };
        let text = &io.buffer.text()[job.chunk.text];
        let mut line_breaks = reader.read(text, job.chunk.column, &mut events);
        match job.chunk.error {
            None => {}
            Some(ReadError::Unreadable(error)) => {
                output::report(&format!("error: `{}` cannot be read: {error}", place.file));
                exit = Exit::InputOrOutput;
            }
            Some(ReadError::TooLong(skipped)) => {
                events.invalid(|| too_long(line_breaks));
                line_breaks += skipped;
            }
        }
        invalid = events.invalid;
        place.line += line_breaks;
    }
    notes.lines().for_each(|line| output::report(&line));
    report_invalid(invalid);
    if exit == Exit::Success && invalid > 0 { Exit::InvalidEvent } else { exit }
}

/// Prints the number of invalid records, if there are any. The first of them were printed before.
pub(crate) fn report_invalid(count: u64) {
    if count > 0 {
        let hidden = if count > MAX_REPORTED_RECORDS as u64 {
            format!("; the first {MAX_REPORTED_RECORDS} are listed above")
        } else {
            String::new()
        };
        output::report(&format!("error: {}{hidden}", counted(count, "invalid record")));
    }
}

/// Returns the report about a record that was skipped, at a line of its chunk.
pub(crate) fn too_long(line: u64) -> InvalidRecord {
    let message = format!("skipped a record longer than {} MB", MAX_RECORD_BYTES >> 20);
    InvalidRecord { line, column: None, message }
}

struct Events<'v> {
    reader: &'v EventReader<'v>,
    /// The start of the chunk.
    place: &'v Place,
    notes: &'v mut Notes,
    invalid: u64,
    visit: &'v mut dyn FnMut(&Place, &Value),
}

impl Visitor for Events<'_> {
    fn object(&mut self, object: &[u8], origin: Origin<'_>) -> Result<(), Rejection> {
        event_pattern::validate(object)?;
        if !self.reader.is_event(object)? {
            return Err(Rejection::NotAnEvent);
        }
        // The text was validated, so it is UTF-8, and it is rejected only if it is too deep.
        let text = std::str::from_utf8(object).unwrap_or_default();
        match read(text, Dialect::Strict).value {
            Some(event) => (self.visit)(&Place { line: self.place.line + origin.line, ..self.place.clone() }, &event),
            None => return Err(Rejection::TooDeep),
        }
        Ok(())
    }

    fn invalid(&mut self, describe: impl FnOnce() -> InvalidRecord) {
        if self.invalid < MAX_REPORTED_RECORDS as u64 {
            output::report(&describe().render(&self.place.file, self.place.line));
        }
        self.invalid += 1;
    }

    fn note(&mut self, note: Note) {
        self.notes.add(note);
    }
}
