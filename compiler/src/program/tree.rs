//! The tree of all steps that the leaves and scopes of a rule take.

use super::unfold::Unfolded;
use crate::json::JsonString;
use crate::rule::FieldPath;
use crate::sorting::order_by;
use std::collections::HashMap;

/// A tree of steps. Node 0 is the event.
#[derive(Debug, Clone)]
pub struct Tree {
    pub nodes: Vec<TreeNode>,
    /// For each leaf of the rule, its node.
    pub leaf_nodes: Vec<usize>,
    /// For each scope of the rule, the node of its elements.
    pub(super) scope_nodes: Vec<usize>,
    /// For each scope of the rule, the node of what it is a condition on: the event, or the elements of the scope around.
    pub(super) scope_roots: Vec<usize>,
}

#[derive(Debug, Clone)]
pub struct TreeNode {
    pub parent: usize,
    pub depth: usize,
    /// The steps that lead on, in the order of the pattern.
    pub children: Vec<(JsonString, usize)>,
    /// Where among them a step stands.
    places: HashMap<JsonString, usize>,
    /// Whether objects here are elements of a scope.
    is_element: bool,
}

impl TreeNode {
    fn new(parent: usize, depth: usize) -> Self {
        Self { parent, depth, children: Vec::new(), places: HashMap::new(), is_element: false }
    }

    /// Whether objects here matter.
    pub(super) fn is_object(&self) -> bool {
        self.is_element || !self.children.is_empty()
    }
}

impl Tree {
    pub(super) fn new(rule: &Unfolded) -> Self {
        let mut tree = Self::root();
        tree.leaf_nodes = rule.leaves.iter().map(|leaf| tree.insert(&leaf.path)).collect();
        tree.scope_nodes = rule.scopes.iter().map(|scope| tree.insert(&scope.path)).collect();
        let root = |around: Option<usize>| around.map_or(0, |scope| tree.scope_nodes[scope]);
        tree.scope_roots = rule.scopes.iter().map(|scope| root(scope.around)).collect();
        for &node in &tree.scope_nodes {
            tree.nodes[node].is_element = true;
        }
        tree.objects_first()
    }

    /// A tree that has the event only.
    pub(super) fn root() -> Self {
        let nodes = vec![TreeNode::new(0, 0)];
        Self { nodes, leaf_nodes: Vec::new(), scope_nodes: Vec::new(), scope_roots: Vec::new() }
    }

    /// The same tree in the order that the engine wants, and the number of each node in it.
    pub(super) fn numbered(&self) -> (Self, Vec<usize>) {
        let all = (0..self.nodes.len()).collect();
        let mut ordered = Self { leaf_nodes: all, ..self.clone() }.objects_first();
        let numbers = std::mem::take(&mut ordered.leaf_nodes);
        (ordered, numbers)
    }

    /// The same with the nodes of objects that matter before all others. Parents stay before their children.
    fn objects_first(self) -> Self {
        let is_later = |node: usize| node != 0 && !self.nodes[node].is_object();
        let order = order_by(self.nodes.len(), &|one, other| is_later(one).cmp(&is_later(other)));
        let mut renumbered = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            renumbered[old] = new;
        }
        let mut nodes: Vec<TreeNode> = order.iter().map(|&old| self.nodes[old].clone()).collect();
        for node in &mut nodes {
            node.parent = renumbered[node.parent];
            node.children.iter_mut().for_each(|(_, child)| *child = renumbered[*child]);
        }
        let renumber = |of: &[usize]| of.iter().map(|&node| renumbered[node]).collect();
        Self {
            nodes,
            leaf_nodes: renumber(&self.leaf_nodes),
            scope_nodes: renumber(&self.scope_nodes),
            scope_roots: renumber(&self.scope_roots),
        }
    }

    /// The nodes of objects that matter, and the event, with their numbers.
    pub(super) fn objects(&self) -> impl Iterator<Item = (usize, &TreeNode)> {
        self.nodes.iter().enumerate().take_while(|(number, node)| *number == 0 || node.is_object())
    }

    fn insert(&mut self, path: &FieldPath) -> usize {
        path.steps().iter().fold(0, |node, step| self.child(node, step))
    }

    /// The node that a step leads to, which is made if there is none.
    pub(super) fn child(&mut self, node: usize, step: &JsonString) -> usize {
        if let Some(&place) = self.nodes[node].places.get(step) {
            return self.nodes[node].children[place].1;
        }
        let child = self.nodes.len();
        let depth = self.nodes[node].depth + 1;
        self.nodes.push(TreeNode::new(node, depth));
        let place = self.nodes[node].children.len();
        self.nodes[node].places.insert(step.clone(), place);
        self.nodes[node].children.push((step.clone(), child));
        child
    }

    /// The step that leads to a node.
    pub fn step(&self, node: usize) -> Option<&JsonString> {
        let siblings = &self.nodes[self.nodes[node].parent].children;
        siblings.iter().find(|(_, child)| *child == node).map(|(step, _)| step)
    }

    /// How many steps the longest path has.
    pub(super) fn depth(&self) -> usize {
        self.nodes.iter().map(|node| node.depth).max().unwrap_or(0)
    }

    /// The node of the object that holds a leaf's field.
    pub fn container(&self, leaf: usize) -> usize {
        self.nodes[self.leaf_nodes[leaf]].parent
    }

    /// The innermost node that encloses both.
    pub(super) fn common(&self, mut one: usize, mut other: usize) -> usize {
        while one != other {
            if self.nodes[one].depth < self.nodes[other].depth {
                other = self.nodes[other].parent;
            } else {
                one = self.nodes[one].parent;
            }
        }
        one
    }

    /// The child of `ancestor` on the way to `node`, which is below it.
    pub fn branch(&self, ancestor: usize, mut node: usize) -> usize {
        while self.nodes[node].parent != ancestor {
            node = self.nodes[node].parent;
        }
        node
    }

    /// Whether a node is below another.
    pub(super) fn is_below(&self, node: usize, ancestor: usize) -> bool {
        node != ancestor && self.common(node, ancestor) == ancestor
    }
}
