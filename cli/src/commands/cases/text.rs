//! The outcomes as text.

use super::outcome::Outcome;
use crate::number::{counted, grouped};
use event_pattern::Explanation;

/// Formats the cases that fail, and the number of all cases.
pub(super) fn format(outcomes: &[Outcome<'_>]) -> String {
    let mut parts: Vec<String> = outcomes.iter().filter(|outcome| !outcome.is_passed()).map(failed).collect();
    parts.push(summary(outcomes));
    parts.join("\n\n")
}

fn failed(outcome: &Outcome<'_>) -> String {
    let heading = format!("\x1b[1;91mfailed\x1b[0m\x1b[1m: {}\x1b[0m", outcome.case.name);
    let mut lines = vec![heading, format!(" \x1b[1;94m-->\x1b[0m {}", outcome.location())];
    lines.extend(differences(outcome, Explanation::to_coloured_text));
    lines.join("\n")
}

/// Returns the lines about the rules that do not match as expected.
pub(super) fn differences(outcome: &Outcome<'_>, explanation_text: fn(&Explanation) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    for (rule, explanation) in &outcome.missing {
        lines.push(format!("  `{rule}` does not match: {}", explanation.summary()));
        let text = explanation_text(explanation);
        // The first paragraph repeats the summary.
        let pattern = text.split_once("\n\n").map_or("", |(_, pattern)| pattern);
        lines.extend(pattern.lines().map(|line| format!("    {line}")));
    }
    lines.extend(outcome.unexpected.iter().map(|rule| format!("  `{rule}` matches, but is not expected to")));
    lines
}

fn summary(outcomes: &[Outcome<'_>]) -> String {
    let (all, passed) = (outcomes.len() as u64, Outcome::passed(outcomes) as u64);
    format!("{}: {} passed, {} failed", counted(all, "case"), grouped(passed), grouped(all - passed))
}
