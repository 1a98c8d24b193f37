//! The tree formed by the paths of a rule's leaves and scopes.

use super::inline_scopes::InlinedRule;
use crate::json::JsonString;
use crate::rule::FieldPath;
use crate::sorting::sorted_indices;
use std::collections::HashMap;

/// A tree of path steps. Node 0 is the event.
#[derive(Debug, Clone)]
pub struct Tree {
    pub nodes: Vec<TreeNode>,
    /// The node of each leaf.
    pub leaf_nodes: Vec<usize>,
    /// For each scope, the node of its elements.
    pub(super) scope_nodes: Vec<usize>,
    /// For each scope, the node of the object to which the condition applies: the event, or an element of the enclosing
    /// scope.
    pub(super) scope_roots: Vec<usize>,
}

#[derive(Debug, Clone)]
pub struct TreeNode {
    pub parent: usize,
    pub depth: usize,
    /// The child nodes and the steps that lead to them, in the order of the pattern.
    pub children: Vec<(JsonString, usize)>,
    /// The index of each step in `children`.
    child_index: HashMap<JsonString, usize>,
    /// Whether objects at this node are elements of a scope.
    is_element: bool,
}

impl TreeNode {
    fn new(parent: usize, depth: usize) -> Self {
        Self { parent, depth, children: Vec::new(), child_index: HashMap::new(), is_element: false }
    }

    /// Whether the engine must read objects at this node, because they have keys or are elements of a scope.
    pub(super) fn is_object(&self) -> bool {
        self.is_element || !self.children.is_empty()
    }
}

impl Tree {
    pub(super) fn new(rule: &InlinedRule) -> Self {
        let mut tree = Self::root();
        tree.leaf_nodes = rule.leaves.iter().map(|leaf| tree.insert(&leaf.path)).collect();
        tree.scope_nodes = rule.scopes.iter().map(|scope| tree.insert(&scope.path)).collect();
        let root = |parent: Option<usize>| parent.map_or(0, |scope| tree.scope_nodes[scope]);
        tree.scope_roots = rule.scopes.iter().map(|scope| root(scope.parent)).collect();
        for &node in &tree.scope_nodes {
            tree.nodes[node].is_element = true;
        }
        tree.objects_first()
    }

    /// Returns a tree that has only the event.
    pub(super) fn root() -> Self {
        let nodes = vec![TreeNode::new(0, 0)];
        Self { nodes, leaf_nodes: Vec::new(), scope_nodes: Vec::new(), scope_roots: Vec::new() }
    }

    /// Returns the tree with its nodes in the order that the engine requires, and the new number of each node.
    pub(super) fn reordered(&self) -> (Self, Vec<usize>) {
        let all = (0..self.nodes.len()).collect();
        let mut ordered = Self { leaf_nodes: all, ..self.clone() }.objects_first();
        let numbers = std::mem::take(&mut ordered.leaf_nodes);
        (ordered, numbers)
    }

    /// Renumbers the nodes so that the event and the objects that the engine must read come first. Parents remain
    /// before their children.
    fn objects_first(self) -> Self {
        let is_last = |node: usize| node != 0 && !self.nodes[node].is_object();
        let order = sorted_indices(self.nodes.len(), &|one, other| is_last(one).cmp(&is_last(other)));
        let mut renumbered = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            renumbered[old] = new;
        }
        let mut nodes: Vec<TreeNode> = order.iter().map(|&old| self.nodes[old].clone()).collect();
        for node in &mut nodes {
            node.parent = renumbered[node.parent];
            node.children.iter_mut().for_each(|(_, child)| *child = renumbered[*child]);
        }
        let renumber = |nodes: &[usize]| nodes.iter().map(|&node| renumbered[node]).collect();
        Self {
            nodes,
            leaf_nodes: renumber(&self.leaf_nodes),
            scope_nodes: renumber(&self.scope_nodes),
            scope_roots: renumber(&self.scope_roots),
        }
    }

    /// Returns an iterator over the event and the objects that the engine must read, with their node numbers.
    pub(super) fn objects(&self) -> impl Iterator<Item = (usize, &TreeNode)> {
        self.nodes.iter().enumerate().take_while(|(number, node)| *number == 0 || node.is_object())
    }

    fn insert(&mut self, path: &FieldPath) -> usize {
        path.steps().iter().fold(0, |node, step| self.child(node, step))
    }

    /// Returns the child node for a step. Adds the node if it does not exist.
    pub(super) fn child(&mut self, node: usize, step: &JsonString) -> usize {
        if let Some(&index) = self.nodes[node].child_index.get(step) {
            return self.nodes[node].children[index].1;
        }
        let child = self.nodes.len();
        let depth = self.nodes[node].depth + 1;
        self.nodes.push(TreeNode::new(node, depth));
        let index = self.nodes[node].children.len();
        self.nodes[node].child_index.insert(step.clone(), index);
        self.nodes[node].children.push((step.clone(), child));
        child
    }

    /// Returns the step that leads to a node, or `None` for the event.
    pub fn step(&self, node: usize) -> Option<&JsonString> {
        let siblings = &self.nodes[self.nodes[node].parent].children;
        siblings.iter().find(|(_, child)| *child == node).map(|(step, _)| step)
    }

    /// Returns the number of steps in the longest path.
    pub(super) fn depth(&self) -> usize {
        self.nodes.iter().map(|node| node.depth).max().unwrap_or(0)
    }

    /// Returns the node of the object that contains a leaf's field.
    pub fn container(&self, leaf: usize) -> usize {
        self.nodes[self.leaf_nodes[leaf]].parent
    }

    /// Returns the innermost node that encloses both nodes.
    pub(super) fn common_ancestor(&self, mut one: usize, mut other: usize) -> usize {
        while one != other {
            if self.nodes[one].depth < self.nodes[other].depth {
                other = self.nodes[other].parent;
            } else {
                one = self.nodes[one].parent;
            }
        }
        one
    }

    /// Returns the child of `ancestor` on the path to `node`. `node` must be below `ancestor`.
    pub fn branch(&self, ancestor: usize, mut node: usize) -> usize {
        while self.nodes[node].parent != ancestor {
            node = self.nodes[node].parent;
        }
        node
    }

    /// Whether `node` is below `ancestor`.
    pub(super) fn is_below(&self, node: usize, ancestor: usize) -> bool {
        node != ancestor && self.common_ancestor(node, ancestor) == ancestor
    }
}
