//! Reports conditions that replace an earlier condition on the same path.

use crate::diagnostic::{Diagnostics, Lint};
use crate::pattern::filter::relation;
use crate::rule::{Lowered, Replacement};

/// Reports every replacement in a lowered pattern.
pub(super) fn check(lowered: &Lowered, diagnostics: &mut Diagnostics) {
    for &Replacement { earlier, later, across_or, later_is_outside } in &lowered.replacements {
        let span = lowered.leaf_spans[later].list;
        let (earlier, later) = (&lowered.rule.leaves[earlier], &lowered.rule.leaves[later]);
        let path = &later.path;
        if !across_or {
            let message = format!("duplicate condition on `{path}`");
            let help = "EventBridge uses only the last list; write a single list with all alternatives";
            diagnostics.push(Lint::DuplicateKey.at(span, message).with_help(help));
            continue;
        }
        let other = if later_is_outside { "inside" } else { "outside" };
        diagnostics.push(if relation::all_disjoint(&earlier.alternatives, &later.alternatives) {
            let message = format!("no value of `{path}` satisfies both this condition and the one {other} the `$or`");
            let help = "remove one of the two; in EventBridge, this condition replaces the other";
            Lint::NeverMatch.at(span, message).with_help(help)
        } else {
            let message =
                format!("this condition on `{path}` replaces the one {other} the `$or` instead of adding to it");
            let help = format!(
                "write the condition on `{path}` in every branch, or only outside the `$or`; EventBridge keeps one list \
                 per path"
            );
            Lint::ReplacedCondition.at(span, message).with_help(help)
        });
    }
}
