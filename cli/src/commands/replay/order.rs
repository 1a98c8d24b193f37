//! Puts what threads find back in the order of the input.
//!
//! A thread hands its outcome over and goes on. Outcomes that come too early wait here; only when they take too much memory
//! the threads that are ahead wait too.

use super::outcome::{Broken, Outcome, SHOWN};
use super::progress::Progress;
use crate::failure::Failure;
use crate::input::Input;
use crate::output;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Stdout, Write as _};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many bytes may wait. No more than that is kept, and one outcome for each thread.
const WAITING: usize = 64 * 1024 * 1024;

/// The place of a piece: the number of its file, and its own.
pub(crate) type Number = (usize, usize);

/// What all pieces came to.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    pub(crate) events: u64,
    pub(crate) matched: u64,
    pub(crate) broken: u64,
    pub(crate) unreadable: usize,
    /// How many broken lines were told of.
    shown: usize,
}

/// Where outcomes are handed in.
pub(crate) struct Order<'i> {
    inputs: &'i [Input],
    progress: &'i Progress,
    state: Mutex<State>,
    moved_on: Condvar,
}

struct State {
    /// The piece whose turn it is.
    next: Number,
    /// What is too early, and whether it is the last of its file.
    waiting: BTreeMap<Number, (Outcome, bool)>,
    waiting_bytes: usize,
    /// The line that the next piece starts in, counted from one.
    line: u64,
    output: BufWriter<Stdout>,
    /// Why nothing more is written: the reader has gone away, or it failed.
    end: Option<Result<(), Failure>>,
    totals: Totals,
    /// Outcomes whose memory can be used again.
    spare: Vec<Outcome>,
}

impl<'i> Order<'i> {
    pub(crate) fn new(inputs: &'i [Input], progress: &'i Progress) -> Self {
        let state = State {
            next: (0, 0),
            waiting: BTreeMap::new(),
            waiting_bytes: 0,
            line: 1,
            output: BufWriter::with_capacity(64 * 1024, io::stdout()),
            end: None,
            totals: Totals::default(),
            spare: Vec::new(),
        };
        Self { inputs, progress, state: Mutex::new(state), moved_on: Condvar::new() }
    }

    /// Takes the outcome of a piece, and gives an empty one. Nothing if no more are wanted.
    pub(crate) fn hand_in(&self, number: Number, is_last: bool, outcome: Outcome) -> Option<Outcome> {
        let mut state = self.lock();
        while state.next != number && state.waiting_bytes > WAITING && state.end.is_none() {
            state = self.moved_on.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.end.is_some() {
            return None;
        }
        state.waiting_bytes += outcome.text.len();
        state.waiting.insert(number, (outcome, is_last));
        let before = state.next;
        loop {
            let next = state.next;
            let Some((mut outcome, is_last)) = state.waiting.remove(&next) else { break };
            state.waiting_bytes -= outcome.text.len();
            state.take(self.inputs, self.progress, &mut outcome);
            (state.next, state.line) =
                if is_last { ((next.0 + 1, 0), 1) } else { ((next.0, next.1 + 1), state.line + outcome.breaks) };
            outcome.clear();
            state.spare.push(outcome);
        }
        if state.next != before || state.end.is_some() {
            self.moved_on.notify_all();
        }
        state.end.is_none().then(|| state.spare.pop().unwrap_or_default())
    }

    /// No more are wanted: something went wrong that nobody expects.
    pub(crate) fn stop(&self) {
        self.lock().end.get_or_insert(Ok(()));
        self.moved_on.notify_all();
    }

    /// What all came to, after the last was handed in.
    pub(crate) fn finish(self) -> Result<Totals, Failure> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if state.end.is_none() {
            let flushed = state.output.flush();
            state.end_with(flushed);
        }
        // What a reader that has gone away left in the buffer must not be written again.
        drop(state.output.into_parts());
        if let Some(Err(failure)) = state.end { Err(failure) } else { Ok(state.totals) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The outcome whose turn it is: prints it and counts it.
    fn take(&mut self, inputs: &[Input], progress: &Progress, outcome: &mut Outcome) {
        let name = || inputs.get(self.next.0).map(Input::name).unwrap_or_default();
        self.totals.events += outcome.events;
        self.totals.matched += outcome.matched;
        self.totals.broken += outcome.broken_count;
        progress.count(outcome.events, outcome.matched);
        for broken in outcome.broken.drain(..).take(SHOWN - self.totals.shown.min(SHOWN)) {
            self.totals.shown += 1;
            progress.report(&broken.render(&name(), self.line));
        }
        if let Some(error) = outcome.unreadable.take() {
            self.totals.unreadable += 1;
            progress.report(&format!("error: `{}` cannot be read: {error}", name()));
        }
        if self.end.is_none() && !outcome.lines.is_empty() {
            let written = self.write(&serde_json::Value::from(name()).to_string(), outcome);
            self.end_with(written);
        }
    }

    fn write(&mut self, file: &str, outcome: &Outcome) -> io::Result<()> {
        let mut start = 0;
        for &(line, end) in &outcome.lines {
            let line = self.line + line;
            write!(self.output, "{{\"file\":{file},\"line\":{line},")?;
            self.output.write_all(&outcome.text[start..end])?;
            start = end;
        }
        Ok(())
    }

    fn end_with(&mut self, written: io::Result<()>) {
        match output::is_wanted(written) {
            Ok(true) => {}
            Ok(false) => self.end = Some(Ok(())),
            Err(failure) => self.end = Some(Err(failure)),
        }
    }
}

impl Broken {
    fn render(&self, file: &str, first_line: u64) -> String {
        let line = first_line + self.line;
        let column = self.column.map_or(String::new(), |column| format!(":{column}"));
        format!("error: {file}:{line}{column}: {}", self.message)
    }
}
