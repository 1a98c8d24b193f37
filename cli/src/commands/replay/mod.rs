//! `replay`: an archive of events through a set of rules.
//!
//! Every thread is a `worker`: it takes a piece of the archive, runs the rules over the events in it, and hands the `outcome`
//! to `order`, which prints in the order of the input. `head` reads what is told of a match, `summary` what is told of
//! the rules, and `progress` shows how far the work is.

mod head;
mod order;
mod outcome;
mod progress;
mod summary;
mod worker;

use crate::archive::{Envelopes, Feed, Hands, LONGEST, Trouble};
use crate::arguments::{Format, ReplayArguments};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::output;
use crate::rules_folder::Rules;
use order::{Order, Totals};
use outcome::{Broken, Outcome, SHOWN, Tally};
use progress::Progress;
use std::fs;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};
use worker::{Plan, Worker};

/// Runs all events through all rules, and ends with whether all of them could be read.
pub(crate) fn run(arguments: &ReplayArguments) -> Result<Exit, Failure> {
    let rules = Rules::read(&arguments.rules)?;
    let inputs = inputs(&arguments.files)?;
    let quoted_names = rules.names().iter().map(|name| serde_json::Value::from(name.as_str()).to_string()).collect();
    let plan = Plan {
        quoted_names,
        rules,
        envelopes: Envelopes::new(),
        prints_matches: !arguments.summary,
        prints_events: arguments.events,
        validates: arguments.validate,
    };
    let progress = Progress::new(!arguments.no_progress, plan.prints_matches);
    let (tallies, totals) = replay(&plan, &inputs, threads(arguments.threads), &progress)?;
    if arguments.summary {
        let names = plan.rules.names();
        output::print(&match arguments.format {
            Format::Text => summary::table(names, &tallies, &totals),
            Format::Json => {
                summary::json(names, &tallies, &totals).map_err(|error| Failure::unwritable(&error.into()))?
            }
        })?;
    }
    Ok(end(&totals))
}

/// The files, all of which must be there: it would be a pity to find out at the end.
fn inputs(files: &[Input]) -> Result<Vec<Input>, Failure> {
    if files.is_empty() {
        return Ok(vec![Input::Standard]);
    }
    if files.iter().filter(|&file| *file == Input::Standard).count() > 1 {
        return Err(Failure::repeated_standard_input());
    }
    for file in files {
        file.check()?;
    }
    Ok(files.to_vec())
}

/// More threads than any machine has cores would only take memory.
const MOST_THREADS: usize = 512;

fn threads(wanted: Option<NonZero<usize>>) -> usize {
    wanted.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get).min(MOST_THREADS)
}

fn replay(plan: &Plan, inputs: &[Input], threads: usize, progress: &Progress) -> Result<(Vec<Tally>, Totals), Failure> {
    let feed = Feed::new(inputs);
    let order = Order::new(inputs, progress);
    let mut tallies = vec![Tally::default(); plan.rules.names().len()];
    thread::scope(|scope| {
        let shown = scope.spawn(|| progress.show(|| feed.bytes(), size(inputs)));
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| work(plan, &feed, &order))).collect();
        let ended: Vec<_> = workers.into_iter().map(ScopedJoinHandle::join).collect();
        progress.end();
        shown.thread().unpark();
        for counted in ended {
            let counted = counted.unwrap_or_else(|panic| resume_unwind(panic));
            tallies.iter_mut().zip(&counted).for_each(|(tally, other)| tally.merge(other));
        }
    });
    Ok((tallies, order.finish()?))
}

/// What one thread does.
fn work(plan: &Plan, feed: &Feed<'_>, order: &Order<'_>) -> Vec<Tally> {
    let _leaving = Leaving(order);
    let mut worker = Worker::new(plan);
    let (mut hands, mut outcome) = (Hands::default(), Outcome::default());
    while let Some(taken) = feed.take(&mut hands) {
        worker.read(&hands.buffer.text()[taken.piece.text], taken.piece.column, &mut outcome);
        match taken.piece.trouble {
            None => {}
            Some(Trouble::Unreadable(error)) => outcome.unreadable = Some(error),
            Some(Trouble::TooLong(breaks)) => {
                let line = outcome.breaks;
                let message = format!("skipped a record longer than {} MB", LONGEST >> 20);
                outcome.add_broken(|| Broken { line, column: None, message });
                outcome.breaks += breaks;
            }
        }
        match order.hand_in((taken.file, taken.number), taken.is_last, outcome) {
            Some(empty) => outcome = empty,
            None => break,
        }
    }
    worker.tallies
}

/// Lets the other threads end if one has panicked, because they would wait for it.
struct Leaving<'o>(&'o Order<'o>);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

/// How many bytes the files have. Unknown if one of them is no plain file.
fn size(inputs: &[Input]) -> Option<u64> {
    let sizes = inputs.iter().map(|input| match input {
        Input::Standard => None,
        Input::File(path) => fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len()),
    });
    sizes.sum()
}

/// The end of a replay: what could not be read is told last.
fn end(totals: &Totals) -> Exit {
    if totals.broken > 0 {
        let records = summary::counted(totals.broken, "invalid record");
        let hidden =
            if totals.broken > SHOWN as u64 { format!("; the first {SHOWN} are listed above") } else { String::new() };
        output::report(&format!("error: {records}{hidden}"));
    }
    match (totals.unreadable, totals.broken) {
        (0, 0) => Exit::Success,
        (0, _) => Exit::InvalidEvent,
        _ => Exit::InputOrOutput,
    }
}
