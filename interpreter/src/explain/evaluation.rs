//! Evaluates a rule on an event: which leaves and scopes hold, and which conjunction comes closest to a match.

use super::assignment::{Assignment, FAILURE_COST, LeafOutcome, assign_fields};
use crate::event::{Container, Event, Membership, View};
use crate::explain::leaf_text::unquoted;
use event_pattern_compiler::json::{JsonString, Number};
use event_pattern_compiler::pattern::Quantifier;
use event_pattern_compiler::rule::{Conjunction, FieldPath, Leaf, Lowered, Replacement, Scope};
use std::cmp::Reverse;

/// The result of evaluating a rule.
pub(super) struct Evaluation {
    /// The event or array element that the rule was evaluated on.
    pub(super) event: Event,
    /// Distance from a match; 0 if the rule matches.
    pub(super) cost: u64,
    /// Whether the distance may be too high because the search reached its limit.
    pub(super) is_unfinished: bool,
    /// The result of each leaf, in the closest conjunction that contains the leaf. `None` if another leaf replaces this
    /// leaf.
    pub(super) leaves: Vec<Option<LeafResult>>,
    /// The result of each scope.
    pub(super) scopes: Vec<ScopeResult>,
    /// The conjunction that comes closest to a match.
    pub(super) closest: Conjunction,
}

/// The result of evaluating a leaf.
#[derive(Clone)]
pub(super) struct LeafResult {
    pub(super) outcome: LeafOutcome,
    /// The array elements that contain the fields chosen for the leaves of the conjunction.
    pub(super) chosen_elements: Vec<Membership>,
}

/// The result of evaluating an element scope.
pub(super) struct ScopeResult {
    pub(super) holds: bool,
    /// The elements, each with its description and result.
    pub(super) elements: Vec<(String, Evaluation)>,
}

impl LeafResult {
    pub(super) fn holds(&self) -> bool {
        self.outcome != LeafOutcome::Fails
    }
}

impl Evaluation {
    /// Evaluates a rule on `event`. If `event` is an array element, `whole` is the event that contains it.
    pub(super) fn of(lowered: &Lowered, event: Event, whole: Option<&Event>) -> Self {
        let view = View { event: whole.unwrap_or(&event), element: &event };
        let scopes = lowered.rule.scopes.iter().zip(&lowered.scopes);
        let scopes: Vec<ScopeResult> =
            scopes.map(|(scope, inner)| ScopeResult::of(scope, &inner.lowered, view)).collect();
        let evaluator = ConjunctionEvaluator { lowered, scopes: &scopes, view };
        let assignments: Vec<Assignment> =
            lowered.rule.conjunctions.iter().map(|conjunction| evaluator.assign(conjunction, &[])).collect();
        let costs = lowered.rule.conjunctions.iter().zip(assignments.iter().map(|assignment| assignment.cost));
        let (closest, cost) = costs
            .min_by_key(|(_, cost)| *cost)
            .map_or_else(|| (Conjunction::default(), 0), |(conjunction, cost)| (conjunction.clone(), cost));
        let leaves = evaluator.leaves(&closest, cost);
        let is_unfinished = (cost > 0 && assignments.iter().any(|assignment| assignment.is_unfinished))
            || scopes.iter().flat_map(|scope| &scope.elements).any(|(_, element)| element.is_unfinished);
        Self { event, cost, is_unfinished, leaves, scopes, closest }
    }

    /// Whether the rule matches.
    pub(super) fn is_match(&self) -> bool {
        self.cost == 0
    }
}

/// Evaluates the conjunctions of a rule.
struct ConjunctionEvaluator<'a> {
    lowered: &'a Lowered,
    scopes: &'a [ScopeResult],
    view: View<'a>,
}

impl ConjunctionEvaluator<'_> {
    /// Returns the best assignment for a conjunction. Leaves that are known to hold are kept satisfied if possible.
    fn assign(&self, conjunction: &Conjunction, known_results: &[Option<LeafResult>]) -> Assignment {
        let leaf_indices = || conjunction.leaves.iter();
        let leaves: Vec<&Leaf> = leaf_indices().map(|&leaf| &self.lowered.rule.leaves[leaf]).collect();
        let holds = |leaf: &usize| known_results.get(*leaf).and_then(Option::as_ref).is_some_and(LeafResult::holds);
        let mut assignment = assign_fields(&leaves, &leaf_indices().map(holds).collect::<Vec<_>>(), self.view);
        let failed = conjunction.scopes.iter().filter(|&&scope| !self.scopes[scope].holds);
        assignment.cost += failed.map(|_| FAILURE_COST).sum::<u64>();
        assignment
    }

    /// Returns the result of each leaf. When the other branches of `$or` are evaluated, the leaves that hold in the
    /// closest conjunction are kept satisfied if possible.
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
            let Assignment { outcomes, .. } = self.assign(conjunction, &leaves);
            let elements = chosen_elements(&outcomes, self.view.element);
            for (&leaf, outcome) in conjunction.leaves.iter().zip(outcomes) {
                leaves[leaf].get_or_insert(LeafResult { outcome, chosen_elements: elements.clone() });
            }
        }
        if cost == 0 {
            self.replaced(closest).into_iter().for_each(|leaf| leaves[leaf] = None);
        }
        leaves
    }

    /// Returns the leaves that the leaves of a conjunction replace, directly or transitively.
    fn replaced(&self, conjunction: &Conjunction) -> Vec<usize> {
        let mut replaced = Vec::new();
        // The list is sorted by the later leaf. In reverse order, it is therefore known whether a leaf is replaced
        // before the leaves that it replaces are visited.
        for Replacement { earlier, later, .. } in self.lowered.replacements.iter().rev() {
            if conjunction.leaves.contains(later) || replaced.contains(later) {
                replaced.push(*earlier);
            }
        }
        replaced
    }
}

/// Returns the array elements that contain the chosen fields.
fn chosen_elements(outcomes: &[LeafOutcome], event: &Event) -> Vec<Membership> {
    let mut elements = Vec::new();
    for outcome in outcomes {
        if let LeafOutcome::Field(number) = outcome {
            elements.extend(event.fields[*number].memberships.iter().copied());
        }
    }
    elements
}

impl ScopeResult {
    fn of(scope: &Scope, lowered: &Lowered, view: View<'_>) -> Self {
        let objects = view.element.objects_at(&scope.path);
        let evaluated = objects.filter_map(|object| {
            let element = view.element.as_event(object)?;
            Some((describe_element(view.element, object), Evaluation::of(lowered, element, Some(view.event))))
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

    /// Returns the number of matching elements.
    pub(super) fn matches(&self) -> usize {
        self.elements.iter().filter(|(_, evaluation)| evaluation.is_match()).count()
    }

    /// Returns the element that comes closest to a match.
    pub(super) fn closest(&self) -> Option<&(String, Evaluation)> {
        self.elements.iter().min_by_key(|(_, evaluation)| evaluation.cost)
    }
}

/// Returns the location of an object or array, with the name of the object if it has one:
/// `containers[0] (run-test)`.
pub(super) fn describe_element(event: &Event, container: &Container) -> String {
    let label = event.label(container);
    let name = event.as_event(container).and_then(|object| {
        let name =
            object.fields.iter().rev().find(|field| field.path == FieldPath::root().join(&JsonString::from("name")));
        name.and_then(|name| name.value.as_text().filter(|name| !name.as_bytes().is_empty()).map(unquoted))
    });
    name.map_or(label.clone(), |name| format!("{label} ({name})"))
}
