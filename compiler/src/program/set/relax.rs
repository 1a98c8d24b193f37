//! Relaxes rules for a set. The set's pass over an event cannot evaluate element scopes and field references, so the
//! set contains a relaxed rule without them. If the relaxed rule matches, the original rule is a candidate, and its own
//! program decides whether it matches.

use crate::rule::{Conjunction, Leaf, Rule};

/// Returns the rule without element scopes and without leaves that have field references, or `None` if the rule has
/// neither. The relaxed rule matches whenever the original rule matches.
pub(super) fn relaxed_rule(rule: &Rule) -> Option<Rule> {
    let names_fields: Vec<bool> = rule.leaves.iter().map(Leaf::has_field_ref).collect();
    if rule.scopes.is_empty() && !names_fields.contains(&true) {
        return None;
    }
    // Earlier leaves determine in which objects `exists: false` requires a field to be absent. If one of these leaves
    // is dropped, `exists: false` becomes stricter, so it is dropped too.
    let drops_leaves = names_fields.contains(&true);
    let is_kept = |leaf: &usize| !(names_fields[*leaf] || (drops_leaves && rule.leaves[*leaf].accepts_absence()));
    let conjunctions = rule.conjunctions.iter().map(|conjunction| Conjunction {
        leaves: conjunction.leaves.iter().copied().filter(is_kept).collect(),
        scopes: Vec::new(),
    });
    Some(Rule { leaves: rule.leaves.clone(), scopes: Vec::new(), conjunctions: conjunctions.collect() })
}
