//! Relaxation of rules for a set. A pass over an event cannot evaluate all conditions of every rule, so the set has a
//! relaxed rule without those conditions. If it matches, the rule is a candidate, and its own program decides.

use crate::rule::{Conjunction, Leaf, Rule};

/// Returns an over-approximation of the rule: the rule without element scopes and leaves with field references. It
/// matches whenever the rule does. `None` if the rule has neither.
pub(super) fn relaxed_rule(rule: &Rule) -> Option<Rule> {
    let names_fields: Vec<bool> = rule.leaves.iter().map(Leaf::has_field_ref).collect();
    if rule.scopes.is_empty() && !names_fields.contains(&true) {
        return None;
    }
    // Where a field must be absent depends on the leaves before it. Without one of them, `exists: false` would be
    // stricter.
    let drops_leaves = names_fields.contains(&true);
    let is_kept = |leaf: &usize| !(names_fields[*leaf] || (drops_leaves && rule.leaves[*leaf].accepts_absence()));
    let conjunctions = rule.conjunctions.iter().map(|conjunction| Conjunction {
        leaves: conjunction.leaves.iter().copied().filter(is_kept).collect(),
        scopes: Vec::new(),
    });
    Some(Rule { leaves: rule.leaves.clone(), scopes: Vec::new(), conjunctions: conjunctions.collect() })
}
