//! What one pass over an event cannot decide of a rule is left out of it. Then a match makes the rule a candidate, and its
//! own program decides.

use crate::rule::{Conjunction, Leaf, Rule};

/// The rule without what takes a program of its own: a rule that matches at least as many events. None if nothing does.
pub(super) fn of(rule: &Rule) -> Option<Rule> {
    let names_fields: Vec<bool> = rule.leaves.iter().map(Leaf::has_field_ref).collect();
    if rule.scopes.is_empty() && !names_fields.contains(&true) {
        return None;
    }
    // Where a field must be absent depends on the leaves before it, so without one of those it would ask for more.
    let any_left_out = names_fields.contains(&true);
    let stays = |leaf: &usize| !(names_fields[*leaf] || (any_left_out && rule.leaves[*leaf].accepts_absence()));
    let conjunctions = rule.conjunctions.iter().map(|conjunction| Conjunction {
        leaves: conjunction.leaves.iter().copied().filter(stays).collect(),
        scopes: Vec::new(),
    });
    Some(Rule { leaves: rule.leaves.clone(), scopes: Vec::new(), conjunctions: conjunctions.collect() })
}
