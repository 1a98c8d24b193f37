//! Finds fields of an event that satisfy as many leaves of a conjunction as possible.
//!
//! The oracle needs a field for every leaf. This search minimises the number of leaves without a field, so it finds a
//! complete assignment whenever the oracle does.

use crate::event::{Field, Membership, View};
use event_pattern_compiler::rule::Leaf;
use std::collections::{BTreeSet, HashSet};

/// The outcome of a leaf: whether and how it is satisfied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeafOutcome {
    /// The field with this index satisfies the leaf.
    Field(usize),
    /// The absence of the field satisfies the leaf.
    Absent,
    /// The leaf is not satisfied.
    Fails,
}

/// Cost of a leaf that fails.
pub(super) const FAILURE_COST: u64 = 1000;
/// Additional cost if the leaf is a `name`. A name identifies an element, so among equally close elements, the element
/// with the right name is preferred.
const NAME_FAILURE_COST: u64 = 1;
/// Additional cost if the leaf is known to hold.
const KNOWN_LEAF_FAILURE_COST: u64 = 1_000_000;

/// Maximum number of steps for leaves that depend on each other. Only events that repeat keys excessively need more.
/// Tests use a smaller limit, which they can reach quickly.
const MAX_SEARCH_STEPS: usize = if cfg!(test) { 1000 } else { 5_000_000 };

/// An assignment of fields to leaves.
pub(super) struct Assignment {
    /// The outcome of each leaf, in the order of the leaves.
    pub(super) outcomes: Vec<LeafOutcome>,
    /// Total cost of the leaves that fail.
    pub(super) cost: u64,
    /// Whether a better assignment may exist because the search reached its limit.
    pub(super) is_unfinished: bool,
}

/// Returns the assignment with the lowest cost. Leaves that are known to hold are kept satisfied if possible.
pub(super) fn assign_fields(leaves: &[&Leaf], known_to_hold: &[bool], view: View<'_>) -> Assignment {
    let mut assignment = Assignment { outcomes: vec![LeafOutcome::Fails; leaves.len()], cost: 0, is_unfinished: false };
    for group in groups(leaves, view) {
        let is_known = |index: usize| known_to_hold.get(index).copied().unwrap_or_default();
        let mut group_leaves: Vec<SearchLeaf<'_>> =
            group.iter().map(|&index| SearchLeaf::new(leaves[index], is_known(index), view)).collect();
        let mut min_cost = 0;
        for leaf in group_leaves.iter_mut().rev() {
            min_cost += leaf.min_cost;
            leaf.min_cost = min_cost;
        }
        let mut search = Search { leaves: group_leaves, view, steps: 0, best: (Vec::new(), u64::MAX) };
        search.choose(&mut Vec::new(), &mut Vec::new(), 0);
        let (best, cost) = search.best;
        group.iter().zip(best).for_each(|(&index, outcome)| assignment.outcomes[index] = outcome);
        assignment.cost += cost;
        assignment.is_unfinished |= cost > min_cost && search.steps > MAX_SEARCH_STEPS;
    }
    assignment
}

/// Groups leaves whose fields share arrays. Returns the indices of the leaves in each group.
fn groups(leaves: &[&Leaf], view: View<'_>) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Vec<usize>, BTreeSet<usize>)> = Vec::new();
    for (index, leaf) in leaves.iter().enumerate() {
        let memberships = view.element.fields_at(&leaf.path).flat_map(|field| &field.memberships);
        let arrays: BTreeSet<usize> = memberships.map(|membership| membership.array).collect();
        let (shared, separate): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(_, other)| !other.is_disjoint(&arrays));
        let mut joined = (Vec::new(), arrays);
        for (members, arrays) in shared {
            joined.0.extend(members);
            joined.1.extend(arrays);
        }
        joined.0.push(index);
        groups = separate;
        groups.push(joined);
    }
    let sorted = |(mut members, _): (Vec<usize>, _)| {
        members.sort_unstable();
        members
    };
    groups.into_iter().map(sorted).collect()
}

/// A leaf and the fields that satisfy it.
struct SearchLeaf<'l> {
    leaf: &'l Leaf,
    satisfying: Vec<usize>,
    /// Cost if the leaf fails.
    cost: u64,
    /// Lower bound on the total cost of this leaf and all later leaves, whichever fields are chosen.
    min_cost: u64,
}

impl<'l> SearchLeaf<'l> {
    fn new(leaf: &'l Leaf, is_known: bool, view: View<'_>) -> Self {
        let mut satisfying: Vec<usize> = Vec::new();
        let mut elements: HashSet<&[Membership]> = HashSet::new();
        for (number, field) in view.element.fields.iter().enumerate().filter(|(_, field)| field.path == leaf.path) {
            // Fields in the same elements are interchangeable, so one of them is enough.
            let is_new = !elements.contains(field.memberships.as_slice());
            if is_new && view.accepting_filter(leaf.alternatives.iter(), &field.value).is_some() {
                elements.insert(&field.memberships);
                satisfying.push(number);
            }
        }
        let is_name = leaf.path.steps().len() > 1 && leaf.path.last_step() == "name";
        let cost = FAILURE_COST
            + if is_name { NAME_FAILURE_COST } else { 0 }
            + if is_known { KNOWN_LEAF_FAILURE_COST } else { 0 };
        let cannot_hold = satisfying.is_empty() && !leaf.accepts_absence();
        Self { leaf, satisfying, cost, min_cost: if cannot_hold { cost } else { 0 } }
    }
}

struct Search<'l> {
    leaves: Vec<SearchLeaf<'l>>,
    view: View<'l>,
    steps: usize,
    best: (Vec<LeafOutcome>, u64),
}

impl Search<'_> {
    fn choose(&mut self, outcomes: &mut Vec<LeafOutcome>, chosen: &mut Vec<usize>, cost: u64) {
        let Some(leaf) = self.leaves.get(outcomes.len()) else {
            if cost < self.best.1 {
                self.best = (outcomes.clone(), cost);
            }
            return;
        };
        self.steps += 1 + leaf.satisfying.len();
        let is_over_limit = self.steps > MAX_SEARCH_STEPS && !self.best.0.is_empty();
        if is_over_limit || cost + leaf.min_cost >= self.best.1 {
            return;
        }
        let failure = leaf.cost;
        let field = |number: usize| -> &Field { &self.view.element.fields[number] };
        let is_consistent = |candidate: &Field| chosen.iter().all(|&other| candidate.is_consistent_with(field(other)));
        let candidates: Vec<usize> =
            leaf.satisfying.iter().copied().filter(|&number| is_consistent(field(number))).collect();
        let is_absent = candidates.is_empty()
            && leaf.leaf.accepts_absence()
            && !self.view.element.fields_at(&leaf.leaf.path).any(is_consistent);
        for number in candidates {
            chosen.push(number);
            self.continue_with(LeafOutcome::Field(number), outcomes, chosen, cost);
            chosen.pop();
        }
        if is_absent {
            self.continue_with(LeafOutcome::Absent, outcomes, chosen, cost);
        } else {
            self.continue_with(LeafOutcome::Fails, outcomes, chosen, cost + failure);
        }
    }

    fn continue_with(
        &mut self,
        outcome: LeafOutcome,
        outcomes: &mut Vec<LeafOutcome>,
        chosen: &mut Vec<usize>,
        cost: u64,
    ) {
        outcomes.push(outcome);
        self.choose(outcomes, chosen, cost);
        outcomes.pop();
    }
}
