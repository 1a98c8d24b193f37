//! Clauses: conjunctions that specify, where it matters, whether a field or its absence satisfies a leaf.
//!
//! A leaf that accepts absence applies to the array elements that were chosen by the fields of earlier leaves. If an
//! earlier leaf also accepts absence, the result can depend on whether a field or its absence satisfies that leaf. The
//! conjunction then becomes several clauses.

use super::inline_scopes::InlinedRule;
use super::tree::Tree;
use crate::pattern::Quantifier;
use crate::rule::{Conjunction, Leaf};

/// Atoms that must hold together.
pub(super) type Clause = Vec<Atom>;

/// One condition of a clause. `enclosing` is the node of the object in which the field must be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    /// A field satisfies the leaf.
    Present { leaf: usize },
    /// The field is absent.
    Absent { leaf: usize, enclosing: usize },
    /// The field is absent, or a field satisfies the leaf.
    Either { leaf: usize, enclosing: usize },
    /// An element scope is satisfied. A negative scope (`$all`, `$none`) is satisfied until an element violates it.
    Scope { scope: usize, is_negative: bool },
}

/// Maximum number of clauses of a rule. The limit is higher than the maximum number of conjunctions, because a
/// conjunction can become several clauses.
pub(super) const MAX_CLAUSES: usize = 4_000;

/// Maximum total number of atoms in the clauses of a rule, far more than the tables can hold.
pub(super) const MAX_ATOMS: usize = 1_000_000;

/// Expands the conjunctions of a rule, or of one of its scopes, into clauses about an object at the `root` node.
/// Returns `None` if there are too many clauses or atoms.
pub(super) fn clauses(
    rule: &InlinedRule,
    conjunctions: &[Conjunction],
    tree: &Tree,
    root: usize,
) -> Option<Vec<Clause>> {
    let mut builder = ClauseBuilder { rule, tree, root, clauses: Vec::new(), atoms: 0 };
    let complete = conjunctions.iter().all(|conjunction| {
        let scopes = conjunction.scopes.iter().map(|&scope| scope_atom(rule, scope)).collect();
        builder.expand(&conjunction.leaves, scopes)
    });
    complete.then_some(builder.clauses)
}

struct ClauseBuilder<'r> {
    rule: &'r InlinedRule,
    tree: &'r Tree,
    root: usize,
    clauses: Vec<Clause>,
    atoms: usize,
}

impl ClauseBuilder<'_> {
    /// Adds the clauses that begin with the given atoms. Returns `false` if there are too many clauses or atoms.
    /// Pending choices are kept in a list, because recursion would overflow the stack for a rule with many leaves.
    fn expand(&mut self, leaves: &[usize], mut atoms: Clause) -> bool {
        let first = atoms.len();
        let mut pending: Vec<(usize, Atom)> = Vec::new();
        loop {
            while let Some(&leaf) = leaves.get(atoms.len() - first) {
                let index = atoms.len();
                let mut options = self.options(leaf, leaves, &atoms).into_iter();
                atoms.extend(options.next());
                pending.extend(options.map(|atom| (index, atom)));
            }
            self.atoms += atoms.len();
            self.clauses.push(atoms.clone());
            if self.clauses.len() > MAX_CLAUSES || self.atoms > MAX_ATOMS {
                return false;
            }
            let Some((index, atom)) = pending.pop() else { return true };
            atoms.truncate(index);
            atoms.push(atom);
        }
    }

    fn options(&self, leaf: usize, leaves: &[usize], before: &Clause) -> Vec<Atom> {
        let present = Atom::Present { leaf };
        let rule_leaf = &self.rule.leaves[leaf];
        if !rule_leaf.accepts_absence() {
            return vec![present];
        }
        let enclosing = self.enclosing(leaf, before);
        let absent = Atom::Absent { leaf, enclosing };
        if !accepts_presence(rule_leaf) {
            vec![absent]
        } else if enclosing == self.tree.container(leaf) || self.is_independent(leaf, enclosing, leaves) {
            vec![Atom::Either { leaf, enclosing }]
        } else {
            vec![absent, present]
        }
    }

    /// Returns the node of the innermost object that encloses the leaf's field and is determined by the fields of
    /// earlier atoms.
    fn enclosing(&self, leaf: usize, before: &Clause) -> usize {
        let container = self.tree.container(leaf);
        let determined = before.iter().filter_map(|atom| match atom {
            Atom::Present { leaf } => Some(self.tree.common_ancestor(container, self.tree.container(*leaf))),
            Atom::Absent { .. } | Atom::Either { .. } | Atom::Scope { .. } => None,
        });
        determined.max_by_key(|&node| self.tree.nodes[node].depth).unwrap_or(self.root)
    }

    /// Whether the leaf is the only leaf of the conjunction on its branch below the enclosing object. If it is, the
    /// choice of the object that contains the leaf's field affects no other leaf.
    fn is_independent(&self, leaf: usize, enclosing: usize, leaves: &[usize]) -> bool {
        let branch = self.tree.branch(enclosing, self.tree.leaf_nodes[leaf]);
        leaves.iter().all(|&other| other == leaf || !self.tree.is_below(self.tree.leaf_nodes[other], branch))
    }
}

fn scope_atom(rule: &InlinedRule, scope: usize) -> Atom {
    let is_negative = matches!(rule.scopes[scope].quantifier, Quantifier::All | Quantifier::None);
    Atom::Scope { scope, is_negative }
}

fn accepts_presence(leaf: &Leaf) -> bool {
    leaf.alternatives.iter().any(|filter| !filter.accepts_absence())
}
