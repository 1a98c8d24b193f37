//! Clauses as goals: what one object must meet on its own, so that it can be decided when it ends.

use super::clause::{Atom, Clause};
use super::tree::Tree;
use crate::sorting::{SmallMap, sort_by};
use std::collections::HashMap;

/// A fact that the engine keeps a bit for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// A field satisfied this leaf.
    Satisfied {
        /// The leaf.
        leaf: usize,
    },
    /// An object met this goal.
    Met {
        /// The goal.
        goal: usize,
    },
    /// A field of this leaf's path was seen inside an object of this node.
    Seen {
        /// The leaf.
        leaf: usize,
        /// The node of the object.
        scope: usize,
    },
    /// A key led to this node.
    Entered {
        /// The node.
        node: usize,
    },
    /// Of the elements of this scope, one matched for `$any` and `$none`, one did not for `$all`, and as many as wanted did
    /// for `$count`.
    Scope {
        /// The element scope.
        scope: usize,
    },
    /// An element of this scope matched.
    Matched {
        /// The element scope.
        scope: usize,
    },
}

/// A requirement on facts: one holds, or the other does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Need {
    /// The fact that must hold, if there is one.
    pub holds: Option<Fact>,
    /// The fact that must not hold, if there is one.
    pub holds_not: Option<Fact>,
}

/// What an object at a node must meet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NodeGoal {
    pub node: usize,
    /// The scope whose elements must meet it, if it is not there for the goal of an object around.
    pub scope: Option<usize>,
    pub needs: Vec<Need>,
}

impl NodeGoal {
    /// The fact that it is met.
    pub(super) fn fact(&self, goal: usize) -> Fact {
        self.scope.map_or(Fact::Met { goal }, |scope| Fact::Matched { scope })
    }
}

/// The goals of all clauses. Equal ones are made once.
#[derive(Debug)]
pub struct Goals {
    pub goals: Vec<NodeGoal>,
}

impl Goals {
    /// Of the clauses of the event, and of those of each scope that has some.
    pub(super) fn new(tree: &Tree, clauses: &[Clause], scopes: &[Option<Vec<Clause>>]) -> Self {
        let mut builder = Builder { tree, goals: Vec::new(), known: HashMap::new() };
        for clause in clauses {
            builder.goal(0, None, clause);
        }
        for (scope, clauses) in scopes.iter().enumerate() {
            for clause in clauses.iter().flatten() {
                builder.goal(tree.scope_nodes[scope], Some(scope), clause);
            }
        }
        Self { goals: builder.goals }
    }

    /// The numbers of the goals of each node, in their order.
    pub(super) fn by_node(&self, nodes: usize) -> Vec<Vec<usize>> {
        let mut by_node = vec![Vec::new(); nodes];
        for (number, goal) in self.goals.iter().enumerate() {
            by_node[goal.node].push(number);
        }
        by_node
    }

    /// The goals of the event itself, of which one must be met.
    pub fn of_event(&self) -> Vec<usize> {
        (0..self.goals.len()).filter(|&goal| self.goals[goal].node == 0).collect()
    }

    /// Whether neither the goal nor one further in asks for the absence of a field.
    pub(super) fn is_final(&self, goal: usize) -> bool {
        self.goals[goal].needs.iter().all(|need| match need {
            Need { holds: Some(Fact::Met { goal }), holds_not: None } => self.is_final(*goal),
            need => need.holds_not.is_none(),
        })
    }

    /// The node to whose object a fact belongs: when such an object begins, the fact is forgotten.
    pub(super) fn owner(&self, tree: &Tree, fact: Fact) -> usize {
        match fact {
            Fact::Satisfied { leaf } => tree.container(leaf),
            Fact::Met { goal } => tree.nodes[self.goals[goal].node].parent,
            Fact::Seen { scope, .. } => scope,
            Fact::Entered { node } => tree.nodes[node].parent,
            Fact::Scope { scope } => tree.scope_roots[scope],
            Fact::Matched { scope } => tree.scope_nodes[scope],
        }
    }
}

struct Builder<'t> {
    tree: &'t Tree,
    goals: Vec<NodeGoal>,
    /// The numbers of the goals.
    known: HashMap<NodeGoal, usize>,
}

impl Builder<'_> {
    /// The goal of an object at `node` that stands for these atoms, all of which speak of what is inside it.
    fn goal(&mut self, node: usize, scope: Option<usize>, atoms: &[Atom]) -> usize {
        let mut needs = Vec::new();
        let mut further_in: SmallMap<usize, Vec<Atom>> = SmallMap::default();
        for &atom in atoms {
            match atom {
                Atom::Scope { scope, is_negative } => {
                    let fact = Some(Fact::Scope { scope });
                    needs.push(if is_negative {
                        Need { holds: None, holds_not: fact }
                    } else {
                        Need { holds: fact, holds_not: None }
                    });
                }
                Atom::Absent { leaf, scope } if scope == node => {
                    needs.push(Need { holds: None, holds_not: Some(Fact::Seen { leaf, scope }) });
                }
                Atom::Either { leaf, scope } if scope == node => {
                    let holds = self.satisfied_inside(node, leaf);
                    needs.push(Need { holds: Some(holds), holds_not: Some(Fact::Seen { leaf, scope }) });
                }
                Atom::Present { leaf } if self.tree.container(leaf) == node => {
                    needs.push(Need { holds: Some(Fact::Satisfied { leaf }), holds_not: None });
                }
                Atom::Present { leaf } | Atom::Absent { leaf, .. } | Atom::Either { leaf, .. } => {
                    let branch = self.tree.branch(node, self.tree.leaf_nodes[leaf]);
                    further_in.entry(branch).push(atom);
                }
            }
        }
        for (branch, atoms) in further_in.into_vec() {
            let goal = self.goal(branch, None, &atoms);
            needs.push(Need { holds: Some(Fact::Met { goal }), holds_not: None });
        }
        sort_by(&mut needs, &Need::cmp);
        needs.dedup();
        self.intern(NodeGoal { node, scope, needs })
    }

    /// The fact that a field inside an object at `node` satisfied a leaf.
    fn satisfied_inside(&mut self, node: usize, leaf: usize) -> Fact {
        if self.tree.container(leaf) == node {
            return Fact::Satisfied { leaf };
        }
        let branch = self.tree.branch(node, self.tree.leaf_nodes[leaf]);
        Fact::Met { goal: self.goal(branch, None, &[Atom::Present { leaf }]) }
    }

    fn intern(&mut self, goal: NodeGoal) -> usize {
        *self.known.entry(goal).or_insert_with_key(|goal| {
            self.goals.push(goal.clone());
            self.goals.len() - 1
        })
    }
}
