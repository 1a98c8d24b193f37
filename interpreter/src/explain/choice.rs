//! The fields that a conjunction comes closest with.
//!
//! The reference looks for a field for every leaf. This looks for fields that leave as few leaves as possible without one, so
//! it finds what the oracle finds where there is something to find.

use crate::event::{Field, Membership, View};
use event_pattern_compiler::rule::Leaf;
use std::collections::BTreeSet;

/// How a leaf is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// By this field.
    Field(usize),
    /// By the absence of all fields.
    Absent,
    /// Not at all.
    Fails,
}

/// What failing costs. An element is known by its name, so of two that come as close the one with the right name is closer.
pub(super) const FAILURE: u64 = 1000;
const NAME: u64 = 1;
/// What it costs more if the leaf is known to hold.
const KNOWN: u64 = 1_000_000;

/// How many fields the search looks at for leaves that depend on one another. Hardly any event needs as many but those that
/// repeat keys to be difficult. Tests have fewer, to get there in a moment.
const MOST_LOOKS: usize = if cfg!(test) { 1000 } else { 5_000_000 };

/// A choice for the leaves.
pub(super) struct Choice {
    /// How each leaf is met, in their order.
    pub(super) outcomes: Vec<Outcome>,
    /// What the failing ones cost.
    pub(super) cost: u64,
    /// Whether there may be a better choice, because the search was given up.
    pub(super) is_unfinished: bool,
}

/// The best choice for the leaves. Those that are `known` to hold should go on holding.
pub(super) fn choose(leaves: &[&Leaf], known: &[bool], view: View<'_>) -> Choice {
    let mut choice = Choice { outcomes: vec![Outcome::Fails; leaves.len()], cost: 0, is_unfinished: false };
    for group in groups(leaves, view) {
        let is_known = |index: usize| known.get(index).copied().unwrap_or_default();
        let mut wanted: Vec<Wanted<'_>> =
            group.iter().map(|&index| Wanted::new(leaves[index], is_known(index), view)).collect();
        let mut certain = 0;
        for wanted in wanted.iter_mut().rev() {
            certain += wanted.certain_cost;
            wanted.certain_cost = certain;
        }
        let mut search = Search { wanted, view, looks: 0, best: (Vec::new(), u64::MAX) };
        search.choose(&mut Vec::new(), &mut Vec::new(), 0);
        let (best, cost) = search.best;
        group.iter().zip(best).for_each(|(&index, outcome)| choice.outcomes[index] = outcome);
        choice.cost += cost;
        choice.is_unfinished |= cost > certain && search.looks > MOST_LOOKS;
    }
    choice
}

/// The leaves whose fields sit in the same arrays, together.
fn groups(leaves: &[&Leaf], view: View<'_>) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Vec<usize>, BTreeSet<usize>)> = Vec::new();
    for (index, leaf) in leaves.iter().enumerate() {
        let memberships = view.element.fields_at(&leaf.path).flat_map(|field| &field.memberships);
        let arrays: BTreeSet<usize> = memberships.map(|membership| membership.array).collect();
        let (shared, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(_, other)| !other.is_disjoint(&arrays));
        let mut joined = (Vec::new(), arrays);
        for (members, arrays) in shared {
            joined.0.extend(members);
            joined.1.extend(arrays);
        }
        joined.0.push(index);
        groups = apart;
        groups.push(joined);
    }
    let sorted = |(mut members, _): (Vec<usize>, _)| {
        members.sort_unstable();
        members
    };
    groups.into_iter().map(sorted).collect()
}

/// A leaf and the fields that satisfy it.
struct Wanted<'l> {
    leaf: &'l Leaf,
    satisfying: Vec<usize>,
    /// What it costs if it fails.
    cost: u64,
    /// What it and all after it cost whatever is chosen.
    certain_cost: u64,
}

impl<'l> Wanted<'l> {
    fn new(leaf: &'l Leaf, is_known: bool, view: View<'_>) -> Self {
        let mut satisfying: Vec<usize> = Vec::new();
        let memberships = |number: &usize| -> &[Membership] { &view.element.fields[*number].memberships };
        for (number, field) in view.element.fields.iter().enumerate().filter(|(_, field)| field.path == leaf.path) {
            // Of fields in the same elements one is enough.
            let is_new = satisfying.iter().all(|other| memberships(other) != field.memberships);
            if is_new && view.accepting(leaf.alternatives.iter(), &field.value).is_some() {
                satisfying.push(number);
            }
        }
        let is_name = leaf.path.steps().len() > 1 && leaf.path.last_step() == "name";
        let cost = FAILURE + if is_name { NAME } else { 0 } + if is_known { KNOWN } else { 0 };
        let is_hopeless = satisfying.is_empty() && !leaf.accepts_absence();
        Self { leaf, satisfying, cost, certain_cost: if is_hopeless { cost } else { 0 } }
    }
}

struct Search<'l> {
    wanted: Vec<Wanted<'l>>,
    view: View<'l>,
    looks: usize,
    best: (Vec<Outcome>, u64),
}

impl Search<'_> {
    fn choose(&mut self, outcomes: &mut Vec<Outcome>, chosen: &mut Vec<usize>, cost: u64) {
        let Some(wanted) = self.wanted.get(outcomes.len()) else {
            if cost < self.best.1 {
                self.best = (outcomes.clone(), cost);
            }
            return;
        };
        self.looks += 1 + wanted.satisfying.len();
        let is_given_up = self.looks > MOST_LOOKS && !self.best.0.is_empty();
        if is_given_up || cost + wanted.certain_cost >= self.best.1 {
            return;
        }
        let failure = wanted.cost;
        let field = |number: usize| -> &Field { &self.view.element.fields[number] };
        let fits = |one: &Field| chosen.iter().all(|&other| one.is_consistent_with(field(other)));
        let candidates: Vec<usize> = wanted.satisfying.iter().copied().filter(|&number| fits(field(number))).collect();
        let is_absent = candidates.is_empty()
            && wanted.leaf.accepts_absence()
            && !self.view.element.fields_at(&wanted.leaf.path).any(fits);
        for number in candidates {
            chosen.push(number);
            self.with(Outcome::Field(number), outcomes, chosen, cost);
            chosen.pop();
        }
        if is_absent {
            self.with(Outcome::Absent, outcomes, chosen, cost);
        } else {
            self.with(Outcome::Fails, outcomes, chosen, cost + failure);
        }
    }

    fn with(&mut self, outcome: Outcome, outcomes: &mut Vec<Outcome>, chosen: &mut Vec<usize>, cost: u64) {
        outcomes.push(outcome);
        self.choose(outcomes, chosen, cost);
        outcomes.pop();
    }
}
