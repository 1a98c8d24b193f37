//! Finds the lists of alternatives that EventBridge evaluates together, and whose wildcards are too complex together.
//!
//! The sources of EventBridge's engine show how it combines the branches of `$or`. It tests the fields of each
//! combination in the order of their paths. A list for the first field leads to a state, from where the next field is
//! tested, and so on. A filter that an earlier combination also has in the same place leads to the state of that
//! combination. So the lists for a field are joined if the combinations share a filter for every field before it, and
//! are kept apart otherwise.

use super::Rule;
use crate::limits::MAX_WILDCARD_COMPLEXITY;
use crate::pattern::Filter;
use crate::pattern::filter::wildcard_complexity::complexity;
use std::collections::HashMap;

/// Maximum number of times that a list is added to a state. The remaining lists are ignored.
const MAX_ADDED_LISTS: usize = 100_000;

/// The lists for one field that are tested in the same state.
struct Joined<'r> {
    /// Indices into [`Rule::leaves`], without duplicates.
    leaves: Vec<usize>,
    /// The state that each filter leads to.
    next: HashMap<&'r Filter, usize>,
}

/// Returns the groups of joined lists whose wildcards are too complex for EventBridge, as indices into [`Rule::leaves`]
/// in ascending order. Lists without wildcards are not included.
pub(crate) fn too_complex_lists(rule: &Rule) -> Vec<Vec<usize>> {
    let has_wildcards =
        |leaf: &usize| rule.leaves[*leaf].alternatives.iter().any(|filter| !filter.wildcards().is_empty());
    if !(0..rule.leaves.len()).any(|leaf| has_wildcards(&leaf)) {
        return Vec::new();
    }
    let mut groups = joined_lists(rule);
    for group in &mut groups {
        group.retain(has_wildcards);
        group.sort_unstable();
    }
    groups.retain(|group| {
        let filters: Vec<&Filter> = group.iter().flat_map(|&leaf| &rule.leaves[leaf].alternatives).collect();
        complexity(&filters) > MAX_WILDCARD_COMPLEXITY
    });
    groups
}

/// Returns the groups of joined lists.
fn joined_lists(rule: &Rule) -> Vec<Vec<usize>> {
    let mut states: Vec<Vec<Joined<'_>>> = vec![Vec::new()];
    let mut added = 0;
    for conjunction in &rule.conjunctions {
        let mut open = vec![(0, 0)];
        while let Some((state, field)) = open.pop() {
            let Some(&leaf) = conjunction.leaves.get(field) else { continue };
            added += 1;
            if added > MAX_ADDED_LISTS {
                break;
            }
            for next in add(rule, leaf, state, &mut states) {
                open.push((next, field + 1));
            }
        }
    }
    states.into_iter().flatten().map(|joined| joined.leaves).collect()
}

/// Adds a list to a state. Returns the states that its filters lead to.
fn add<'r>(rule: &'r Rule, leaf: usize, state: usize, states: &mut Vec<Vec<Joined<'r>>>) -> Vec<usize> {
    let path = |leaf: usize| &rule.leaves[leaf].path;
    let existing = states[state].iter().position(|joined| path(joined.leaves[0]) == path(leaf));
    let field = existing.unwrap_or(states[state].len());
    if existing.is_none() {
        states[state].push(Joined { leaves: Vec::new(), next: HashMap::new() });
    }
    if !states[state][field].leaves.contains(&leaf) {
        states[state][field].leaves.push(leaf);
    }
    let mut reached = Vec::new();
    for filter in &rule.leaves[leaf].alternatives {
        // A filter that is new in this place leads to the same state as the filter before it in the list.
        let new = reached.last().copied().unwrap_or(states.len());
        let next = *states[state][field].next.entry(filter).or_insert(new);
        if next == states.len() {
            states.push(Vec::new());
        }
        reached.push(next);
    }
    reached.sort_unstable();
    reached.dedup();
    reached
}
