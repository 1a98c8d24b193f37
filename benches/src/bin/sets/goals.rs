//! Compares the measured ratios with the goals that were set before the engine was written.

use crate::table::Measured;
use event_pattern_benches::markdown::grouped;
use event_pattern_benches::sets::{Kind, QUAMINA, RULE_SET, STATIC_SET};

/// Returns a table with a row for each goal whose competitors were measured.
pub(crate) fn render(measured: &[Measured], largest: usize) -> String {
    let mut lines = vec!["| goal | goal value | measured here | |".to_owned(), "|---|---:|---:|---|".to_owned()];
    let mut goal = |title: String, limit: f64, found: Option<f64>, is_met: fn(f64, f64) -> bool| {
        let Some(found) = found else { return };
        let verdict = if is_met(found, limit) { "met" } else { "missed" };
        lines.push(format!("| {title} | {limit} | {found:.2} | {verdict} |"));
    };
    let (at_most, at_least) = (|found, limit| found <= limit, |found, limit| found >= limit);
    for one in measured {
        let (which, max_ratio) = match one.kind {
            Kind::Clusters => ("with different clusters", 1.6),
            Kind::OneCluster => ("that share the cluster", 3.0),
            Kind::Mixed => continue,
        };
        let to_one = one.times_one_rule(STATIC_SET, 1_000);
        goal(format!("1,000 rules {which}, time relative to one rule"), max_ratio, to_one, at_most);
        let to_quamina = one.times_other((QUAMINA, 1_000), (STATIC_SET, 1_000));
        goal(format!("1,000 rules {which}, speedup over `quamina`"), 10.0, to_quamina, at_least);
        let grown = one.times_other((RULE_SET, largest), (RULE_SET, 1_000));
        let set = format!("a run-time set of {} rules {which}", grouped(largest));
        goal(format!("{set}, time relative to 1,000 rules"), 3.0, grown, at_most);
    }
    lines.join("\n")
}
