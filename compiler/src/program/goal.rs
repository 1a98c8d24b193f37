//! Goals: clauses split into conditions on individual objects. Each goal can be decided when its object ends.

use super::clause::{Atom, Clause};
use super::tree::Tree;
use crate::sorting::{SmallMap, sort_by};
use std::collections::HashMap;

/// A fact about an object, for which the engine keeps a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// A field satisfies the leaf.
    Satisfied {
        /// Number of the leaf.
        leaf: usize,
    },
    /// An object meets the goal.
    Met {
        /// Number of the goal.
        goal: usize,
    },
    /// A field at the path of the leaf is present inside the enclosing object.
    Seen {
        /// Number of the leaf.
        leaf: usize,
        /// The node of the enclosing object.
        enclosing: usize,
    },
    /// A key that leads to the node is present, and its value is an object or an array.
    Entered {
        /// Number of the node.
        node: usize,
        /// Whether the fact is that the value is an array.
        is_array: bool,
    },
    /// An element of the scope matches (`$any`, `$none`), an element does not match (`$all`), or the number of matching
    /// elements is in range (`$count`).
    Scope {
        /// Number of the scope.
        scope: usize,
    },
    /// The current element of the scope matches.
    Matched {
        /// Number of the scope.
        scope: usize,
    },
}

/// A requirement of a goal. It is satisfied if either of its two conditions is satisfied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Need {
    /// Satisfied if this fact holds.
    pub holds: Option<Fact>,
    /// Satisfied if this fact does not hold when the object ends.
    pub holds_not: Option<Fact>,
}

/// A goal: the needs that one object at a node must satisfy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NodeGoal {
    pub node: usize,
    /// The scope whose elements the goal is about. `None` for a goal of the event, or for a goal that another goal
    /// needs.
    pub scope: Option<usize>,
    pub needs: Vec<Need>,
}

impl NodeGoal {
    /// Returns the fact that the goal is met.
    pub(super) fn met_fact(&self, goal: usize) -> Fact {
        self.scope.map_or(Fact::Met { goal }, |scope| Fact::Matched { scope })
    }
}

/// The goals of all clauses, without duplicates.
#[derive(Debug)]
pub struct Goals {
    pub goals: Vec<NodeGoal>,
}

impl Goals {
    /// Builds the goals for the clauses of the event and of each inlined scope.
    pub(super) fn new(tree: &Tree, clauses: &[Clause], scopes: &[Option<Vec<Clause>>]) -> Self {
        let mut builder = GoalBuilder { tree, goals: Vec::new(), interned: HashMap::new() };
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

    /// Returns the numbers of the goals of each node, in ascending order.
    pub(super) fn by_node(&self, nodes: usize) -> Vec<Vec<usize>> {
        let mut by_node = vec![Vec::new(); nodes];
        for (number, goal) in self.goals.iter().enumerate() {
            by_node[goal.node].push(number);
        }
        by_node
    }

    /// Returns the goals of the event. The rule matches if one of them is met.
    pub fn of_event(&self) -> Vec<usize> {
        (0..self.goals.len()).filter(|&goal| self.goals[goal].node == 0).collect()
    }

    /// Whether the goal, including the goals that it needs, is independent of the absence of fields.
    pub(super) fn is_final(&self, goal: usize) -> bool {
        self.goals[goal].needs.iter().all(|need| match need {
            Need { holds: Some(Fact::Met { goal }), holds_not: None } => self.is_final(*goal),
            need => need.holds_not.is_none(),
        })
    }

    /// Returns the node of the object that the fact is about. The engine clears the fact when such an object begins.
    pub(super) fn owner(&self, tree: &Tree, fact: Fact) -> usize {
        match fact {
            Fact::Satisfied { leaf } => tree.container(leaf),
            Fact::Met { goal } => tree.nodes[self.goals[goal].node].parent,
            Fact::Seen { enclosing, .. } => enclosing,
            Fact::Entered { node, .. } => tree.nodes[node].parent,
            Fact::Scope { scope } => tree.scope_roots[scope],
            Fact::Matched { scope } => tree.scope_nodes[scope],
        }
    }
}

struct GoalBuilder<'t> {
    tree: &'t Tree,
    goals: Vec<NodeGoal>,
    /// The number of each goal.
    interned: HashMap<NodeGoal, usize>,
}

impl GoalBuilder<'_> {
    /// Builds the goal of an object at `node`. All atoms must be about fields inside this object.
    fn goal(&mut self, node: usize, scope: Option<usize>, atoms: &[Atom]) -> usize {
        let mut needs = Vec::new();
        let mut by_branch: SmallMap<usize, Vec<Atom>> = SmallMap::default();
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
                Atom::Absent { leaf, enclosing } if enclosing == node => {
                    needs.push(Need { holds: None, holds_not: Some(Fact::Seen { leaf, enclosing }) });
                }
                Atom::Either { leaf, enclosing } if enclosing == node => {
                    let holds = self.satisfied_inside(node, leaf);
                    needs.push(Need { holds: Some(holds), holds_not: Some(Fact::Seen { leaf, enclosing }) });
                }
                Atom::Present { leaf } if self.tree.container(leaf) == node => {
                    needs.push(Need { holds: Some(Fact::Satisfied { leaf }), holds_not: None });
                }
                Atom::Present { leaf } | Atom::Absent { leaf, .. } | Atom::Either { leaf, .. } => {
                    let branch = self.tree.branch(node, self.tree.leaf_nodes[leaf]);
                    by_branch.get_or_insert_default(branch).push(atom);
                }
            }
        }
        for (branch, atoms) in by_branch.into_vec() {
            let goal = self.goal(branch, None, &atoms);
            needs.push(Need { holds: Some(Fact::Met { goal }), holds_not: None });
        }
        sort_by(&mut needs, &Need::cmp);
        needs.dedup();
        self.intern(NodeGoal { node, scope, needs })
    }

    /// Returns the fact that a field inside an object at `node` satisfies a leaf.
    fn satisfied_inside(&mut self, node: usize, leaf: usize) -> Fact {
        if self.tree.container(leaf) == node {
            return Fact::Satisfied { leaf };
        }
        let branch = self.tree.branch(node, self.tree.leaf_nodes[leaf]);
        Fact::Met { goal: self.goal(branch, None, &[Atom::Present { leaf }]) }
    }

    fn intern(&mut self, goal: NodeGoal) -> usize {
        *self.interned.entry(goal).or_insert_with_key(|goal| {
            self.goals.push(goal.clone());
            self.goals.len() - 1
        })
    }
}
