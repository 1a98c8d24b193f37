//! Measures the cost of building and changing a large set at run time.

use event_pattern::RuleSet;
use event_pattern_benches::events;
use event_pattern_benches::markdown::{Table, grouped};
use event_pattern_benches::sets::{Kind, Rule, rule_set};
use std::fs;
use std::hint::black_box;
use std::time::Instant;

/// Number of additions, and of removals, that are timed.
const CHANGES: usize = 101;

/// Builds a set of this size and returns a table: the time to build the set, its memory, the times to add and to remove
/// a rule, and the time to evaluate the first event after each change.
pub(crate) fn render(kind: Kind, size: usize) -> String {
    let rules = kind.rules(size + 1);
    let patterns: Vec<String> = rules.iter().map(Rule::pattern).collect();
    let (before, start) = (resident_bytes(), Instant::now());
    let mut set = rule_set(&rules[..size]);
    let seconds = start.elapsed().as_secs_f64();
    let kept = (resident_bytes() - before) / f64::from(u32::try_from(size.max(1)).unwrap_or(u32::MAX));

    let event = events::cases().swap_remove(0).variants.swap_remove(0);
    let look = |set: &mut RuleSet| {
        black_box(set.matching_json(&event).expect("the event is JSON").count());
    };
    let add = |set: &mut RuleSet| set.add("another", &patterns[size]).expect("the pattern is valid");
    let remove = |set: &mut RuleSet| assert!(set.remove("another"), "the set contains the rule");
    let steps: [&dyn Fn(&mut RuleSet); 4] = [&add, &look, &remove, &look];
    let mut times = steps.map(|_| Vec::with_capacity(CHANGES));
    for _ in 0..CHANGES {
        for (step, times) in steps.iter().zip(&mut times) {
            let start = Instant::now();
            step(&mut set);
            times.push(start.elapsed());
        }
    }
    let [added, looked_after_adding, removed, looked_after_removing] = times.map(|mut times| {
        times.sort_unstable();
        1e6 * times[times.len() / 2].as_secs_f64()
    });
    let mut table = Table::new(&format!("a run-time set of {} rules", grouped(size)), vec![("measured".into(), 1)]);
    table.add("seconds to build", vec![seconds]);
    table.add("bytes of memory per rule", vec![kept]);
    table.add("microseconds to add one rule", vec![added]);
    table.add("microseconds for the first event after an addition", vec![looked_after_adding]);
    table.add("microseconds to remove one rule", vec![removed]);
    table.add("microseconds for the first event after a removal", vec![looked_after_removing]);
    table.render()
}

/// Returns the resident set size of this process in bytes, or NaN if the system does not report it.
fn resident_bytes() -> f64 {
    const PAGE: f64 = 4096.0;
    let fields = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = fields.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok());
    pages.map_or(f64::NAN, |pages| PAGE * pages)
}
