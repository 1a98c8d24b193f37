//! Prints the outcomes of all threads in the order of the input.
//!
//! A thread submits an outcome and continues. Outcomes that arrive early are kept until their turn. If they use too
//! much memory, the threads that are ahead have to wait.

use super::outcome::{Match, Outcome};
use super::progress::Progress;
use crate::archive::{MAX_REPORTED_RECORDS, Notes};
use crate::failure::Failure;
use crate::input::Input;
use crate::output;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Stdout, Write as _};
use std::num::NonZero;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Maximum size of the text in waiting outcomes. While the text is larger, the threads that are ahead have to wait.
const MAX_WAITING_BYTES: usize = 64 * 1024 * 1024;

/// The index of a file, and the index of a chunk in the file.
pub(crate) type ChunkId = (usize, usize);

/// The counts for the whole archive.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    pub(crate) events: u64,
    pub(crate) matched: u64,
    pub(crate) invalid: u64,
    pub(crate) notes: Notes,
    /// Number of events that were skipped because of their time.
    pub(crate) outside_period: u64,
    /// Number of events that were read although their time is unknown.
    pub(crate) without_time: u64,
    /// Number of files that could not be read to their end.
    pub(crate) unreadable: usize,
    /// Number of invalid records reported so far.
    reported: usize,
}

/// Collects the outcomes of all threads and prints them in order.
pub(crate) struct OrderedOutput<'i> {
    inputs: &'i [Input],
    progress: &'i Progress,
    state: Mutex<OutputState>,
    advanced: Condvar,
}

struct OutputState {
    /// The chunk to print next.
    next: ChunkId,
    /// Outcomes of later chunks, and whether each chunk is the last one of its file.
    waiting: BTreeMap<ChunkId, (Outcome, bool)>,
    waiting_bytes: usize,
    /// Line number of the start of the next chunk, counted from 1.
    line: u64,
    output: BufWriter<Stdout>,
    /// Set if nothing more is to be written: `Ok` if the reader closed the output or a thread panicked, `Err` if
    /// writing failed.
    end: Option<Result<(), Failure>>,
    totals: Totals,
    /// Number of matches after which the replay ends.
    limit: Option<u64>,
    /// Cleared outcomes, kept to reuse their memory.
    spare: Vec<Outcome>,
}

impl<'i> OrderedOutput<'i> {
    pub(crate) fn new(inputs: &'i [Input], progress: &'i Progress, limit: Option<NonZero<u64>>) -> Self {
        let state = OutputState {
            next: (0, 0),
            waiting: BTreeMap::new(),
            waiting_bytes: 0,
            line: 1,
            output: BufWriter::with_capacity(64 * 1024, io::stdout()),
            end: None,
            totals: Totals::default(),
            limit: limit.map(NonZero::get),
            spare: Vec::new(),
        };
        Self { inputs, progress, state: Mutex::new(state), advanced: Condvar::new() }
    }

    /// Submits the outcome of a chunk. Returns an empty outcome for the next chunk, or `None` if the thread should
    /// stop.
    pub(crate) fn submit(&self, chunk: ChunkId, is_last: bool, outcome: Outcome) -> Option<Outcome> {
        let mut state = self.lock();
        while state.next != chunk && state.waiting_bytes > MAX_WAITING_BYTES && state.end.is_none() {
            state = self.advanced.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.end.is_some() {
            return None;
        }
        state.waiting_bytes += outcome.text.len();
        state.waiting.insert(chunk, (outcome, is_last));
        let before = state.next;
        loop {
            let next = state.next;
            let Some((mut outcome, is_last)) = state.waiting.remove(&next) else { break };
            state.waiting_bytes -= outcome.text.len();
            state.print(self.inputs, self.progress, &mut outcome);
            (state.next, state.line) =
                if is_last { ((next.0 + 1, 0), 1) } else { ((next.0, next.1 + 1), state.line + outcome.line_breaks) };
            outcome.clear();
            state.spare.push(outcome);
        }
        if state.next != before || state.end.is_some() {
            self.advanced.notify_all();
        }
        state.end.is_none().then(|| state.spare.pop().unwrap_or_default())
    }

    /// Makes all threads stop, because one of them panicked.
    pub(crate) fn stop(&self) {
        self.lock().end.get_or_insert(Ok(()));
        self.advanced.notify_all();
    }

    /// Flushes the output and returns the counts. Must be called after the last outcome has been submitted.
    pub(crate) fn finish(self) -> Result<Totals, Failure> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if state.end.is_none() {
            let flushed = state.output.flush();
            state.end_with(flushed);
        }
        // Dropping the writer would try to write the rest of the buffer again.
        drop(state.output.into_parts());
        if let Some(Err(failure)) = state.end { Err(failure) } else { Ok(state.totals) }
    }

    fn lock(&self) -> MutexGuard<'_, OutputState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OutputState {
    /// Prints and counts the next outcome.
    fn print(&mut self, inputs: &[Input], progress: &Progress, outcome: &mut Outcome) {
        if self.end.is_some() {
            return;
        }
        let name = || inputs.get(self.next.0).map(Input::name).unwrap_or_default();
        let is_last = self.limit.is_some_and(|limit| outcome.cut(limit));
        self.totals.events += outcome.events;
        self.totals.matched += outcome.matched;
        self.totals.invalid += outcome.invalid_count;
        self.totals.notes.merge(&outcome.notes);
        self.totals.outside_period += outcome.outside_period;
        self.totals.without_time += outcome.without_time;
        progress.count(outcome.events, outcome.matched);
        for invalid in
            outcome.invalid.drain(..).take(MAX_REPORTED_RECORDS - self.totals.reported.min(MAX_REPORTED_RECORDS))
        {
            self.totals.reported += 1;
            progress.report(&invalid.render(&name(), self.line));
        }
        if let Some(error) = outcome.unreadable.take() {
            self.totals.unreadable += 1;
            progress.report(&format!("error: `{}` cannot be read: {error}", name()));
        }
        if !outcome.matches.is_empty() {
            let written = self.write(&serde_json::Value::from(name()).to_string(), outcome);
            let written = written.and_then(|()| if is_last { self.output.flush() } else { Ok(()) });
            self.end_with(written);
        }
        if is_last {
            self.end.get_or_insert(Ok(()));
        }
        if let Some(limit) = &mut self.limit {
            *limit -= outcome.matches.len() as u64;
        }
    }

    fn write(&mut self, file: &str, outcome: &Outcome) -> io::Result<()> {
        let mut start = 0;
        for &Match { line, end, .. } in &outcome.matches {
            let line = self.line + line;
            write!(self.output, "{{\"file\":{file},\"line\":{line},")?;
            self.output.write_all(&outcome.text[start..end])?;
            start = end;
        }
        Ok(())
    }

    fn end_with(&mut self, written: io::Result<()>) {
        match output::is_open(written) {
            Ok(true) => {}
            Ok(false) => self.end = Some(Ok(())),
            Err(failure) => self.end = Some(Err(failure)),
        }
    }
}
