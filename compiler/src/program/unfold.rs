//! A rule with its scopes unfolded: what their elements must meet stands beside what the event must, so that one pass over
//! the event decides both.

use crate::pattern::{Filter, Quantifier};
use crate::rule::{Conjunction, FieldPath, Leaf, Rule, Scope};

/// The leaves and scopes of a rule.
#[derive(Debug)]
pub(super) struct Unfolded {
    /// The leaves of the rule, and behind them those of the scopes, with their paths from the event.
    pub(super) leaves: Vec<Leaf>,
    /// The scopes of the rule, and behind them those inside.
    pub(super) scopes: Vec<UnfoldedScope>,
    /// What the event must meet.
    pub(super) conjunctions: Vec<Conjunction>,
}

#[derive(Debug)]
pub(super) struct UnfoldedScope {
    /// Where the elements are, from the event.
    pub(super) path: FieldPath,
    pub(super) quantifier: Quantifier,
    /// The scope around; none for those of the event.
    pub(super) around: Option<usize>,
    /// What an element must meet. None if that takes a program of its own.
    pub(super) conjunctions: Option<Vec<Conjunction>>,
}

impl Unfolded {
    /// Everything that can be unfolded.
    pub(super) fn new(rule: &Rule) -> Self {
        let mut unfolded = Self::folded(rule);
        for (number, scope) in rule.scopes.iter().enumerate() {
            if !names_its_own_fields(&scope.rule) {
                unfolded.unfold(number, scope);
            }
        }
        unfolded
    }

    /// Nothing unfolded.
    pub(super) fn folded(rule: &Rule) -> Self {
        let (leaves, conjunctions) = (rule.leaves.clone(), rule.conjunctions.clone());
        let mut unfolded = Self { leaves, scopes: Vec::new(), conjunctions };
        for scope in &rule.scopes {
            unfolded.add(scope, scope.path.clone(), None);
        }
        unfolded
    }

    fn add(&mut self, scope: &Scope, path: FieldPath, around: Option<usize>) -> usize {
        let quantifier = scope.quantifier.clone();
        self.scopes.push(UnfoldedScope { path, quantifier, around, conjunctions: None });
        self.scopes.len() - 1
    }

    fn unfold(&mut self, number: usize, Scope { rule, .. }: &Scope) {
        let path = self.scopes[number].path.clone();
        let first_leaf = self.leaves.len();
        let whole = |leaf: &Leaf| Leaf { path: path.join_path(&leaf.path), alternatives: leaf.alternatives.clone() };
        self.leaves.extend(rule.leaves.iter().map(whole));
        let mut inner = Vec::new();
        for scope in &rule.scopes {
            let number = self.add(scope, path.join_path(&scope.path), Some(number));
            self.unfold(number, scope);
            inner.push(number);
        }
        let renumber = |one: &Conjunction| Conjunction {
            leaves: one.leaves.iter().map(|leaf| first_leaf + leaf).collect(),
            scopes: one.scopes.iter().map(|&scope| inner[scope]).collect(),
        };
        self.scopes[number].conjunctions = Some(rule.conjunctions.iter().map(renumber).collect());
    }
}

/// Whether a leaf names another field of the same element, which the engine looks up from where that begins.
fn names_its_own_fields(rule: &Rule) -> bool {
    let mut references = rule.leaves.iter().flat_map(|leaf| &leaf.alternatives).flat_map(Filter::field_refs);
    references.any(|reference| reference.is_relative)
        || rule.scopes.iter().any(|scope| names_its_own_fields(&scope.rule))
}
