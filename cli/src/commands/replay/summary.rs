//! The summary of a replay: counts for each rule and for the whole archive.

use super::ordered_output::Totals;
use super::outcome::Tally;
use crate::number::{counted, grouped};
use jiff::Timestamp;
use serde::Serialize;

/// The summary of one rule, as JSON.
#[derive(Serialize)]
struct RuleSummary<'s> {
    rule: &'s str,
    matched: u64,
    first: Option<String>,
    last: Option<String>,
}

/// The summary of a replay, as JSON.
#[derive(Serialize)]
struct Summary<'s> {
    rules: Vec<RuleSummary<'s>>,
    events: u64,
    matched: u64,
    /// Number of invalid records.
    broken: u64,
}

/// Formats the summary as JSON.
pub(crate) fn json(names: &[String], tallies: &[Tally], totals: &Totals) -> serde_json::Result<String> {
    let text = |time: Option<Timestamp>| time.map(|time| time.to_string());
    let rules = names.iter().zip(tallies).map(|(name, tally)| RuleSummary {
        rule: name,
        matched: tally.matched,
        first: text(tally.first),
        last: text(tally.last),
    });
    let Totals { events, matched, invalid: broken, .. } = *totals;
    serde_json::to_string_pretty(&Summary { rules: rules.collect(), events, matched, broken })
}

/// Formats the summary as a table with a line for each rule, followed by the totals.
pub(crate) fn table(names: &[String], tallies: &[Tally], totals: &Totals) -> String {
    let time = |time: Option<Timestamp>| time.map_or_else(|| "-".to_owned(), |time| time.to_string());
    let mut rows = vec![["rule", "matched", "first", "last"].map(str::to_owned)];
    for (name, tally) in names.iter().zip(tallies) {
        rows.push([name.clone(), grouped(tally.matched), time(tally.first), time(tally.last)]);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2)];
    let mut lines: Vec<String> = rows
        .iter()
        .map(|[name, matched, first, last]| {
            let [names, numbers, times] = widths;
            format!("{name:<names$}  {matched:>numbers$}  {first:<times$}  {last}")
        })
        .collect();
    lines.push(String::new());
    lines.push(format!(
        "{}, {} matched by at least one rule; {}",
        counted(totals.events, "event"),
        grouped(totals.matched),
        counted(totals.invalid, "invalid record")
    ));
    lines.join("\n")
}
