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
use std::io;
use std::ops::ControlFlow;

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

/// A record of an archive.
pub(crate) enum Record<'r> {
    /// An event.
    Event {
        text: &'r str,
        tree: &'r Value,
        /// Where the event is inside its wrappers. `None` if there are none.
        location: Option<String>,
    },
    /// A record that is not an event.
    Invalid {
        /// Column in bytes, counted from 1. `None` for an event inside a wrapper.
        column: Option<u64>,
        message: String,
    },
    /// The rest of the file cannot be read.
    Unreadable(io::Error),
}

/// Takes a record and its place, and decides whether to continue.
type Visit<'v> = dyn FnMut(&Place, Record<'_>) -> ControlFlow<()> + 'v;

/// Calls a function with each event of an archive, in order. Records that are not events are printed to standard error.
/// Returns the exit code, which shows whether there were any, and whether all files could be read.
pub(crate) fn for_each_event(inputs: &[Input], known: &KnownEvents, visit: &mut dyn FnMut(&Place, &Value)) -> Exit {
    let (mut invalid, mut exit) = (0, Exit::Success);
    let notes = for_each_record(inputs, known, &mut |place, record| {
        match record {
            Record::Event { tree, .. } => visit(place, tree),
            Record::Invalid { column, message } => {
                if invalid < MAX_REPORTED_RECORDS as u64 {
                    let record = InvalidRecord { line: 0, column, message };
                    output::report(&record.render(&place.file, place.line));
                }
                invalid += 1;
            }
            Record::Unreadable(error) => {
                output::report(&format!("error: `{}` cannot be read: {error}", place.file));
                exit = Exit::InputOrOutput;
            }
        }
        ControlFlow::Continue(())
    });
    notes.lines().for_each(|line| output::report(&line));
    report_invalid(invalid);
    if exit == Exit::Success && invalid > 0 { Exit::InvalidEvent } else { exit }
}

/// Calls a function with each record of an archive, in order, until it breaks. Returns the remarks about what was read.
pub(crate) fn for_each_record(inputs: &[Input], known: &KnownEvents, visit: &mut Visit<'_>) -> Notes {
    let reader = EventReader::new(known);
    let queue = WorkQueue::new(inputs);
    let mut io = WorkerIo::default();
    let mut notes = Notes::default();
    let mut start = Place { file: String::new(), line: 1 };
    let mut flow = ControlFlow::Continue(());
    while flow.is_continue() {
        let Some(job) = queue.take(&mut io) else { break };
        if job.index == 0 {
            start = Place { file: inputs.get(job.file).map(Input::name).unwrap_or_default(), line: 1 };
        }
        let mut records = Records { reader: &reader, start: &start, notes: &mut notes, visit, flow };
        let text = &io.buffer.text()[job.chunk.text];
        let mut line_breaks = reader.read(text, job.chunk.column, &mut records);
        match job.chunk.error {
            None => {}
            Some(ReadError::Unreadable(error)) => records.take(line_breaks, Record::Unreadable(error)),
            Some(ReadError::TooLong(skipped)) => {
                records.invalid(|| too_long(line_breaks));
                line_breaks += skipped;
            }
        }
        flow = records.flow;
        start.line += line_breaks;
    }
    notes
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

struct Records<'v, 'f> {
    reader: &'v EventReader<'v>,
    /// The start of the chunk.
    start: &'v Place,
    notes: &'v mut Notes,
    visit: &'v mut Visit<'f>,
    flow: ControlFlow<()>,
}

impl Records<'_, '_> {
    /// Takes a record at a line of the chunk.
    fn take(&mut self, line: u64, record: Record<'_>) {
        if self.flow.is_continue() {
            self.flow = (self.visit)(&Place { line: self.start.line + line, ..self.start.clone() }, record);
        }
    }
}

impl Visitor for Records<'_, '_> {
    fn object(&mut self, object: &[u8], origin: Origin<'_>) -> Result<(), Rejection> {
        event_pattern::validate(object)?;
        if !self.reader.is_event(object)? {
            return Err(Rejection::NotAnEvent);
        }
        // The text was validated, so it is UTF-8, and it is rejected only if it is too deep.
        let text = std::str::from_utf8(object).unwrap_or_default();
        match read(text, Dialect::Strict).value {
            Some(tree) => {
                let location = origin.location.map(ToString::to_string);
                self.take(origin.line, Record::Event { text, tree: &tree, location });
            }
            None => return Err(Rejection::TooDeep),
        }
        Ok(())
    }

    fn invalid(&mut self, describe: impl FnOnce() -> InvalidRecord) {
        let InvalidRecord { line, column, message } = describe();
        self.take(line, Record::Invalid { column, message });
    }

    fn note(&mut self, note: Note) {
        self.notes.add(note);
    }
}
