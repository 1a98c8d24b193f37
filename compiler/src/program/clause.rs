//! Conjunctions with the question settled which fields must be there and which must not.
//!
//! A leaf that accepts absence speaks of the array elements that the leaves before it have settled on, so it makes a
//! difference whether those hold by a field or by absence. Where it does, a conjunction becomes several clauses.

use super::tree::Tree;
use super::unfold::Unfolded;
use crate::pattern::Quantifier;
use crate::rule::{Conjunction, Leaf};

/// What must hold together.
pub(super) type Clause = Vec<Atom>;

/// What a clause asks of one leaf. The scope is the node of the object inside which the field must be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    /// A field satisfies the leaf.
    Present { leaf: usize },
    /// There is no field.
    Absent { leaf: usize, scope: usize },
    /// Either of the two.
    Either { leaf: usize, scope: usize },
    /// The elements of a scope are as it wants them. A negative one holds until an element is not.
    Scope { scope: usize, is_negative: bool },
}

/// How many clauses a rule may have: as many as it may have conjunctions, and some for the difference above.
pub(super) const MOST_CLAUSES: usize = 4_000;

/// How many atoms the clauses may have in all: far more than the tables have room for.
pub(super) const MOST_ATOMS: usize = 1_000_000;

/// The clauses of the conjunctions of a rule, or of one of its scopes, or nothing if there are too many. They speak of
/// objects of this node.
pub(super) fn clauses(rule: &Unfolded, conjunctions: &[Conjunction], tree: &Tree, root: usize) -> Option<Vec<Clause>> {
    let mut expansion = Expansion { rule, tree, root, clauses: Vec::new(), atoms: 0 };
    let complete = conjunctions.iter().all(|conjunction| {
        let scopes = conjunction.scopes.iter().map(|&scope| scope_atom(rule, scope)).collect();
        expansion.expand(&conjunction.leaves, scopes)
    });
    complete.then_some(expansion.clauses)
}

struct Expansion<'r> {
    rule: &'r Unfolded,
    tree: &'r Tree,
    root: usize,
    clauses: Vec<Clause>,
    atoms: usize,
}

impl Expansion<'_> {
    /// Adds the clauses that begin with the given atoms. Tells whether there was room. A rule may have more leaves than a
    /// stack has room for calls, so the choices that are still to come are kept in a list.
    fn expand(&mut self, leaves: &[usize], mut atoms: Clause) -> bool {
        let before = atoms.len();
        let mut to_come: Vec<(usize, Atom)> = Vec::new();
        loop {
            while let Some(&leaf) = leaves.get(atoms.len() - before) {
                let place = atoms.len();
                let mut options = self.options(leaf, leaves, &atoms).into_iter();
                atoms.extend(options.next());
                to_come.extend(options.map(|atom| (place, atom)));
            }
            self.atoms += atoms.len();
            self.clauses.push(atoms.clone());
            if self.clauses.len() > MOST_CLAUSES || self.atoms > MOST_ATOMS {
                return false;
            }
            let Some((place, atom)) = to_come.pop() else { return true };
            atoms.truncate(place);
            atoms.push(atom);
        }
    }

    fn options(&self, leaf: usize, leaves: &[usize], before: &Clause) -> Vec<Atom> {
        let present = Atom::Present { leaf };
        let rule_leaf = &self.rule.leaves[leaf];
        if !rule_leaf.accepts_absence() {
            return vec![present];
        }
        let scope = self.scope(leaf, before);
        let absent = Atom::Absent { leaf, scope };
        if !accepts_presence(rule_leaf) {
            vec![absent]
        } else if scope == self.tree.container(leaf) || self.is_alone(leaf, scope, leaves) {
            vec![Atom::Either { leaf, scope }]
        } else {
            vec![absent, present]
        }
    }

    /// The innermost object that the fields chosen before settle and that the leaf's field would be in.
    fn scope(&self, leaf: usize, before: &Clause) -> usize {
        let container = self.tree.container(leaf);
        let settled = before.iter().filter_map(|atom| match atom {
            Atom::Present { leaf } => Some(self.tree.common(container, self.tree.container(*leaf))),
            Atom::Absent { .. } | Atom::Either { .. } | Atom::Scope { .. } => None,
        });
        settled.max_by_key(|&node| self.tree.nodes[node].depth).unwrap_or(self.root)
    }

    /// Whether no other leaf of the conjunction is on the same branch below the scope, so that the leaf's own object
    /// matters to nobody else.
    fn is_alone(&self, leaf: usize, scope: usize, leaves: &[usize]) -> bool {
        let branch = self.tree.branch(scope, self.tree.leaf_nodes[leaf]);
        leaves.iter().all(|&other| other == leaf || !self.tree.is_below(self.tree.leaf_nodes[other], branch))
    }
}

fn scope_atom(rule: &Unfolded, scope: usize) -> Atom {
    let is_negative = matches!(rule.scopes[scope].quantifier, Quantifier::All | Quantifier::None);
    Atom::Scope { scope, is_negative }
}

fn accepts_presence(leaf: &Leaf) -> bool {
    leaf.alternatives.iter().any(|filter| !filter.accepts_absence())
}
