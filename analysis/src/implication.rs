//! Whether one rule implies another.
//!
//! An event without arrays is a choice of a value, or of none, for every path. On such events a conjunction is a box, which
//! lets certain values through at each path, and implication means that a box is covered by others: [`Cover`] decides that.
//! What holds for them holds for all events if a conjunction that covers can choose the same fields, which `carries_over`
//! tells: a plain one without `exists: false` always can. That a rule does not imply another is shown by an event.

use super::catalogue::{Catalogue, Conjunct, LeafId, PathId, PlacedLeaf};
use super::draft::{Draft, Element};
use super::known::{Known, Place, Setting, may_share_array};
use super::scope;
use super::value::{Domain, Effort, Found};
use super::{Decision, is_shown};
use event_pattern_compiler::json::Scalar;
use event_pattern_compiler::rule::{FieldPath, Rule};
use event_pattern_interpreter::oracle;
use std::collections::BTreeMap;

/// Decides it for two rules.
pub(super) fn decide(one: &Rule, other: &Rule, setting: Setting) -> Decision {
    let catalogue = Catalogue::of(&[one, other], setting);
    decide_among(&catalogue, (0, one), (1, other))
}

/// Decides it for two rules of a catalogue, each with its number.
pub(super) fn decide_among(catalogue: &Catalogue, one: (usize, &Rule), other: (usize, &Rule)) -> Decision {
    let wide = &catalogue.rules[other.0];
    let is_counterexample =
        |text: &str| is_shown(text, |event| oracle::matches(one.1, event) && !oracle::matches(other.1, event));
    let mut decision = Decision::Yes;
    for narrow in &catalogue.rules[one.0] {
        match decide_conjunct(catalogue, narrow, wide, &is_counterexample) {
            Decision::No(event) => return Decision::No(event),
            Decision::Unknown => decision = Decision::Unknown,
            Decision::Yes => {}
        }
    }
    decision
}

/// Whether it is certain for two rules of a catalogue. No event is looked for.
pub(super) fn is_certain(catalogue: &Catalogue, one: usize, other: usize) -> bool {
    catalogue.rules[one].iter().all(|narrow| {
        let carrying: Vec<&Conjunct> =
            catalogue.rules[other].iter().filter(|wide| carries_over(catalogue, narrow, wide)).collect();
        Cover::new(catalogue, narrow, &carrying).run(&carrying) == Covered::Yes
    })
}

fn decide_conjunct(
    catalogue: &Catalogue,
    narrow: &Conjunct,
    wide: &[Conjunct],
    is_counterexample: &dyn Fn(&str) -> bool,
) -> Decision {
    let carrying: Vec<&Conjunct> = wide.iter().filter(|wide| carries_over(catalogue, narrow, wide)).collect();
    let all: Vec<&Conjunct> = wide.iter().collect();
    for conjuncts in [&carrying, &all] {
        let covered = Cover::new(catalogue, narrow, conjuncts).run(conjuncts);
        if covered == Covered::Yes && conjuncts.len() == carrying.len() {
            return Decision::Yes;
        }
        if let Covered::No(fields) = covered {
            let event = draft(catalogue, narrow, &fields).text();
            if is_counterexample(&event) {
                return Decision::No(event);
            }
        }
    }
    match with_another_element(catalogue, narrow, &all).find(|event| is_counterexample(event)) {
        Some(event) => Decision::No(event),
        None => Decision::Unknown,
    }
}

/// Whether fields that satisfy one conjunction satisfy another one on any event if they do so on events without arrays.
///
/// The other one chooses the same fields, where it asks for no more paths, or for such as no other field is in an array
/// with. Its `exists: false` must look at the same elements, which those are that earlier paths have settled.
fn carries_over(catalogue: &Catalogue, narrow: &Conjunct, wide: &Conjunct) -> bool {
    let is_alone = |leaf: &PlacedLeaf, among: &Conjunct| {
        let path = catalogue.path(leaf.path);
        let place = narrow.known.place(path);
        !among
            .leaves
            .iter()
            .any(|other| other.path != leaf.path && may_share_array(path, place, catalogue.path(other.path)))
    };
    let leaves_carry = wide.leaves.iter().all(|leaf| {
        let Some(position) = narrow.leaves.iter().position(|own| own.path == leaf.path) else {
            return is_alone(leaf, narrow) && is_alone(leaf, wide);
        };
        let own = &narrow.leaves[position];
        let absent = [own, leaf].iter().all(|leaf| catalogue.alternatives(leaf.leaf).accepts_absence());
        let settles_more = |earlier: &PlacedLeaf| {
            wide.leaf_at(earlier.path).is_none()
                && may_share_array(catalogue.path(leaf.path), own.place, catalogue.path(earlier.path))
        };
        !(absent && narrow.leaves[..position].iter().any(settles_more))
    });
    leaves_carry && scope::are_implied(&narrow.scopes, &wide.scopes, narrow.known)
}

/// Whether a box is covered by others.
#[derive(Debug, Clone, PartialEq)]
enum Covered {
    Yes,
    /// These fields are in the box and in none of the others.
    No(Vec<(PathId, Option<Scalar>)>),
    Unknown,
}

/// How much effort a box is.
const STEPS_OF_A_BOX: usize = 30;

/// How many boxes are looked at.
const MOST_BOXES: usize = 2_000;

/// What a box lets through at a path.
struct Side {
    /// The leaf, or none if anything is let through.
    leaf: Option<LeafId>,
    place: Place,
    /// What has been taken out.
    unwanted: Vec<LeafId>,
}

/// A choice for a path.
enum Choice {
    Nothing,
    Field(Option<Scalar>),
    Unknown,
}

/// The part of a box that is not covered yet.
struct Cover<'c, 'r> {
    catalogue: &'c Catalogue<'r>,
    sides: BTreeMap<PathId, Side>,
    /// How many more boxes are looked at.
    boxes: Effort,
}

impl<'c, 'r> Cover<'c, 'r> {
    fn new(catalogue: &'c Catalogue<'r>, narrow: &Conjunct, wide: &[&Conjunct]) -> Self {
        let side = |leaf: Option<LeafId>, place: Place| Side { leaf, place, unwanted: Vec::new() };
        let mut sides: BTreeMap<PathId, Side> =
            narrow.leaves.iter().map(|leaf| (leaf.path, side(Some(leaf.leaf), leaf.place))).collect();
        for leaf in wide.iter().flat_map(|wide| &wide.leaves) {
            let place = || narrow.known.place(catalogue.path(leaf.path));
            sides.entry(leaf.path).or_insert_with(|| side(None, place()));
        }
        Self { catalogue, sides, boxes: Effort::new(MOST_BOXES) }
    }

    fn run(mut self, wide: &[&Conjunct]) -> Covered {
        let is_empty = self.sides.keys().any(|&path| matches!(self.choose(path), Choice::Nothing));
        if is_empty { Covered::Yes } else { self.cover(wide) }
    }

    /// Takes one box after the other out. What is left outside of it at one of the paths must be covered by the rest.
    fn cover(&mut self, wide: &[&Conjunct]) -> Covered {
        let Some((first, rest)) = wide.split_first() else { return self.remaining() };
        if !self.boxes.spend(1) || !self.catalogue.effort.spend(STEPS_OF_A_BOX) {
            return Covered::Unknown;
        }
        let mut covered = Covered::Yes;
        for leaf in &first.leaves {
            self.take(leaf.path, leaf.leaf);
            let outside = match self.choose(leaf.path) {
                Choice::Nothing => Covered::Yes,
                Choice::Field(_) | Choice::Unknown => self.cover(rest),
            };
            self.put_back(leaf.path);
            match outside {
                Covered::Yes => {}
                Covered::Unknown => covered = Covered::Unknown,
                Covered::No(fields) => return Covered::No(fields),
            }
        }
        covered
    }

    fn take(&mut self, path: PathId, leaf: LeafId) {
        if let Some(side) = self.sides.get_mut(&path) {
            side.unwanted.push(leaf);
        }
    }

    fn put_back(&mut self, path: PathId) {
        if let Some(side) = self.sides.get_mut(&path) {
            side.unwanted.pop();
        }
    }

    fn choose(&self, path: PathId) -> Choice {
        let Some(Side { leaf, place, unwanted }) = self.sides.get(&path) else { return Choice::Nothing };
        let accepts_absence = |leaf: &LeafId| self.catalogue.alternatives(*leaf).accepts_absence();
        let may_be_absent = leaf.iter().all(accepts_absence) && !unwanted.iter().any(accepts_absence);
        let found = match leaf {
            None if may_be_absent => return Choice::Field(None),
            None => self.catalogue.any_difference(None, unwanted, place.domain),
            Some(leaf) => self.catalogue.difference(*leaf, unwanted, place.domain),
        };
        match found {
            Found::Value(value) => Choice::Field(Some(value)),
            _ if may_be_absent => Choice::Field(None),
            Found::Nothing => Choice::Nothing,
            Found::Unknown => Choice::Unknown,
        }
    }

    /// Fields of the part that is left.
    fn remaining(&self) -> Covered {
        let mut fields = Vec::new();
        for &path in self.sides.keys() {
            match self.choose(path) {
                Choice::Field(field) => fields.push((path, field)),
                Choice::Nothing => return Covered::Yes,
                Choice::Unknown => return Covered::Unknown,
            }
        }
        Covered::No(fields)
    }
}

/// The event with these fields. Arrays stand where they are known to be, each with one element.
fn draft(catalogue: &Catalogue, narrow: &Conjunct, fields: &[(PathId, Option<Scalar>)]) -> Draft {
    let mut draft = Draft::default();
    for (path, value) in fields {
        let path = catalogue.path(*path);
        if let Some(value) = value {
            draft.add(path, element(narrow.known, path, 0), value.clone());
        }
    }
    scope::fill(&mut draft, &narrow.scopes, narrow.known);
    draft
}

fn element(known: Known, path: &FieldPath, number: usize) -> Option<Element> {
    match known {
        Known::Fields(_) => known.place(path).first_array.map(|depth| Element { depth, number }),
        Known::Envelope | Known::Nothing => None,
    }
}

/// Events with a second element, which has one of the fields that another conjunction wants to be absent.
fn with_another_element<'a>(
    catalogue: &'a Catalogue,
    narrow: &'a Conjunct,
    wide: &'a [&Conjunct],
) -> impl Iterator<Item = String> + 'a {
    let absent = |leaf: &&PlacedLeaf| catalogue.alternatives(leaf.leaf).accepts_absence();
    wide.iter().flat_map(|wide| &wide.leaves).filter(absent).filter_map(move |leaf| {
        let path = catalogue.path(leaf.path);
        let depth = narrow.known.place(path).first_array?;
        let value = match catalogue.any_difference(None, &[leaf.leaf], Domain::EVERYTHING) {
            Found::Value(value) => value,
            _ => Scalar::Boolean(true),
        };
        let mut draft = Draft::default();
        for own in &narrow.leaves {
            let own_path = catalogue.path(own.path);
            let is_beside = may_share_array(own_path, own.place, path);
            if let Found::Value(value) = catalogue.value(own.leaf, own.place.domain) {
                draft.add(own_path, is_beside.then_some(Element { depth, number: 0 }), value);
            }
        }
        scope::fill(&mut draft, &narrow.scopes, narrow.known);
        draft.add(path, Some(Element { depth, number: 1 }), value);
        Some(draft.text())
    })
}

/// Fields that satisfy a conjunction, on an event without arrays.
pub(super) fn sample(catalogue: &Catalogue, conjunct: &Conjunct) -> Option<Vec<(PathId, Option<Scalar>)>> {
    match Cover::new(catalogue, conjunct, &[]).remaining() {
        Covered::No(fields) => Some(fields),
        Covered::Yes | Covered::Unknown => None,
    }
}

/// Fields that satisfy a rule, on an event without arrays; none if that is not simple.
pub(super) fn sample_of(rule: &Rule, setting: Setting) -> Vec<(FieldPath, Scalar)> {
    let catalogue = Catalogue::of(&[rule], setting);
    let fields = catalogue.rules[0].iter().find_map(|conjunct| sample(&catalogue, conjunct)).unwrap_or_default();
    let there = fields.into_iter().filter_map(|(path, value)| Some((catalogue.path(path).clone(), value?)));
    there.collect()
}

/// Whether it is certain for two rules.
pub(super) fn is_certain_for(one: &Rule, other: &Rule, setting: Setting) -> bool {
    is_certain(&Catalogue::of(&[one, other], setting), 0, 1)
}
