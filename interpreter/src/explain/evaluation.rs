//! A rule on an event: which leaves hold, which scopes, and in what combination of `$or` branches it comes closest.

use super::choice::{Choice, FAILURE, Outcome, choose};
use crate::event::{Container, Event, Membership, View};
use crate::explain::words::bare;
use event_pattern_compiler::json::{JsonString, Number};
use event_pattern_compiler::pattern::Quantifier;
use event_pattern_compiler::rule::{Conjunction, FieldPath, Leaf, Lowered, Replacement, Scope};
use std::cmp::Reverse;

/// What came of a rule.
pub(super) struct Evaluation {
    /// The event, or the element of it, that the rule was tried on.
    pub(super) event: Event,
    /// How far it is from a match; nothing if it is one.
    pub(super) cost: u64,
    /// Whether it may be closer to a match than it seems, because there is too much to try.
    pub(super) is_unfinished: bool,
    /// The leaves by number, each in the closest combination that has it. Nothing, if another one has taken its place.
    pub(super) leaves: Vec<Option<LeafResult>>,
    /// The scopes by number.
    pub(super) scopes: Vec<ScopeResult>,
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
pub(super) struct ScopeResult {
    pub(super) holds: bool,
    /// The elements, each with its place.
    pub(super) elements: Vec<(String, Evaluation)>,
}

impl LeafResult {
    pub(super) fn holds(&self) -> bool {
        self.outcome != Outcome::Fails
    }
}

impl Evaluation {
    /// Tries a rule on an object: on the whole event if none is given, or on one element of it.
    pub(super) fn of(lowered: &Lowered, event: Event, whole: Option<&Event>) -> Self {
        let view = View { event: whole.unwrap_or(&event), element: &event };
        let scopes = lowered.rule.scopes.iter().zip(&lowered.scopes);
        let scopes: Vec<ScopeResult> =
            scopes.map(|(scope, inner)| ScopeResult::of(scope, &inner.lowered, view)).collect();
        let trial = Trial { lowered, scopes: &scopes, view };
        let choices: Vec<Choice> =
            lowered.rule.conjunctions.iter().map(|conjunction| trial.choose(conjunction, &[])).collect();
        let costs = lowered.rule.conjunctions.iter().zip(choices.iter().map(|choice| choice.cost));
        let (closest, cost) = costs
            .min_by_key(|(_, cost)| *cost)
            .map_or_else(|| (Conjunction::default(), 0), |(conjunction, cost)| (conjunction.clone(), cost));
        let leaves = trial.leaves(&closest, cost);
        let is_unfinished = (cost > 0 && choices.iter().any(|choice| choice.is_unfinished))
            || scopes.iter().flat_map(|scope| &scope.elements).any(|(_, element)| element.is_unfinished);
        Self { event, cost, is_unfinished, leaves, scopes, closest }
    }

    /// Whether it is a match.
    pub(super) fn is_match(&self) -> bool {
        self.cost == 0
    }
}

/// A rule that is being tried.
struct Trial<'a> {
    lowered: &'a Lowered,
    scopes: &'a [ScopeResult],
    view: View<'a>,
}

impl Trial<'_> {
    /// The best choice for a combination, in which leaves that are known to hold go on holding.
    fn choose(&self, conjunction: &Conjunction, known: &[Option<LeafResult>]) -> Choice {
        let leaves = || conjunction.leaves.iter();
        let wanted: Vec<&Leaf> = leaves().map(|&leaf| &self.lowered.rule.leaves[leaf]).collect();
        let holds = |leaf: &usize| known.get(*leaf).and_then(Option::as_ref).is_some_and(LeafResult::holds);
        let mut choice = choose(&wanted, &leaves().map(holds).collect::<Vec<_>>(), self.view);
        let failed = conjunction.scopes.iter().filter(|&&scope| !self.scopes[scope].holds);
        choice.cost += failed.map(|_| FAILURE).sum::<u64>();
        choice
    }

    /// What came of each leaf. The other branches of `$or` are seen beside what holds outside of them in the closest
    /// combination.
    fn leaves(&self, closest: &Conjunction, cost: u64) -> Vec<Option<LeafResult>> {
        let mut leaves: Vec<Option<LeafResult>> = vec![None; self.lowered.rule.leaves.len()];
        let mut others: Vec<&Conjunction> = self.lowered.rule.conjunctions.iter().collect();
        others.sort_by_cached_key(|other| {
            Reverse(other.leaves.iter().filter(|leaf| closest.leaves.contains(leaf)).count())
        });
        for conjunction in std::iter::once(closest).chain(others) {
            if conjunction.leaves.iter().all(|&leaf| leaves[leaf].is_some()) {
                continue;
            }
            let Choice { outcomes, .. } = self.choose(conjunction, &leaves);
            let settled = settled(&outcomes, self.view.element);
            for (&leaf, outcome) in conjunction.leaves.iter().zip(outcomes) {
                leaves[leaf].get_or_insert(LeafResult { outcome, settled: settled.clone() });
            }
        }
        if cost == 0 {
            self.replaced(closest).into_iter().for_each(|leaf| leaves[leaf] = None);
        }
        leaves
    }

    /// The leaves whose place those of a combination have taken, be it by way of others.
    fn replaced(&self, conjunction: &Conjunction) -> Vec<usize> {
        let mut replaced = Vec::new();
        // The list is in the order of the later leaves, so a leaf that is replaced itself is known to be.
        for Replacement { earlier, later, .. } in self.lowered.replacements.iter().rev() {
            if conjunction.leaves.contains(later) || replaced.contains(later) {
                replaced.push(*earlier);
            }
        }
        replaced
    }
}

/// The elements that the chosen fields sit in.
fn settled(outcomes: &[Outcome], event: &Event) -> Vec<Membership> {
    let mut settled = Vec::new();
    for outcome in outcomes {
        if let Outcome::Field(number) = outcome {
            settled.extend(event.fields[*number].memberships.iter().copied());
        }
    }
    settled
}

impl ScopeResult {
    fn of(scope: &Scope, lowered: &Lowered, view: View<'_>) -> Self {
        let objects = view.element.objects_at(&scope.path);
        let evaluated = objects.filter_map(|object| {
            let element = view.element.inside(object)?;
            Some((described(view.element, object), Evaluation::of(lowered, element, Some(view.event))))
        });
        let elements: Vec<(String, Evaluation)> = evaluated.collect();
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
    pub(super) fn closest(&self) -> Option<&(String, Evaluation)> {
        self.elements.iter().min_by_key(|(_, evaluation)| evaluation.cost)
    }
}

/// Where an object or array is, and the name of an object that has one: `containers[0] (run-test)`.
pub(super) fn described(event: &Event, container: &Container) -> String {
    let label = event.label(container);
    let name = event.inside(container).and_then(|object| {
        let name =
            object.fields.iter().rev().find(|field| field.path == FieldPath::root().join(&JsonString::from("name")));
        name.and_then(|name| name.value.as_text().filter(|name| !name.as_bytes().is_empty()).map(bare))
    });
    name.map_or(label.clone(), |name| format!("{label} ({name})"))
}
