//! Decides whether one rule implies another.
//!
//! On an event without arrays, each path has one value or none. For such events, a conjunction is a box: a set of
//! accepted values for each path. `narrow` implies `wide` if the boxes of `wide` cover each box of `narrow`, which
//! [`CoverCheck`] decides. The result also holds for events with arrays if the covering conjunctions can choose the
//! same fields as `narrow`, which `carries_over` checks; a conjunction of plain conditions without `exists: false`
//! can always choose them. A counterexample proves that a rule does not imply another.

use super::event_shape::{Assumptions, EventShape, PathShape, may_share_array};
use super::interner::{ConjunctionLeaf, InternedConjunction, InternedRules, LeafId, PathId};
use super::scope;
use super::value::{Domain, SearchResult, StepBudget};
use super::witness::{Element, Witness};
use super::{Proof, is_witness};
use event_pattern_compiler::json::Scalar;
use event_pattern_compiler::rule::{FieldPath, Rule};
use event_pattern_interpreter::oracle;
use std::collections::BTreeMap;

/// Decides whether `narrow` implies `wide`.
pub(super) fn decide(narrow: &Rule, wide: &Rule, assumptions: Assumptions<'_>) -> Proof {
    let interned = InternedRules::of(&[narrow, wide], assumptions);
    decide_interned(&interned, (0, narrow), (1, wide))
}

/// Decides whether `narrow` implies `wide`, each given as a rule and its index in the interned rules.
fn decide_interned(
    interned: &InternedRules,
    (narrow, narrow_rule): (usize, &Rule),
    (wide, wide_rule): (usize, &Rule),
) -> Proof {
    let wide = &interned.rules[wide];
    let is_counterexample = |text: &str| {
        is_witness(text, |event| oracle::matches(narrow_rule, event) && !oracle::matches(wide_rule, event))
    };
    let mut proof = Proof::Proved;
    for narrow in &interned.rules[narrow] {
        match decide_conjunction(interned, narrow, wide, &is_counterexample) {
            Proof::Refuted(event) => return Proof::Refuted(event),
            Proof::Unknown => proof = Proof::Unknown,
            Proof::Proved => {}
        }
    }
    proof
}

/// Whether an interned rule is proved to imply another. Does not look for a counterexample.
pub(super) fn is_proved(interned: &InternedRules, narrow: usize, wide: usize) -> bool {
    interned.rules[narrow].iter().all(|narrow| {
        let carrying: Vec<&InternedConjunction> =
            interned.rules[wide].iter().filter(|wide| carries_over(interned, narrow, wide)).collect();
        CoverCheck::new(interned, narrow, &carrying).run(&carrying) == Coverage::Complete
    })
}

fn decide_conjunction(
    interned: &InternedRules,
    narrow: &InternedConjunction,
    wide: &[InternedConjunction],
    is_counterexample: &dyn Fn(&str) -> bool,
) -> Proof {
    let carrying: Vec<&InternedConjunction> = wide.iter().filter(|wide| carries_over(interned, narrow, wide)).collect();
    let all: Vec<&InternedConjunction> = wide.iter().collect();
    for conjunctions in [&carrying, &all] {
        let coverage = CoverCheck::new(interned, narrow, conjunctions).run(conjunctions);
        if coverage == Coverage::Complete && conjunctions.len() == carrying.len() {
            return Proof::Proved;
        }
        if let Coverage::Incomplete(fields) = coverage {
            let event = build_witness(interned, narrow, &fields).to_json();
            if is_counterexample(&event) {
                return Proof::Refuted(event);
            }
        }
    }
    match with_another_element(interned, narrow, &all).find(|event| is_counterexample(event)) {
        Some(event) => Proof::Refuted(event),
        None => Proof::Unknown,
    }
}

/// Whether an implication that holds for events without arrays also holds for events with arrays.
///
/// It does if `wide` can choose the same fields as `narrow`: the additional paths of `wide` must share no array with
/// other fields, and each `exists: false` of `wide` must refer to the same array elements as in `narrow`, which are the
/// elements that contain the fields chosen for earlier paths.
fn carries_over(interned: &InternedRules, narrow: &InternedConjunction, wide: &InternedConjunction) -> bool {
    let shares_no_array = |leaf: &ConjunctionLeaf, among: &InternedConjunction| {
        let path = interned.path(leaf.path);
        let shape = narrow.event_shape.at(path);
        !among
            .leaves
            .iter()
            .any(|other| other.path != leaf.path && may_share_array(path, shape, interned.path(other.path)))
    };
    let leaves_carry_over = wide.leaves.iter().all(|leaf| {
        let Some(position) = narrow.leaves.iter().position(|own| own.path == leaf.path) else {
            return shares_no_array(leaf, narrow) && shares_no_array(leaf, wide);
        };
        let own = &narrow.leaves[position];
        let absent = [own, leaf].iter().all(|leaf| interned.alternatives(leaf.leaf).accepts_absence());
        let constrains_element = |earlier: &ConjunctionLeaf| {
            wide.leaf_at(earlier.path).is_none()
                && may_share_array(interned.path(leaf.path), own.shape, interned.path(earlier.path))
        };
        !(absent && narrow.leaves[..position].iter().any(constrains_element))
    });
    leaves_carry_over && scope::are_implied(&narrow.scopes, &wide.scopes, narrow.event_shape)
}

/// The result of a [`CoverCheck`].
#[derive(Debug, Clone, PartialEq)]
enum Coverage {
    Complete,
    /// An event with these fields is in the box and in none of the covering boxes.
    Incomplete(Vec<(PathId, Option<Scalar>)>),
    Unknown,
}

/// Number of steps that a comparison with one box costs.
const STEPS_PER_BOX: usize = 30;

/// Maximum number of box comparisons in one check.
const MAX_BOXES: usize = 2_000;

/// The values of a box at one path that are not covered yet.
struct PathConstraint {
    /// The leaf whose values the box accepts; `None` if it accepts all values.
    leaf: Option<LeafId>,
    shape: PathShape,
    /// Leaves of covering boxes; the values that they accept are excluded.
    excluded: Vec<LeafId>,
}

/// The result of choosing a field for a path.
enum PathChoice {
    None,
    Field(Option<Scalar>),
    Unknown,
}

/// Checks whether a list of boxes covers one box, by subtracting the boxes of the list one at a time.
struct CoverCheck<'c, 'r> {
    interned: &'c InternedRules<'r>,
    constraints: BTreeMap<PathId, PathConstraint>,
    /// The remaining number of box comparisons.
    boxes: StepBudget,
}

impl<'c, 'r> CoverCheck<'c, 'r> {
    fn new(interned: &'c InternedRules<'r>, narrow: &InternedConjunction, wide: &[&InternedConjunction]) -> Self {
        let constraint = |leaf: Option<LeafId>, shape: PathShape| PathConstraint { leaf, shape, excluded: Vec::new() };
        let mut constraints: BTreeMap<PathId, PathConstraint> =
            narrow.leaves.iter().map(|leaf| (leaf.path, constraint(Some(leaf.leaf), leaf.shape))).collect();
        for leaf in wide.iter().flat_map(|wide| &wide.leaves) {
            let shape = || narrow.event_shape.at(interned.path(leaf.path));
            constraints.entry(leaf.path).or_insert_with(|| constraint(None, shape()));
        }
        Self { interned, constraints, boxes: StepBudget::new(MAX_BOXES) }
    }

    fn run(mut self, wide: &[&InternedConjunction]) -> Coverage {
        let is_empty = self.constraints.keys().any(|&path| matches!(self.choose(path), PathChoice::None));
        if is_empty { Coverage::Complete } else { self.check(wide) }
    }

    /// Subtracts the first box of `wide`. Each remaining part is outside the first box at one path, and the other boxes
    /// must cover all of these parts.
    fn check(&mut self, wide: &[&InternedConjunction]) -> Coverage {
        let Some((first, rest)) = wide.split_first() else { return self.choose_remaining() };
        if !self.boxes.spend(1) || !self.interned.budget.spend(STEPS_PER_BOX) {
            return Coverage::Unknown;
        }
        let mut coverage = Coverage::Complete;
        for leaf in &first.leaves {
            self.exclude(leaf.path, leaf.leaf);
            let outside = match self.choose(leaf.path) {
                PathChoice::None => Coverage::Complete,
                PathChoice::Field(_) | PathChoice::Unknown => self.check(rest),
            };
            self.readmit(leaf.path);
            match outside {
                Coverage::Complete => {}
                Coverage::Unknown => coverage = Coverage::Unknown,
                Coverage::Incomplete(fields) => return Coverage::Incomplete(fields),
            }
        }
        coverage
    }

    fn exclude(&mut self, path: PathId, leaf: LeafId) {
        if let Some(constraint) = self.constraints.get_mut(&path) {
            constraint.excluded.push(leaf);
        }
    }

    fn readmit(&mut self, path: PathId) {
        if let Some(constraint) = self.constraints.get_mut(&path) {
            constraint.excluded.pop();
        }
    }

    fn choose(&self, path: PathId) -> PathChoice {
        let Some(PathConstraint { leaf, shape, excluded }) = self.constraints.get(&path) else {
            return PathChoice::None;
        };
        let accepts_absence = |leaf: &LeafId| self.interned.alternatives(*leaf).accepts_absence();
        let may_be_absent = leaf.iter().all(accepts_absence) && !excluded.iter().any(accepts_absence);
        let found = match leaf {
            None if may_be_absent => return PathChoice::Field(None),
            None => self.interned.any_difference(None, excluded, shape.domain),
            Some(leaf) => self.interned.difference(*leaf, excluded, shape.domain),
        };
        match found {
            SearchResult::Value(value) => PathChoice::Field(Some(value)),
            _ if may_be_absent => PathChoice::Field(None),
            SearchResult::None => PathChoice::None,
            SearchResult::Unknown => PathChoice::Unknown,
        }
    }

    /// Chooses the fields of an event in the remaining part of the box.
    fn choose_remaining(&self) -> Coverage {
        let mut fields = Vec::new();
        for &path in self.constraints.keys() {
            match self.choose(path) {
                PathChoice::Field(field) => fields.push((path, field)),
                PathChoice::None => return Coverage::Complete,
                PathChoice::Unknown => return Coverage::Unknown,
            }
        }
        Coverage::Incomplete(fields)
    }
}

/// Builds an event with these fields. Each array in the shape of the event gets one element.
fn build_witness(
    interned: &InternedRules,
    narrow: &InternedConjunction,
    fields: &[(PathId, Option<Scalar>)],
) -> Witness {
    let mut witness = Witness::default();
    for (path, value) in fields {
        let path = interned.path(*path);
        if let Some(value) = value {
            witness.add(path, element(narrow.event_shape, path, 0), value.clone());
        }
    }
    scope::add_elements(&mut witness, &narrow.scopes, narrow.event_shape);
    witness
}

fn element(event_shape: EventShape<'_>, path: &FieldPath, number: usize) -> Option<Element> {
    match event_shape {
        EventShape::Fields(_) => event_shape.at(path).first_array_depth.map(|depth| Element { depth, number }),
        EventShape::Envelope | EventShape::AnyObject => None,
    }
}

/// Returns events with a second array element, which has a field that a conjunction of `wide` requires to be absent.
fn with_another_element<'a>(
    interned: &'a InternedRules,
    narrow: &'a InternedConjunction,
    wide: &'a [&InternedConjunction],
) -> impl Iterator<Item = String> + 'a {
    let absent = |leaf: &&ConjunctionLeaf| interned.alternatives(leaf.leaf).accepts_absence();
    wide.iter().flat_map(|wide| &wide.leaves).filter(absent).filter_map(move |leaf| {
        let path = interned.path(leaf.path);
        let depth = narrow.event_shape.at(path).first_array_depth?;
        let value = match interned.any_difference(None, &[leaf.leaf], Domain::EVERYTHING) {
            SearchResult::Value(value) => value,
            _ => Scalar::Boolean(true),
        };
        let mut witness = Witness::default();
        for own in &narrow.leaves {
            let own_path = interned.path(own.path);
            let is_in_array = may_share_array(own_path, own.shape, path);
            if let SearchResult::Value(value) = interned.value(own.leaf, own.shape.domain) {
                witness.add(own_path, is_in_array.then_some(Element { depth, number: 0 }), value);
            }
        }
        scope::add_elements(&mut witness, &narrow.scopes, narrow.event_shape);
        witness.add(path, Some(Element { depth, number: 1 }), value);
        Some(witness.to_json())
    })
}

/// Returns the fields of an event without arrays that satisfies a conjunction.
fn sample_fields(interned: &InternedRules, conjunction: &InternedConjunction) -> Option<Vec<(PathId, Option<Scalar>)>> {
    match CoverCheck::new(interned, conjunction, &[]).choose_remaining() {
        Coverage::Incomplete(fields) => Some(fields),
        Coverage::Complete | Coverage::Unknown => None,
    }
}

/// Returns the fields of an event without arrays that satisfies a rule; empty if no such event is found.
pub(super) fn sample_fields_of_rule(rule: &Rule, assumptions: Assumptions<'_>) -> Vec<(FieldPath, Scalar)> {
    let interned = InternedRules::of(&[rule], assumptions);
    let fields =
        interned.rules[0].iter().find_map(|conjunction| sample_fields(&interned, conjunction)).unwrap_or_default();
    let present = fields.into_iter().filter_map(|(path, value)| Some((interned.path(path).clone(), value?)));
    present.collect()
}

/// Whether `narrow` is proved to imply `wide`.
pub(super) fn is_proved_for(narrow: &Rule, wide: &Rule, assumptions: Assumptions<'_>) -> bool {
    is_proved(&InternedRules::of(&[narrow, wide], assumptions), 0, 1)
}
