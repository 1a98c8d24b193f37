//! Whether two rules never match the same event.
//!
//! Values that differ do not keep rules apart by themselves: where an array may be, an event has both. So two conjunctions are
//! kept apart only by a field that has one value at most, or by one that one of them wants to be absent from the whole event.
//! Otherwise an event is made up that both match, with an element for each of them.

use super::Decision;
use super::catalogue::{Catalogue, Conjunct, PathId, PlacedLeaf};
use super::draft::{Draft, Element};
use super::is_shown;
use super::known::{Known, Setting, may_share_array};
use super::scope;
use super::value::Found;
use event_pattern_compiler::rule::Rule;
use event_pattern_interpreter::oracle;

/// Decides it for two rules. The event is one that both match.
pub(super) fn decide(one: &Rule, other: &Rule, setting: Setting) -> Decision {
    let catalogue = Catalogue::of(&[one, other], setting);
    let is_common = |text: &str| is_shown(text, |event| oracle::matches(one, event) && oracle::matches(other, event));
    let mut decision = Decision::Yes;
    for left in &catalogue.rules[0] {
        for right in &catalogue.rules[1] {
            if separator(&catalogue, left, right).is_some() {
                continue;
            }
            match events(&catalogue, left, right).find(|event| is_common(event)) {
                Some(event) => return Decision::No(event),
                None => decision = Decision::Unknown,
            }
        }
    }
    decision
}

/// A path that keeps two rules of a catalogue apart: the first one, if there are several combinations of `$or` branches.
pub(super) fn separator_of_rules(catalogue: &Catalogue, one: usize, other: usize) -> Option<PathId> {
    let mut first = None;
    for left in &catalogue.rules[one] {
        for right in &catalogue.rules[other] {
            let path = separator(catalogue, left, right)?;
            first = first.or(Some(path));
        }
    }
    first
}

/// A path that surely keeps two conjunctions apart.
fn separator(catalogue: &Catalogue, one: &Conjunct, other: &Conjunct) -> Option<PathId> {
    let never = |conjunct: &Conjunct| {
        conjunct.leaves.iter().find(|leaf| accepts_nothing(catalogue, leaf)).map(|leaf| leaf.path)
    };
    one.leaves
        .iter()
        .filter_map(|leaf| Some((leaf, other.leaf_at(leaf.path)?)))
        .find(|(left, right)| keep_apart(catalogue, (one, left), (other, right)))
        .map(|(leaf, _)| leaf.path)
        .or_else(|| never(one))
        .or_else(|| never(other))
}

/// Whether no event satisfies two leaves on one path, each in its conjunction.
fn keep_apart(
    catalogue: &Catalogue,
    (one, left): (&Conjunct, &PlacedLeaf),
    (other, right): (&Conjunct, &PlacedLeaf),
) -> bool {
    let accepts_absence = |leaf: &PlacedLeaf| catalogue.alternatives(leaf.leaf).accepts_absence();
    if accepts_absence(left) && accepts_absence(right) {
        return false;
    }
    let place = one.known.and(other.known).place(catalogue.path(left.path));
    if place.first_array.is_none() {
        return left.leaf != right.leaf && catalogue.common(left.leaf, right.leaf, place.domain) == Found::Nothing;
    }
    wants_absence(catalogue, one, left) || wants_absence(catalogue, other, right)
}

/// Whether a leaf holds only if the whole event has no field at its path.
fn wants_absence(catalogue: &Catalogue, conjunct: &Conjunct, leaf: &PlacedLeaf) -> bool {
    let path = catalogue.path(leaf.path);
    let earlier = conjunct.leaves.iter().take_while(|other| other.path != leaf.path);
    catalogue.alternatives(leaf.leaf).accepts_absence()
        && catalogue.value(leaf.leaf, leaf.place.domain) == Found::Nothing
        && !earlier.into_iter().any(|other| may_share_array(path, leaf.place, catalogue.path(other.path)))
}

fn accepts_nothing(catalogue: &Catalogue, leaf: &PlacedLeaf) -> bool {
    !catalogue.alternatives(leaf.leaf).accepts_absence()
        && catalogue.value(leaf.leaf, leaf.place.domain) == Found::Nothing
}

/// Events that both may match: with an element for each, and with as few arrays as can be.
fn events<'a>(catalogue: &'a Catalogue, one: &'a Conjunct, other: &'a Conjunct) -> impl Iterator<Item = String> + 'a {
    [true, false].into_iter().map(move |splits| {
        let known = one.known.and(other.known);
        let mut draft = Draft::default();
        for (number, (own, others)) in [(one, other), (other, one)].into_iter().enumerate() {
            let may_be_absent = |leaf: &PlacedLeaf| {
                let both = std::iter::once(leaf).chain(others.leaf_at(leaf.path));
                both.into_iter().all(|leaf| catalogue.alternatives(leaf.leaf).accepts_absence())
            };
            for leaf in &own.leaves {
                let path = catalogue.path(leaf.path);
                let place = known.place(path);
                let shared =
                    others.leaf_at(leaf.path).map(|other| catalogue.common(leaf.leaf, other.leaf, place.domain));
                let value = match shared {
                    Some(Found::Value(value)) => value,
                    // There is at most one, or both are content without.
                    Some(_) if place.first_array.is_none() || may_be_absent(leaf) => continue,
                    _ => match catalogue.value(leaf.leaf, place.domain) {
                        Found::Value(value) => value,
                        _ => continue,
                    },
                };
                let splits = splits || matches!(known, Known::Fields(_));
                let element = place.first_array.filter(|_| splits).map(|depth| Element { depth, number });
                draft.add(path, element, value);
            }
            scope::fill(&mut draft, &own.scopes, known);
        }
        draft.text()
    })
}
