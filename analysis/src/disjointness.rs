//! Decides whether two rules never match the same event.
//!
//! Different values alone do not make two rules disjoint: if a path may go through an array, one event can have both
//! values. Two conjunctions are proved disjoint only by a field that has at most one value, or by a field that one of
//! them requires to be absent from the whole event. Otherwise, the analysis builds an event with one array element for
//! each conjunction and checks whether both rules match it.

use super::Proof;
use super::event_shape::{Assumptions, EventShape, may_share_array};
use super::interner::{ConjunctionLeaf, InternedConjunction, InternedRules, PathId};
use super::is_witness;
use super::scope;
use super::value::SearchResult;
use super::witness::{Element, Witness};
use event_pattern_compiler::rule::Rule;
use event_pattern_interpreter::oracle;

/// Decides whether two rules are disjoint. A refutation contains an event that both rules match.
pub(super) fn decide(one: &Rule, other: &Rule, assumptions: Assumptions<'_>) -> Proof {
    let interned = InternedRules::of(&[one, other], assumptions);
    let is_common = |text: &str| is_witness(text, |event| oracle::matches(one, event) && oracle::matches(other, event));
    let mut proof = Proof::Proved;
    for left in &interned.rules[0] {
        for right in &interned.rules[1] {
            if separating_path(&interned, left, right).is_some() {
                continue;
            }
            match candidate_events(&interned, left, right).find(|event| is_common(event)) {
                Some(event) => return Proof::Refuted(event),
                None => proof = Proof::Unknown,
            }
        }
    }
    proof
}

/// Returns a path that separates two interned rules. If the rules have several conjunctions, this is the path that
/// separates the first pair of conjunctions.
pub(super) fn separating_path_of_rules(interned: &InternedRules, one: usize, other: usize) -> Option<PathId> {
    let mut first = None;
    for left in &interned.rules[one] {
        for right in &interned.rules[other] {
            let path = separating_path(interned, left, right)?;
            first = first.or(Some(path));
        }
    }
    first
}

/// Returns a path at which no event can satisfy both conjunctions.
fn separating_path(interned: &InternedRules, one: &InternedConjunction, other: &InternedConjunction) -> Option<PathId> {
    let never = |conjunction: &InternedConjunction| {
        conjunction.leaves.iter().find(|leaf| accepts_nothing(interned, leaf)).map(|leaf| leaf.path)
    };
    one.leaves
        .iter()
        .filter_map(|leaf| Some((leaf, other.leaf_at(leaf.path)?)))
        .find(|(left, right)| are_exclusive(interned, (one, left), (other, right)))
        .map(|(leaf, _)| leaf.path)
        .or_else(|| never(one))
        .or_else(|| never(other))
}

/// Whether two leaves at the same path, each as part of its conjunction, are proved to exclude each other.
fn are_exclusive(
    interned: &InternedRules,
    (one, left): (&InternedConjunction, &ConjunctionLeaf),
    (other, right): (&InternedConjunction, &ConjunctionLeaf),
) -> bool {
    let accepts_absence = |leaf: &ConjunctionLeaf| interned.alternatives(leaf.leaf).accepts_absence();
    if accepts_absence(left) && accepts_absence(right) {
        return false;
    }
    let shape = one.event_shape.and(other.event_shape).at(interned.path(left.path));
    if shape.first_array_depth.is_none() {
        return left.leaf != right.leaf && interned.common(left.leaf, right.leaf, shape.domain) == SearchResult::None;
    }
    requires_absence(interned, one, left) || requires_absence(interned, other, right)
}

/// Whether a leaf is satisfied only by events that have no field at its path.
fn requires_absence(interned: &InternedRules, conjunction: &InternedConjunction, leaf: &ConjunctionLeaf) -> bool {
    let path = interned.path(leaf.path);
    let earlier = conjunction.leaves.iter().take_while(|other| other.path != leaf.path);
    interned.alternatives(leaf.leaf).accepts_absence()
        && interned.value(leaf.leaf, leaf.shape.domain) == SearchResult::None
        && !earlier.into_iter().any(|other| may_share_array(path, leaf.shape, interned.path(other.path)))
}

fn accepts_nothing(interned: &InternedRules, leaf: &ConjunctionLeaf) -> bool {
    !interned.alternatives(leaf.leaf).accepts_absence()
        && interned.value(leaf.leaf, leaf.shape.domain) == SearchResult::None
}

/// Returns two events that may satisfy both conjunctions: the first has a separate array element for each conjunction,
/// and the second has as few arrays as possible.
fn candidate_events<'a>(
    interned: &'a InternedRules,
    one: &'a InternedConjunction,
    other: &'a InternedConjunction,
) -> impl Iterator<Item = String> + 'a {
    [true, false].into_iter().map(move |separate_elements| {
        let event_shape = one.event_shape.and(other.event_shape);
        let mut witness = Witness::default();
        for (number, (own, others)) in [(one, other), (other, one)].into_iter().enumerate() {
            let may_be_absent = |leaf: &ConjunctionLeaf| {
                let both = std::iter::once(leaf).chain(others.leaf_at(leaf.path));
                both.into_iter().all(|leaf| interned.alternatives(leaf.leaf).accepts_absence())
            };
            for leaf in &own.leaves {
                let path = interned.path(leaf.path);
                let shape = event_shape.at(path);
                let common =
                    others.leaf_at(leaf.path).map(|other| interned.common(leaf.leaf, other.leaf, shape.domain));
                let value = match common {
                    Some(SearchResult::Value(value)) => value,
                    // The path can have only one value, or both leaves accept absence.
                    Some(_) if shape.first_array_depth.is_none() || may_be_absent(leaf) => continue,
                    _ => match interned.value(leaf.leaf, shape.domain) {
                        SearchResult::Value(value) => value,
                        _ => continue,
                    },
                };
                let separate_elements = separate_elements || matches!(event_shape, EventShape::Fields(_));
                let element =
                    shape.first_array_depth.filter(|_| separate_elements).map(|depth| Element { depth, number });
                witness.add(path, element, value);
            }
            scope::add_elements(&mut witness, &own.scopes, event_shape);
        }
        witness.to_json()
    })
}
