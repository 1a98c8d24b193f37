//! Runs the tests that reach a mutant, for each mutant, until one of them fails.

use crate::Problem;
use crate::list::Mutant;
use crate::process::{self, End};
use crate::results::{self, Outcome, Result, Results};
use crate::state::{Binary, State};
use crate::units::{self, Unit};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How many mutants are tried at the same time.
const WORKERS: usize = 2;

/// What all workers need.
struct Plan<'p> {
    units: &'p [Unit],
    binaries: HashMap<&'p str, &'p Binary>,
    workspace: PathBuf,
    most: f64,
    round: u32,
    started: Instant,
}

/// What they change.
struct Progress<'p> {
    queue: Vec<(&'p Mutant, Option<Result>)>,
    total: usize,
    results: Results,
    survivors: usize,
    /// The tests that failed for other mutants of a function, the last one at the end.
    telling: HashMap<&'p str, Vec<usize>>,
}

/// Tries all mutants whose names start so on the tests that take no more than so many seconds, but for what is settled
/// already.
pub(crate) fn run(folder: &Path, most: f64, start: &str) -> std::result::Result<(), Problem> {
    let state = State::load(folder)?;
    let units = units::load(folder)?;
    let known = results::load(folder)?;
    let plan = Plan {
        units: &units,
        binaries: state.binaries.iter().map(|binary| (binary.name.as_str(), binary)).collect(),
        workspace: folder.join("workspace"),
        most,
        round: units.iter().map(|unit| unit.round).max().unwrap_or(0),
        started: Instant::now(),
    };
    let is_open = |result: &Result| !result.is_caught() && (result.most < most || result.round < plan.round);
    let mut queue: Vec<_> = state
        .switched()
        .filter(|mutant| mutant.name.starts_with(start))
        .map(|mutant| (mutant, known.get(&mutant.name).cloned()))
        .filter(|(_, known)| known.as_ref().is_none_or(is_open))
        .collect();
    queue.reverse();
    let total = queue.len();
    let progress = Progress { queue, total, results: Results::open(folder)?, survivors: 0, telling: HashMap::new() };
    let progress = Mutex::new(progress);
    let problems: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS)
            .map(|_| scope.spawn(|| work(&plan, &progress).err().map(|problem| problem.to_string())))
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().expect("a worker does not panic")).collect()
    });
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

fn work<'p>(plan: &Plan<'p>, progress: &Mutex<Progress<'p>>) -> std::result::Result<(), Problem> {
    loop {
        let mut now = progress.lock().expect("a worker does not panic");
        let Some((mutant, known)) = now.queue.pop() else { return Ok(()) };
        let units = units_for(plan, mutant, known.as_ref(), now.telling.get(place(mutant)).map_or(&[], Vec::as_slice));
        drop(now);
        let (outcome, failed) = outcome(plan, mutant, &units)?;
        let mut now = progress.lock().expect("a worker does not panic");
        if let Some(failed) = failed {
            let telling = now.telling.entry(place(mutant)).or_default();
            telling.retain(|unit| *unit != failed);
            telling.push(failed);
        } else {
            now.survivors += 1;
        }
        let by = failed.map(|unit| plan.units[unit].name());
        now.results.add(&Result { name: mutant.name.clone(), outcome, by, round: plan.round, most: plan.most })?;
        let done = now.total - now.queue.len();
        if done.is_multiple_of(50) {
            let (total, survivors, seconds) = (now.total, now.survivors, plan.started.elapsed().as_secs());
            eprintln!("{done} of {total}, {survivors} survive, {seconds} s");
        }
    }
}

/// Mutants of one function are often caught by the same tests.
fn place(mutant: &Mutant) -> &str {
    mutant.function.as_ref().map_or(&mutant.file, |function| &function.function_name)
}

/// The tests to run, those that are likely to fail first, then the quick ones.
fn units_for(plan: &Plan<'_>, mutant: &Mutant, known: Option<&Result>, telling: &[usize]) -> Vec<usize> {
    let is_new = |unit: &Unit| known.is_none_or(|known| unit.round > known.round || unit.seconds > known.most);
    let is_asked = |unit: &Unit| unit.seconds <= plan.most && unit.reached.contains(&mutant.id) && is_new(unit);
    let mut units: Vec<usize> = (0..plan.units.len()).filter(|unit| is_asked(&plan.units[*unit])).collect();
    let rank = |unit: usize| telling.iter().rev().take(3).position(|other| *other == unit).unwrap_or(usize::MAX);
    units.sort_by(|one, other| {
        let seconds = plan.units[*one].seconds.total_cmp(&plan.units[*other].seconds);
        rank(*one).cmp(&rank(*other)).then(seconds)
    });
    units
}

fn outcome(
    plan: &Plan<'_>,
    mutant: &Mutant,
    units: &[usize],
) -> std::result::Result<(Outcome, Option<usize>), Problem> {
    for number in units {
        let unit = &plan.units[*number];
        let limit = Duration::from_secs_f64(unit.seconds.mul_add(8.0, 4.0));
        let id = mutant.id.to_string();
        let binary = plan.binaries[unit.binary.as_str()];
        match process::run(binary, &plan.workspace, &unit.test, ("MUTANT", &id), limit)?.0 {
            End::Passed => {}
            End::Failed => return Ok((Outcome::Caught, Some(*number))),
            End::TimedOut => return Ok((Outcome::TimedOut, Some(*number))),
        }
    }
    let is_reached = plan.units.iter().any(|unit| unit.reached.contains(&mutant.id));
    Ok((if is_reached { Outcome::Survived } else { Outcome::Unreached }, None))
}
