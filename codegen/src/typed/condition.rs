//! Conditions on the objects of a typed event.

use super::expression::Expression;
use super::{Keys, Layer, field};
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::program::{Fact, Need, Structure};
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Presence};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::HashMap;

/// What is written about an event, or about an element of a scope as if it were one.
pub(super) struct Writer<'r> {
    pub(super) rule: &'r Rule,
    pub(super) layer: &'r Layer,
    structure: &'r Structure,
    pub(super) keys: &'r Keys,
    /// The objects that can be written at this point, by node.
    pub(super) homes: HashMap<usize, Home>,
    /// The event, even inside a scope.
    pub(super) event: Home,
    /// The names that mean something at this point: of the event, and of all that closures are about.
    pub(super) names: Vec<String>,
    /// The keys that lead from the event to the element.
    pub(super) prefix: Vec<JsonString>,
}

/// An object and how Rust reaches it.
#[derive(Clone)]
pub(super) struct Home {
    pub(super) place: TokenStream,
    pub(super) object: &'static ObjectSchema,
}

/// Something that an object must have. Sorted by where the pattern first speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Term {
    first_leaf: usize,
    need: Need,
    node: usize,
}

/// In order, each once. A list and not a set of the standard library, of which everybody who uses the macro would compile a copy.
type Terms = Vec<Term>;

impl<'r> Writer<'r> {
    pub(super) fn new(
        rule: &'r Rule,
        layer: &'r Layer,
        keys: &'r Keys,
        event: Home,
        element: Home,
        names: Vec<String>,
        prefix: Vec<JsonString>,
    ) -> Self {
        let homes = HashMap::from([(0, element)]);
        Self { rule, layer, structure: &layer.structure, keys, homes, event, names, prefix }
    }

    /// The condition on the event or element. What the schema does not have counts as absent.
    pub(super) fn whole(mut self) -> Expression {
        self.one_of(&self.structure.goals.of_event())
    }

    /// One of these goals, all of the same node, is met.
    fn one_of(&mut self, goals: &[usize]) -> Expression {
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

    /// The needs of a goal. Those of a plain object inside it are written as its own.
    fn collect(&mut self, goal: usize, terms: &mut Terms) {
        let structure = self.structure;
        let node = structure.goals.goals[goal].node;
        for need in &structure.goals.goals[goal].needs {
            if let Need { holds: Some(Fact::Met { goal: inner }), holds_not: None } = *need {
                if self.enter_plain_object(structure.goals.goals[inner].node) {
                    self.collect(inner, terms);
                    continue;
                }
            }
            let term = Term { first_leaf: self.first_leaf(need), need: *need, node };
            if let Err(place) = terms.binary_search(&term) {
                terms.insert(place, term);
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
            // Scopes take more than a comparison, so they come after all leaves, in their order.
            Fact::Scope { scope } => self.rule.leaves.len() + scope,
        };
        need.holds.into_iter().chain(need.holds_not).map(of_fact).min().unwrap_or(usize::MAX)
    }

    /// Any of these conjunctions, with what they have in common written once.
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
        if let Some(shared) = most_shared(&clauses) {
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

    /// Conjunctions that have nothing in common. Those that speak of an element of the same array become one.
    fn any(&mut self, clauses: &[Terms]) -> Expression {
        let nodes: Vec<Option<usize>> = clauses.iter().map(|terms| self.node_of_element(terms, clauses)).collect();
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
                    parts.push(self.enter(*node, |writer| writer.one_with_element(&of_node)));
                }
            }
        }
        Expression::any(parts)
    }

    /// The array of which a conjunction wants an element, if it can be joined with others that want one, too. What else
    /// it wants is then written inside the closure over the elements, which is worth it where all ask for something
    /// in common.
    fn node_of_element(&self, terms: &Terms, clauses: &[Terms]) -> Option<usize> {
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

    /// The goal that an element must meet, of a conjunction whose other terms are about single fields.
    fn element_goal(&self, terms: &Terms) -> Option<usize> {
        let is_about_field = |term: &Term| match term.need {
            Need { holds: None | Some(Fact::Satisfied { .. }), holds_not: Some(Fact::Seen { leaf, scope }) } => {
                self.structure.tree.container(leaf) == scope
            }
            Need { holds: Some(Fact::Satisfied { .. }), holds_not: None } => true,
            _ => false,
        };
        let mut others = terms.iter().filter(|term| !is_about_field(term));
        let goal = others.next().and_then(goal_of)?;
        others.next().is_none().then_some(goal)
    }

    /// One of these conjunctions, each of which wants the element that can be written now.
    fn one_with_element(&mut self, clauses: &[&Terms]) -> Expression {
        let mut joined: Vec<Terms> = Vec::with_capacity(clauses.len());
        for terms in clauses {
            let Some(goal) = self.element_goal(terms) else { continue };
            let mut inside: Terms = terms.iter().filter(|term| goal_of(term).is_none()).cloned().collect();
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
            Fact::Seen { leaf, scope } => self.absent(leaf, scope),
            Fact::Scope { scope } => self.scope(scope),
            _ => Expression::Constant(false),
        });
        Expression::any(holds_not.into_iter().chain(holds))
    }

    /// A field satisfies a leaf; its object can be written.
    fn satisfied(&self, leaf: usize) -> Expression {
        let node = self.structure.tree.leaf_nodes[leaf];
        let Some((field, place)) = self.field(node) else { return Expression::Constant(false) };
        let alternatives = self.rule.leaves[leaf].alternatives.iter();
        let (plain, beside): (Vec<Filter>, Vec<Filter>) = alternatives
            .filter(|filter| !filter.accepts_absence())
            .cloned()
            .partition(|filter| !filter.has_field_ref());
        let plain = field::satisfies(field, &place, &plain);
        let beside = beside.iter().map(|filter| self.satisfies_beside(field, &place, filter));
        Expression::any(std::iter::once(plain).chain(beside))
    }

    /// There is no field at a leaf's path inside an object.
    fn absent(&mut self, leaf: usize, scope: usize) -> Expression {
        let node = self.structure.tree.leaf_nodes[leaf];
        if self.structure.tree.container(leaf) == scope {
            return self
                .field(node)
                .map_or(Expression::Constant(true), |(field, place)| field::exists(field, &place).not());
        }
        self.found_below(scope, node).not()
    }

    /// There is a field at `node`, somewhere below the object at `scope`.
    fn found_below(&mut self, scope: usize, node: usize) -> Expression {
        let tree = &self.structure.tree;
        let branch = tree.branch(scope, node);
        if branch == node {
            return self.field(node).map_or(Expression::Constant(false), |(field, place)| field::exists(field, &place));
        }
        self.enter(branch, |writer| writer.found_below(branch, node))
    }

    /// One of these goals, all of one node, is met by an object inside one that can be written.
    fn inside(&mut self, goals: &[usize]) -> Expression {
        let Some(&first) = goals.first() else { return Expression::Constant(false) };
        let node = self.structure.goals.goals[first].node;
        self.enter(node, |writer| writer.one_of(goals))
    }

    /// A condition on an object at `node`, which is inside one that can be written: on the object itself if it is plain,
    /// on one of the array's elements if it is an array.
    fn enter(&mut self, node: usize, condition: impl FnOnce(&mut Self) -> Expression) -> Expression {
        if self.enter_plain_object(node) {
            return condition(self);
        }
        let Some((field, place)) = self.field(node) else { return Expression::Constant(false) };
        let (object, name, is_list) = match &field.kind {
            Kind::Object(object) => (object, field.rust_name, false),
            Kind::List { element: Kind::Object(object), singular } => (object, *singular, true),
            _ => return Expression::Constant(false),
        };
        let element = self.new_name(name);
        let homes_outside = self.homes.clone();
        self.homes.insert(node, Home { place: quote!(#element), object });
        self.names.push(element.to_string());
        let condition = condition(self);
        self.names.pop();
        self.homes = homes_outside;
        match condition {
            Expression::Constant(false) => Expression::Constant(false),
            condition if is_list => field::any_element(&place, &element, &condition),
            condition => {
                let condition = condition.tokens();
                Expression::Atom(quote!(#place.is_some_and(|#element| #condition)))
            }
        }
    }

    /// Makes an object that is always there writable. Tells whether it is one.
    fn enter_plain_object(&mut self, node: usize) -> bool {
        let Some((Field { kind: Kind::Object(object), presence: Presence::Required, .. }, place)) = self.field(node)
        else {
            return false;
        };
        self.homes.insert(node, Home { place, object });
        true
    }

    /// The steps that lead to a node.
    fn path(&self, node: usize) -> Vec<JsonString> {
        let tree = &self.structure.tree;
        let up = std::iter::successors(Some(node), |&node| (node != 0).then(|| tree.nodes[node].parent));
        let mut path: Vec<JsonString> = up.filter_map(|node| tree.step(node).cloned()).collect();
        path.reverse();
        path
    }

    /// The name of a Rust field, at the place of the key that leads to it.
    pub(super) fn field_name(&self, field: &Field, path: &[JsonString]) -> Ident {
        let path: Vec<JsonString> = self.prefix.iter().chain(path).cloned().collect();
        Ident::new(field.rust_name, self.keys.span(&path))
    }

    /// The field that a node stands for, and how Rust reaches it.
    fn field(&self, node: usize) -> Option<(&'static Field, TokenStream)> {
        let step = self.structure.tree.step(node)?;
        let home = self.homes.get(&self.structure.tree.nodes[node].parent)?;
        let field = home.object.field(step.as_str()?)?;
        let (place, name) = (&home.place, self.field_name(field, &self.path(node)));
        Some((field, quote!(#place.#name)))
    }
}

/// The goal that something inside an object must meet.
fn goal_of(term: &Term) -> Option<usize> {
    match term.need {
        Need { holds: Some(Fact::Met { goal }), holds_not: None } => Some(goal),
        _ => None,
    }
}

/// The term that most of these conjunctions have, and no fewer than two.
fn most_shared(clauses: &[Terms]) -> Option<Term> {
    let mut most: Option<(usize, &Term)> = None;
    for terms in clauses {
        for term in terms {
            let count = clauses.iter().filter(|terms| terms.contains(term)).count();
            if count > most.map_or(1, |(most, _)| most) {
                most = Some((count, term));
            }
        }
    }
    most.map(|(_, term)| term.clone())
}

/// Splits a disjunction into parts of which every combination occurs, as those of several `$or` do. One part if it
/// cannot be split.
fn independent_factors(clauses: &[Terms]) -> Vec<Vec<Terms>> {
    let mut terms: Vec<&Term> = Vec::new();
    for term in clauses.iter().flatten() {
        if let Err(place) = terms.binary_search(&term) {
            terms.insert(place, term);
        }
    }
    let number = |term: &Term| terms.binary_search(&term).unwrap_or(terms.len());
    let numbered: Vec<Vec<usize>> = clauses.iter().map(|clause| clause.iter().map(number).collect()).collect();
    let mut are_together = vec![vec![false; terms.len()]; terms.len()];
    for clause in &numbered {
        for &one in clause {
            for &other in clause {
                are_together[one][other] = true;
            }
        }
    }
    // Terms that exclude each other belong to one part.
    let mut part: Vec<usize> = (0..terms.len()).collect();
    for one in 0..terms.len() {
        for other in one..terms.len() {
            if part[one] != part[other] && !are_together[one][other] {
                let (from, to) = (part[other], part[one]);
                part.iter_mut().filter(|part| **part == from).for_each(|part| *part = to);
            }
        }
    }
    let parts = (0..terms.len()).filter(|one| part.contains(one));
    let project = |wanted: usize| -> Vec<Terms> {
        let mut projected: Vec<Terms> = Vec::new();
        for clause in &numbered {
            let own: Terms =
                clause.iter().filter(|&&term| part[term] == wanted).map(|&term| terms[term].clone()).collect();
            if !projected.contains(&own) {
                projected.push(own);
            }
        }
        projected
    };
    let factors: Vec<Vec<Terms>> = parts.map(project).collect();
    let combinations = factors.iter().map(Vec::len).fold(1, usize::saturating_mul);
    if combinations == clauses.len() { factors } else { vec![clauses.to_vec()] }
}
