//! Inlines element scopes: adds the leaves of a scope to those of the event, so that one pass over the event evaluates
//! all of them.

use crate::pattern::{Filter, Quantifier};
use crate::rule::{Conjunction, FieldPath, Leaf, Rule, Scope};

/// The leaves, scopes and conjunctions of a rule after inlining.
#[derive(Debug)]
pub(super) struct InlinedRule {
    /// The leaves of the rule, followed by those of the inlined scopes. All paths start at the event.
    pub(super) leaves: Vec<Leaf>,
    /// The scopes of the rule, followed by the nested scopes.
    pub(super) scopes: Vec<InlinedScope>,
    /// The event matches if it satisfies one of these conjunctions.
    pub(super) conjunctions: Vec<Conjunction>,
}

#[derive(Debug)]
pub(super) struct InlinedScope {
    /// The path from the event to the array.
    pub(super) path: FieldPath,
    pub(super) quantifier: Quantifier,
    /// The enclosing scope; `None` for a scope of the event.
    pub(super) parent: Option<usize>,
    /// An element matches if it satisfies one of these conjunctions. `None` if the scope is not inlined and its own
    /// program evaluates the elements.
    pub(super) conjunctions: Option<Vec<Conjunction>>,
}

impl InlinedRule {
    /// Inlines all scopes that can be inlined.
    pub(super) fn new(rule: &Rule) -> Self {
        let mut inlined = Self::without_inlining(rule);
        for (number, scope) in rule.scopes.iter().enumerate() {
            if !has_relative_field_ref(&scope.rule) {
                inlined.inline(number, scope);
            }
        }
        inlined
    }

    /// Inlines no scopes: each scope remains one condition.
    pub(super) fn without_inlining(rule: &Rule) -> Self {
        let (leaves, conjunctions) = (rule.leaves.clone(), rule.conjunctions.clone());
        let mut inlined = Self { leaves, scopes: Vec::new(), conjunctions };
        for scope in &rule.scopes {
            inlined.add(scope, scope.path.clone(), None);
        }
        inlined
    }

    fn add(&mut self, scope: &Scope, path: FieldPath, parent: Option<usize>) -> usize {
        let quantifier = scope.quantifier.clone();
        self.scopes.push(InlinedScope { path, quantifier, parent, conjunctions: None });
        self.scopes.len() - 1
    }

    fn inline(&mut self, number: usize, Scope { rule, .. }: &Scope) {
        let path = self.scopes[number].path.clone();
        let first_leaf = self.leaves.len();
        let from_event =
            |leaf: &Leaf| Leaf { path: path.join_path(&leaf.path), alternatives: leaf.alternatives.clone() };
        self.leaves.extend(rule.leaves.iter().map(from_event));
        let mut nested = Vec::new();
        for scope in &rule.scopes {
            let number = self.add(scope, path.join_path(&scope.path), Some(number));
            self.inline(number, scope);
            nested.push(number);
        }
        let renumber = |conjunction: &Conjunction| Conjunction {
            leaves: conjunction.leaves.iter().map(|leaf| first_leaf + leaf).collect(),
            scopes: conjunction.scopes.iter().map(|&scope| nested[scope]).collect(),
        };
        self.scopes[number].conjunctions = Some(rule.conjunctions.iter().map(renumber).collect());
    }
}

/// Whether a leaf of the rule or of a nested scope refers to another field of the same element. The engine resolves
/// such a reference from the start of the element, so the scope cannot be inlined.
fn has_relative_field_ref(rule: &Rule) -> bool {
    let mut field_refs = rule.leaves.iter().flat_map(|leaf| &leaf.alternatives).flat_map(Filter::field_refs);
    field_refs.any(|field_ref| field_ref.is_relative)
        || rule.scopes.iter().any(|scope| has_relative_field_ref(&scope.rule))
}
