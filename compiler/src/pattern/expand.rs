//! Expands `$or`: turns a pattern into a list of combinations of branches.

use super::{Condition, Content, Field, FieldPath, Leaf, Object, Scope};

/// A pattern without nesting and without `$or`. It matches if all conditions of one combination are satisfied.
#[derive(Debug)]
pub struct Expansion<'p> {
    /// The leaves and scopes, in source order.
    pub conditions: Vec<FlatCondition<'p>>,
    /// The indices of the conditions in each combination of branches, in ascending order.
    pub combinations: Vec<Vec<usize>>,
}

/// A leaf or a scope with its full path.
#[derive(Debug)]
pub struct FlatCondition<'p> {
    /// The path to the leaf's field or to the scope's array.
    pub path: FieldPath,
    /// The numbers of the enclosing `$or` branches, outermost first. Each branch of the pattern has its own number.
    pub branches: Vec<usize>,
    /// The leaf or scope itself.
    pub kind: FlatConditionKind<'p>,
}

/// The two kinds of conditions that remain after expansion.
#[derive(Debug, Clone, Copy)]
pub enum FlatConditionKind<'p> {
    /// A field and its alternatives.
    Leaf(&'p Field, &'p Leaf),
    /// An element scope.
    Scope(&'p Scope),
}

/// Expands every `$or` outside of scopes. Patterns inside scopes stay as they are.
#[must_use]
pub fn expand(object: &Object) -> Expansion<'_> {
    let mut expander = Expander { conditions: Vec::new(), branches: Vec::new(), next_branch: 0 };
    let mut combinations = vec![Vec::new()];
    expander.object(object, &FieldPath::root(), &mut combinations);
    Expansion { conditions: expander.conditions, combinations }
}

struct Expander<'p> {
    conditions: Vec<FlatCondition<'p>>,
    /// The numbers of the branches that enclose the current object, outermost first.
    branches: Vec<usize>,
    next_branch: usize,
}

impl<'p> Expander<'p> {
    fn object(&mut self, object: &'p Object, path: &FieldPath, combinations: &mut Vec<Vec<usize>>) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => {
                    let before = std::mem::take(combinations);
                    for branch in &or.branches {
                        let mut with_branch = before.clone();
                        self.branches.push(self.next_branch);
                        self.next_branch += 1;
                        self.object(branch, path, &mut with_branch);
                        self.branches.pop();
                        combinations.append(&mut with_branch);
                    }
                }
                Condition::Scope(scope) => self.add(path.clone(), FlatConditionKind::Scope(scope), combinations),
                Condition::Field(field) => {
                    let path = path.join(&field.key);
                    match &field.content {
                        Content::Object(inner) => self.object(inner, &path, combinations),
                        Content::Leaf(leaf) => self.add(path, FlatConditionKind::Leaf(field, leaf), combinations),
                    }
                }
            }
        }
    }

    fn add(&mut self, path: FieldPath, kind: FlatConditionKind<'p>, combinations: &mut [Vec<usize>]) {
        for combination in combinations {
            combination.push(self.conditions.len());
        }
        self.conditions.push(FlatCondition { path, branches: self.branches.clone(), kind });
    }
}
