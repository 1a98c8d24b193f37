//! A rule on an event: which leaves hold, which scopes, and in what combination of `$or` branches it comes closest.

use super::choice::{FAILURE, Outcome, choose};
use super::scene::{Scene, View};
use crate::json::Number;
use crate::pattern::Quantifier;
use crate::reference::Membership;
use crate::rule::{Conjunction, Leaf, Lowered, Replacement, Scope};
use std::cmp::Reverse;

/// What came of a rule.
pub(super) struct Evaluation<'v> {
    /// The elements or the event that the rule was tried on.
    pub(super) scene: Scene<'v>,
    /// How far it is from a match; nothing if it is one.
    pub(super) cost: u64,
    /// The leaves by number, each in the closest combination that has it. Nothing, if another one has
    /// taken its place.
    pub(super) leaves: Vec<Option<LeafResult>>,
    /// The scopes by number.
    pub(super) scopes: Vec<ScopeResult<'v>>,
    /// The leaves and scopes of the closest combination.
    pub(super) closest: Conjunction,
}

/// What came of a leaf.
#[derive(Clone)]
pub(super) struct LeafResult {
    pub(super) outcome: Outcome,
    /// The elements that the fields chosen for the other leaves sit in.
    pub(super) settled: Vec<Membership>,
}

/// What came of a scope.
pub(super) struct ScopeResult<'v> {
    pub(super) holds: bool,
    /// The elements, each with its place.
    pub(super) elements: Vec<(String, Evaluation<'v>)>,
}

impl LeafResult {
    pub(super) fn holds(&self) -> bool {
        self.outcome != Outcome::Fails
    }
}

impl<'v> Evaluation<'v> {
    /// Tries a rule on an object: on the event if no event is given, or on one element of it.
    pub(super) fn of(lowered: &Lowered, scene: Scene<'v>, event: Option<&Scene<'v>>) -> Self {
        let rule = &lowered.rule;
        let nothing = Conjunction::default();
        let view = View { event: event.unwrap_or(&scene), element: &scene };
        let scopes = rule.scopes.iter().zip(&lowered.scopes);
        let scopes: Vec<ScopeResult<'v>> =
            scopes.map(|(scope, inner)| ScopeResult::of(scope, &inner.lowered, view)).collect();
        let costs = |conjunction: &Conjunction, leaves: &[Option<LeafResult>]| {
            let wanted: Vec<&Leaf> = conjunction.leaves.iter().map(|&leaf| &rule.leaves[leaf]).collect();
            let known = |leaf: &usize| leaves.get(*leaf).and_then(Option::as_ref).is_some_and(LeafResult::holds);
            let (outcomes, cost) = choose(&wanted, &conjunction.leaves.iter().map(known).collect::<Vec<_>>(), view);
            let failed = conjunction.scopes.iter().map(|&scope| if scopes[scope].holds { 0 } else { FAILURE });
            (outcomes, cost + failed.sum::<u64>())
        };
        let mut leaves: Vec<Option<LeafResult>> = vec![None; rule.leaves.len()];
        let costly = rule.conjunctions.iter().map(|conjunction| (costs(conjunction, &[]).1, conjunction));
        let (cost, closest) = costly.min_by_key(|(cost, _)| *cost).unwrap_or((0, &nothing));
        // The other branches of `$or` are seen beside what holds outside of them in the closest combination.
        let mut others: Vec<&Conjunction> = rule.conjunctions.iter().collect();
        others.sort_by_cached_key(|other| {
            Reverse(other.leaves.iter().filter(|leaf| closest.leaves.contains(leaf)).count())
        });
        for conjunction in std::iter::once(closest).chain(others) {
            if conjunction.leaves.iter().all(|&leaf| leaves[leaf].is_some()) {
                continue;
            }
            let (outcomes, _) = costs(conjunction, &leaves);
            let settled = settled(&outcomes, &scene);
            for (&leaf, outcome) in conjunction.leaves.iter().zip(outcomes) {
                leaves[leaf].get_or_insert(LeafResult { outcome, settled: settled.clone() });
            }
        }
        for Replacement { earlier, later, .. } in &lowered.replacements {
            if cost == 0 && closest.leaves.contains(later) {
                leaves[*earlier] = None;
            }
        }
        let closest = closest.clone();
        Self { scene, cost, leaves, scopes, closest }
    }

    /// Whether it is a match.
    pub(super) fn is_match(&self) -> bool {
        self.cost == 0
    }
}

/// The elements that the chosen fields sit in.
fn settled(outcomes: &[Outcome], scene: &Scene<'_>) -> Vec<Membership> {
    let mut settled = Vec::new();
    for outcome in outcomes {
        if let Outcome::Field(number) = outcome {
            settled.extend(scene.fields[*number].field.memberships.iter().copied());
        }
    }
    settled
}

impl<'v> ScopeResult<'v> {
    fn of(scope: &Scope, lowered: &Lowered, view: View<'_, 'v>) -> Self {
        let objects = view.element.objects_at(&scope.path);
        let evaluated = objects
            .map(|object| (object.described(), Evaluation::of(lowered, Scene::of(object.value), Some(view.event))));
        let elements: Vec<(String, Evaluation<'v>)> = evaluated.collect();
        let matches = elements.iter().filter(|(_, evaluation)| evaluation.is_match()).count();
        let holds = match &scope.quantifier {
            Quantifier::Any => matches > 0,
            Quantifier::All => matches == elements.len(),
            Quantifier::None => matches == 0,
            Quantifier::Count(range) => {
                Number::parse(&matches.to_string()).is_ok_and(|matches| range.accepts(&matches))
            }
        };
        Self { holds, elements }
    }

    /// How many elements match.
    pub(super) fn matches(&self) -> usize {
        self.elements.iter().filter(|(_, evaluation)| evaluation.is_match()).count()
    }

    /// The element that comes closest to a match.
    pub(super) fn closest(&self) -> Option<&(String, Evaluation<'v>)> {
        self.elements.iter().min_by_key(|(_, evaluation)| evaluation.cost)
    }
}
