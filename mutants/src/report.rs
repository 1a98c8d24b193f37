//! What came of it, as a table and as a list of survivors.

use crate::Problem;
use crate::list::Mutant;
use crate::results::{self, Outcome};
use crate::state::{Reason, State};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// How many mutants of an area came to which end.
#[derive(Default)]
struct Counts {
    all: usize,
    unviable: usize,
    no_switch: usize,
    caught: usize,
    timed_out: usize,
    survived: usize,
    untried: usize,
}

/// Prints the counts of each area, and then all survivors and all that have no switch.
pub(crate) fn report(folder: &Path) -> Result<(), Problem> {
    let state = State::load(folder)?;
    let results = results::load(folder)?;
    let mut areas: BTreeMap<String, Counts> = BTreeMap::new();
    let (mut survivors, mut no_switch) = (String::new(), String::new());
    for mutant in &state.mutants {
        for area in [area(mutant), "all".to_owned()] {
            let counts = areas.entry(area).or_default();
            counts.all += 1;
            let count = match (state.left_out.get(&mutant.id), results.get(&mutant.name).map(|result| result.outcome)) {
                (Some(Reason::Unviable), _) => &mut counts.unviable,
                (Some(Reason::NotSwitchable | Reason::Constant), _) => &mut counts.no_switch,
                (None, Some(Outcome::Caught)) => &mut counts.caught,
                (None, Some(Outcome::TimedOut)) => &mut counts.timed_out,
                (None, Some(Outcome::Survived | Outcome::Unreached)) => &mut counts.survived,
                (None, None) => &mut counts.untried,
            };
            *count += 1;
        }
        match (state.left_out.get(&mutant.id), results.get(&mutant.name)) {
            (Some(Reason::NotSwitchable | Reason::Constant), _) => writeln!(no_switch, "{}", mutant.name)?,
            (None, Some(result)) if !result.is_caught() => {
                let reached = if result.outcome == Outcome::Unreached { " (not reached)" } else { "" };
                writeln!(survivors, "{}{reached}", mutant.name)?;
            }
            _ => {}
        }
    }
    println!("| area | mutants | unviable | no switch | caught | in time | survived | untried | share |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (area, counts) in &areas {
        println!("{}", counts.row(area));
    }
    println!("\nSurvivors:\n{survivors}\nWithout a switch:\n{no_switch}");
    Ok(())
}

impl Counts {
    fn row(&self, area: &str) -> String {
        let Self { all, unviable, no_switch, caught, timed_out, survived, untried } = self;
        let tried = caught + timed_out + survived;
        #[allow(clippy::cast_precision_loss, reason = "these are small numbers")]
        let share = 100.0 * (caught + timed_out) as f64 / tried.max(1) as f64;
        format!(
            "| `{area}` | {all} | {unviable} | {no_switch} | {caught} | {timed_out} | {survived} | {untried} | {share:.1}% |"
        )
    }
}

/// The folder in the crate's sources, or the file there.
fn area(mutant: &Mutant) -> String {
    let parts: Vec<&str> = mutant.file.split('/').filter(|part| *part != "src").take(2).collect();
    parts.join("/").trim_end_matches(".rs").to_owned()
}
