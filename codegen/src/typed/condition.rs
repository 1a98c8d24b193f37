//! Conditions on the objects of a typed event, generated from the goals of the rule.

use super::expression::Expression;
use super::factors::{independent_factors, most_common_term};
use super::objects::{Found, ReachableObject};
use super::{Keys, RuleStructure, any, field};
use crate::rust_types::RustTypes;
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::program::{Fact, Need, Structure};
use event_pattern_compiler::rule::Rule;
use std::collections::HashMap;

/// Generates the condition on an event, or on an element of a scope, which is treated like an event.
pub(super) struct Writer<'r> {
    pub(super) rule: &'r Rule,
    pub(super) structures: &'r RuleStructure,
    pub(super) structure: &'r Structure,
    pub(super) surroundings: &'r Surroundings<'r>,
    /// The objects that generated code can access at this point, by node.
    pub(super) objects: HashMap<usize, ReachableObject<'r>>,
    /// The variables in scope at this point: the event and the parameters of the enclosing closures.
    pub(super) names: Vec<String>,
    /// The field path from the event to the element; empty for the event.
    pub(super) prefix: Vec<JsonString>,
}

/// What is the same for the whole rule and for the rules inside its scopes.
pub(super) struct Surroundings<'r> {
    pub(super) keys: &'r Keys,
    pub(super) types: &'r RustTypes,
    /// The whole event, which code inside a scope can also access.
    pub(super) event: ReachableObject<'r>,
}

/// One need of an object, as a term of a conjunction. Terms are sorted by the first leaf that they use, in the order of
/// the pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    first_leaf: usize,
    need: Need,
    node: usize,
}

/// Sorted terms without duplicates. This is a `Vec`, because a `BTreeSet` would increase compile time for every user of
/// the macro.
pub(super) type Terms = Vec<Term>;

impl<'r> Writer<'r> {
    pub(super) fn new(
        rule: &'r Rule,
        structures: &'r RuleStructure,
        surroundings: &'r Surroundings<'r>,
        element: ReachableObject<'r>,
        names: Vec<String>,
        prefix: Vec<JsonString>,
    ) -> Self {
        let objects = HashMap::from([(0, element)]);
        Self { rule, structures, structure: &structures.structure, surroundings, objects, names, prefix }
    }

    /// Returns the condition on the event or element. A field that is not in the schema counts as absent.
    pub(super) fn condition(mut self) -> Expression {
        self.any_goal(&self.structure.goals.of_event())
    }

    /// Returns the condition that at least one of these goals is met. All goals must belong to the same node.
    fn any_goal(&mut self, goals: &[usize]) -> Expression {
        let mut clauses: Vec<Terms> = Vec::new();
        for &goal in goals {
            let mut terms = Terms::new();
            self.collect(goal, &mut terms);
            if !clauses.contains(&terms) {
                clauses.push(terms);
            }
        }
        self.factored(clauses)
    }

    /// Collects the needs of a goal, including the needs of goals on required inner objects.
    fn collect(&mut self, goal: usize, terms: &mut Terms) {
        let structure = self.structure;
        let node = structure.goals.goals[goal].node;
        for need in &structure.goals.goals[goal].needs {
            if let Need { holds: Some(Fact::Met { goal: inner }), holds_not: None } = *need {
                if self.enter_required_object(structure.goals.goals[inner].node) {
                    self.collect(inner, terms);
                    continue;
                }
            }
            let term = Term { first_leaf: self.first_leaf(need), need: *need, node };
            if let Err(index) = terms.binary_search(&term) {
                terms.insert(index, term);
            }
        }
    }

    fn first_leaf(&self, need: &Need) -> usize {
        let of_fact = |fact: Fact| match fact {
            Fact::Satisfied { leaf } | Fact::Seen { leaf, .. } => leaf,
            Fact::Met { goal } => {
                let needs = self.structure.goals.goals[goal].needs.iter();
                needs.map(|need| self.first_leaf(need)).min().unwrap_or(usize::MAX)
            }
            Fact::Entered { .. } | Fact::Matched { .. } => usize::MAX,
            // A scope costs more than a comparison, so scopes come after all leaves.
            Fact::Scope { scope } => self.rule.leaves.len() + scope,
        };
        need.holds.into_iter().chain(need.holds_not).map(of_fact).min().unwrap_or(usize::MAX)
    }

    /// Returns the disjunction of these conjunctions, with common terms factored out.
    fn factored(&mut self, mut clauses: Vec<Terms>) -> Expression {
        if clauses.len() == 1 {
            return self.all(&clauses[0]);
        }
        let Some(first) = clauses.first() else { return Expression::Constant(false) };
        let is_common = |term: &&Term| clauses.iter().all(|terms| terms.contains(term));
        let common: Terms = first.iter().filter(is_common).cloned().collect();
        if !common.is_empty() {
            for terms in &mut clauses {
                terms.retain(|term| !common.contains(term));
            }
            let common = self.all(&common);
            return Expression::all([common, self.factored(clauses)]);
        }
        if clauses.iter().any(Vec::is_empty) {
            return Expression::Constant(true);
        }
        let factors = independent_factors(&clauses);
        if factors.len() > 1 {
            let factors: Vec<Expression> = factors.into_iter().map(|factor| self.factored(factor)).collect();
            return Expression::all(factors);
        }
        if let Some(shared) = most_common_term(&clauses) {
            let is_first = clauses[0].contains(&shared);
            let (with, without): (Vec<Terms>, Vec<Terms>) =
                clauses.into_iter().partition(|terms| terms.contains(&shared));
            let (first, second) = if is_first { (with, without) } else { (without, with) };
            return Expression::any([self.factored(first), self.factored(second)]);
        }
        self.any(&clauses)
    }

    fn all(&mut self, terms: &Terms) -> Expression {
        let parts: Vec<Expression> = terms.iter().map(|term| self.term(term)).collect();
        Expression::all(parts)
    }

    /// Returns the disjunction of conjunctions that have no common terms. Conjunctions on elements of the same array
    /// share one closure.
    fn any(&mut self, clauses: &[Terms]) -> Expression {
        let nodes: Vec<Option<usize>> = clauses.iter().map(|terms| self.shared_array(terms, clauses)).collect();
        let mut parts = Vec::with_capacity(clauses.len());
        for (index, node) in nodes.iter().enumerate() {
            match node {
                None => parts.push(self.all(&clauses[index])),
                Some(node) if nodes[..index].contains(&Some(*node)) => {}
                Some(node) => {
                    let of_node: Vec<&Terms> = clauses
                        .iter()
                        .zip(&nodes)
                        .filter(|(_, of)| **of == Some(*node))
                        .map(|(terms, _)| terms)
                        .collect();
                    parts.push(self.enter(*node, |writer| writer.any_of_element(&of_node)));
                }
            }
        }
        Expression::any(parts)
    }

    /// Returns the node of the array whose element a conjunction tests, if the conjunction can share a closure with
    /// other conjunctions on that array. The other terms of the conjunction then move into the closure, which pays off
    /// only if the element goals have a need in common.
    fn shared_array(&self, terms: &Terms, clauses: &[Terms]) -> Option<usize> {
        let goals = &self.structure.goals.goals;
        let goal = self.element_goal(terms)?;
        if terms.len() == 1 {
            return Some(goals[goal].node);
        }
        let others = clauses
            .iter()
            .filter_map(|terms| self.element_goal(terms))
            .filter(|&other| goals[other].node == goals[goal].node);
        let others: Vec<usize> = others.collect();
        let is_common = |need: &Need| others.iter().all(|&other| goals[other].needs.contains(need));
        (others.len() > 1 && goals[goal].needs.iter().any(is_common)).then(|| goals[goal].node)
    }

    /// Returns the goal that an element must meet; `None` unless all other terms of the conjunction test individual
    /// fields.
    fn element_goal(&self, terms: &Terms) -> Option<usize> {
        let is_about_field = |term: &Term| match term.need {
            Need { holds: None | Some(Fact::Satisfied { .. }), holds_not: Some(Fact::Seen { leaf, enclosing }) } => {
                self.structure.tree.container(leaf) == enclosing
            }
            Need { holds: Some(Fact::Satisfied { .. }), holds_not: None } => true,
            _ => false,
        };
        let mut others = terms.iter().filter(|term| !is_about_field(term));
        let goal = others.next().and_then(single_goal)?;
        others.next().is_none().then_some(goal)
    }

    /// Returns the disjunction of conjunctions that all test the current element.
    fn any_of_element(&mut self, clauses: &[&Terms]) -> Expression {
        let mut joined: Vec<Terms> = Vec::with_capacity(clauses.len());
        for terms in clauses {
            let Some(goal) = self.element_goal(terms) else { continue };
            let mut inside: Terms = terms.iter().filter(|term| single_goal(term).is_none()).cloned().collect();
            self.collect(goal, &mut inside);
            if !joined.contains(&inside) {
                joined.push(inside);
            }
        }
        self.factored(joined)
    }

    fn term(&mut self, term: &Term) -> Expression {
        let holds = term.need.holds.map(|fact| match fact {
            Fact::Satisfied { leaf } => self.satisfied(leaf),
            Fact::Met { goal } => self.inside(&[goal]),
            Fact::Scope { scope } => self.scope(scope),
            Fact::Seen { .. } | Fact::Entered { .. } | Fact::Matched { .. } => Expression::Constant(false),
        });
        let holds_not = term.need.holds_not.map(|fact| match fact {
            Fact::Seen { leaf, enclosing } => self.absent(leaf, enclosing),
            Fact::Scope { scope } => self.scope(scope),
            _ => Expression::Constant(false),
        });
        Expression::any(holds_not.into_iter().chain(holds))
    }

    /// Returns the condition that the field of a leaf satisfies the leaf. The object that contains the field must be
    /// accessible.
    fn satisfied(&self, leaf: usize) -> Expression {
        let node = self.structure.tree.leaf_nodes[leaf];
        let alternatives = self.rule.leaves[leaf].alternatives.iter();
        let (plain, with_field_ref): (Vec<Filter>, Vec<Filter>) = alternatives
            .filter(|filter| !filter.accepts_absence())
            .cloned()
            .partition(|filter| !filter.has_field_ref());
        match self.field(node) {
            None => Expression::Constant(false),
            Some(Found::InAny(access, key)) => any::satisfies_at(&access, &[&key], &plain),
            Some(Found::Field(field, access)) => {
                let plain = field::satisfies(field, &access, &plain);
                let with_field_ref =
                    with_field_ref.iter().map(|filter| self.satisfies_field_ref(field, &access, filter));
                Expression::any(std::iter::once(plain).chain(with_field_ref))
            }
        }
    }

    /// Returns the condition that the object `scope` has no field at the path of a leaf.
    fn absent(&mut self, leaf: usize, scope: usize) -> Expression {
        let node = self.structure.tree.leaf_nodes[leaf];
        if self.structure.tree.container(leaf) == scope {
            return self.exists(node).not();
        }
        self.exists_below(scope, node).not()
    }

    /// Returns the condition that the field at a node exists.
    fn exists(&self, node: usize) -> Expression {
        match self.field(node) {
            None => Expression::Constant(false),
            Some(Found::Field(field, access)) => field::exists(field, &access),
            Some(Found::InAny(access, key)) => any::satisfies_at(&access, &[&key], &[Filter::Exists(true)]),
        }
    }

    /// Returns the condition that some object inside the object `scope` has the field at `node`.
    fn exists_below(&mut self, scope: usize, node: usize) -> Expression {
        let tree = &self.structure.tree;
        let branch = tree.branch(scope, node);
        if branch == node {
            return self.exists(node);
        }
        self.enter(branch, |writer| writer.exists_below(branch, node))
    }

    /// Returns the condition that an object, whose parent must be accessible, meets at least one of these goals. All
    /// goals must belong to the same node.
    fn inside(&mut self, goals: &[usize]) -> Expression {
        let Some(&first) = goals.first() else { return Expression::Constant(false) };
        let node = self.structure.goals.goals[first].node;
        self.enter(node, |writer| writer.any_goal(goals))
    }
}

/// Returns the goal that an inner object must meet, if the term requires nothing else.
fn single_goal(term: &Term) -> Option<usize> {
    match term.need {
        Need { holds: Some(Fact::Met { goal }), holds_not: None } => Some(goal),
        _ => None,
    }
}
