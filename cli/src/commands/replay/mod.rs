//! `replay`: runs an archive of events through a folder of rules or a single rule.
//!
//! Each thread takes chunks of the archive. Its `worker` runs the rules on the events in a chunk that are in the `period`.
//! The thread submits the `outcome` to `ordered_output`, which prints the outcomes in the order of the input.
//! `event_header` reads the `id` and `time` to print for a match, `summary` formats the counts for each rule, and
//! `progress` shows the progress line.

mod event_header;
mod ordered_output;
mod outcome;
mod period;
mod progress;
mod summary;
mod worker;

use crate::archive::{EventReader, ReadError, WorkQueue, WorkerIo, report_invalid, too_long};
use crate::arguments::{Format, ReplayArguments};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::{self, Input};
use crate::known_events::KnownEvents;
use crate::number::counted;
use crate::output;
use crate::rules::{RuleArgument, Rules};
use ordered_output::{OrderedOutput, Totals};
use outcome::{Outcome, Tally};
use period::Period;
use progress::Progress;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};
use worker::{Plan, Worker};

/// Runs all rules on all events. The exit code shows whether all records are valid events.
pub(crate) fn run(arguments: &ReplayArguments) -> Result<Exit, Failure> {
    let known_events = KnownEvents::read(&arguments.documents)?;
    let rules: Vec<RuleArgument> = arguments.rules.iter().chain(&arguments.pattern).cloned().collect();
    let uses_standard_input = arguments.files.is_empty() || arguments.files.contains(&Input::Standard);
    if uses_standard_input && rules.iter().any(|rule| rule.input == Input::Standard) {
        return Err(Failure::repeated_standard_input());
    }
    let rules = Rules::read(&rules, &arguments.allowed, &known_events)?;
    let inputs = input::inputs(&arguments.files, &arguments.s3)?;
    let period = Period { since: arguments.since, until: arguments.until };
    if period.is_reversed() {
        return Err(Failure::usage("`--until` is before `--since`", "swap the two times"));
    }
    let quoted_names = rules.names().iter().map(|name| serde_json::Value::from(name.as_str()).to_string()).collect();
    let plan = Plan {
        quoted_names,
        rules,
        reader: EventReader::new(&known_events),
        period,
        prints_matches: !arguments.summary,
        prints_events: arguments.events,
        validates: arguments.validate,
    };
    let progress = Progress::new(!arguments.no_progress, plan.prints_matches);
    let output = OrderedOutput::new(&inputs, &progress, arguments.limit);
    let (tallies, totals) = replay(&plan, &inputs, thread_count(arguments.threads), &progress, output)?;
    if arguments.summary {
        let names = plan.rules.names();
        output::print(&match arguments.format {
            Format::Text => summary::table(names, &tallies, &totals),
            Format::Json => {
                summary::json(names, &tallies, &totals).map_err(|error| Failure::unwritable(&error.into()))?
            }
        })?;
    }
    Ok(report_totals(&totals))
}

/// Maximum number of threads. Threads beyond the number of cores take memory but do not make the replay faster.
const MAX_THREADS: usize = 512;

fn thread_count(requested: Option<NonZero<usize>>) -> usize {
    requested.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get).min(MAX_THREADS)
}

fn replay(
    plan: &Plan<'_>,
    inputs: &[Input],
    threads: usize,
    progress: &Progress,
    output: OrderedOutput<'_>,
) -> Result<(Vec<Tally>, Totals), Failure> {
    let queue = WorkQueue::new(inputs);
    let mut tallies = vec![Tally::default(); plan.rules.names().len()];
    thread::scope(|scope| {
        let display = scope.spawn(|| progress.show(|| queue.bytes_read(), inputs.iter().map(Input::size).sum()));
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| work(plan, &queue, &output))).collect();
        let results: Vec<_> = workers.into_iter().map(ScopedJoinHandle::join).collect();
        progress.end();
        display.thread().unpark();
        for counted in results {
            let counted = counted.unwrap_or_else(|panic| resume_unwind(panic));
            tallies.iter_mut().zip(&counted).for_each(|(tally, other)| tally.merge(other));
        }
    });
    Ok((tallies, output.finish()?))
}

/// Runs one worker thread until there are no more chunks, and returns its tallies.
fn work(plan: &Plan<'_>, queue: &WorkQueue<'_>, output: &OrderedOutput<'_>) -> Vec<Tally> {
    let _stop_on_panic = StopOnPanic(output);
    let mut worker = Worker::new(plan);
    let (mut io, mut outcome) = (WorkerIo::default(), Outcome::default());
    while let Some(job) = queue.take(&mut io) {
        worker.read(&io.buffer.text()[job.chunk.text], job.chunk.column, &mut outcome);
        match job.chunk.error {
            None => {}
            Some(ReadError::Unreadable(error)) => outcome.unreadable = Some(error),
            Some(ReadError::TooLong(line_breaks)) => {
                let line = outcome.line_breaks;
                outcome.add_invalid(|| too_long(line));
                outcome.line_breaks += line_breaks;
            }
        }
        match output.submit((job.file, job.index), job.is_last, outcome) {
            Some(empty) => outcome = empty,
            None => break,
        }
    }
    worker.tallies
}

/// Stops the other threads when a thread panics. Otherwise, they would wait forever for the outcome of that thread.
struct StopOnPanic<'o>(&'o OrderedOutput<'o>);

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

/// Reports remarks and the number of invalid records, and returns the exit code.
fn report_totals(totals: &Totals) -> Exit {
    totals.notes.lines().for_each(|line| output::report(&line));
    if totals.outside_period > 0 {
        output::report(&format!("note: skipped {} outside of the period", counted(totals.outside_period, "event")));
    }
    if totals.without_time > 0 {
        output::report(&format!("note: kept {} without a `time`", counted(totals.without_time, "event")));
    }
    report_invalid(totals.invalid);
    match (totals.unreadable, totals.invalid) {
        (0, 0) => Exit::Success,
        (0, _) => Exit::InvalidEvent,
        _ => Exit::InputOrOutput,
    }
}
