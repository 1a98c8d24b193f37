//! Reads the events that the page shows, from files and archives.

use super::event::{Origin, ReadEvent, ShownEvent};
use crate::archive::{EventReader, MAX_REPORTED_RECORDS, Record, for_each_record, is_encoded};
use crate::arguments::S3Arguments;
use crate::failure::Failure;
use crate::input::{self, Input};
use crate::known_events::KnownEvents;
use crate::number::{counted, grouped};
use crate::raw_json::first_value;
use crate::{tasks, watch};
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

/// Maximum number of events that are shown. A page with more is of no use, and `replay` reads any number.
const MAX_EVENTS: usize = 10_000;

/// Maximum size of all events together.
const MAX_EVENTS_BYTES: usize = 256 << 20;

/// Maximum size of a file that is shown as it is if it is one event. EventBridge accepts events of up to 1 MB.
const MAX_EVENT_FILE_BYTES: u64 = 2 << 20;

/// The events, and the remarks about what was read.
#[derive(Debug, Default)]
pub(crate) struct EventFiles {
    pub(crate) events: Vec<ShownEvent>,
    pub(crate) notes: Vec<String>,
    bytes: usize,
}

impl EventFiles {
    /// Reads the events in files and folders, in order.
    ///
    /// # Errors
    /// Returns an error if one of the arguments does not exist.
    pub(crate) fn read(arguments: &[Input], known: &KnownEvents) -> Result<Self, Failure> {
        let mut all = Self::default();
        if arguments.is_empty() {
            return Ok(all);
        }
        let reader = EventReader::new(known);
        for file in input::inputs(arguments, &S3Arguments::default())? {
            if !all.add_file(&file, &reader, known) {
                break;
            }
        }
        Ok(all)
    }

    /// Adds the events of a file. Returns false if there are too many.
    fn add_file(&mut self, file: &Input, reader: &EventReader<'_>, known: &KnownEvents) -> bool {
        let text = whole_text(file);
        if let Some(text) = text.as_deref().filter(|text| is_one_event(text, reader)) {
            return self.add_whole(file, text.to_owned(), known);
        }
        let first = self.events.len();
        let is_complete = self.add_archive(file, known);
        if self.events[first..].iter().any(|event| event.error.is_none()) {
            return is_complete;
        }
        match text {
            // A broken event. It is shown as it is, so that it can be repaired.
            Some(text) if text.trim_start().starts_with('{') => {
                self.events.truncate(first);
                return self.add_whole(file, text, known);
            }
            Some(_) => {
                self.events.truncate(first);
                self.notes.push(format!("skipped `{}`, which has no events", file.name()));
            }
            None => {}
        }
        is_complete
    }

    fn add_whole(&mut self, file: &Input, text: String, known: &KnownEvents) -> bool {
        let error = ReadEvent::of(&text, known).error.map(|error| error.message);
        let path = file.path().map(Path::to_owned);
        self.push(ShownEvent { name: file.name(), text, origin: Origin::File(path), error }).is_continue()
    }

    /// Adds the events of an archive. Returns false if there are too many.
    fn add_archive(&mut self, file: &Input, known: &KnownEvents) -> bool {
        if let Some(path) = file.path() {
            watch::opening(path);
        }
        let mut flow = ControlFlow::Continue(());
        let (mut last, mut count) = (String::new(), 1);
        let mut invalid = 0;
        let notes = for_each_record(std::slice::from_ref(file), known, &mut |place, record| {
            let (text, error, location) = match record {
                Record::Event { text, location, .. } => (text.to_owned(), None, location),
                Record::Invalid { message, .. } => (String::new(), Some(message), None),
                Record::Unreadable(error) => (String::new(), Some(format!("the file cannot be read: {error}")), None),
            };
            invalid += u64::from(error.is_some());
            if error.is_some() && invalid > MAX_REPORTED_RECORDS as u64 {
                return flow;
            }
            let location = location.map(|location| format!(" {location}")).unwrap_or_default();
            let mut name = format!("{}:{}{location}", place.file, place.line);
            count = if name == last { count + 1 } else { 1 };
            last.clone_from(&name);
            if count > 1 {
                let _ = write!(name, " ({count})");
            }
            flow = self.push(ShownEvent { name, text, origin: Origin::Archive, error });
            flow
        });
        let name = file.name();
        let note = |line: String| format!("{} (in `{name}`)", line.strip_prefix("note: ").unwrap_or(&line));
        self.notes.extend(notes.lines().map(note));
        if invalid > MAX_REPORTED_RECORDS as u64 {
            let records = counted(invalid, "record");
            self.notes
                .push(format!("`{name}` has {records} without an event; the first {MAX_REPORTED_RECORDS} are shown"));
        }
        flow.is_continue()
    }

    fn push(&mut self, event: ShownEvent) -> ControlFlow<()> {
        self.bytes += event.text.len();
        if self.events.len() == MAX_EVENTS || self.bytes > MAX_EVENTS_BYTES {
            let count = grouped(self.events.len() as u64);
            self.notes
                .push(format!("only the first {count} events are shown; `event-pattern replay` reads all of them"));
            return ControlFlow::Break(());
        }
        self.events.push(event);
        ControlFlow::Continue(())
    }
}

/// Returns the text of a file that may be one event. `None` if it is too large, compressed or not UTF-8.
fn whole_text(file: &Input) -> Option<String> {
    let path = file.path()?;
    let is_small = path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() <= MAX_EVENT_FILE_BYTES);
    let bytes = if is_small { file.read().ok()? } else { return None };
    String::from_utf8(bytes).ok().filter(|text| !is_encoded(text.as_bytes()))
}

/// Whether a text is one event, and not a wrapper or tasks.
fn is_one_event(text: &str, reader: &EventReader<'_>) -> bool {
    first_value(text).is_some_and(|value| {
        let is_only = text[value.len()..].trim().is_empty();
        let object = value.trim_start();
        is_only && object.starts_with('{') && !reader.is_wrapper(object.as_bytes()) && tasks::read(value).is_none()
    })
}
