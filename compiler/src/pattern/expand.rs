//! The branches of `$or`, multiplied out.

use super::{Condition, Content, Field, FieldPath, Leaf, Object, Scope};

/// An object of a pattern as alternatives of what must hold together.
#[derive(Debug)]
pub struct Expansion<'p> {
    /// The leaves and scopes, in the order of the source.
    pub parts: Vec<FlatCondition<'p>>,
    /// The parts that must hold together, by number and in their order: a list for each combination of branches.
    pub combinations: Vec<Vec<usize>>,
}

/// A leaf or a scope of a pattern.
#[derive(Debug)]
pub struct FlatCondition<'p> {
    /// The path of the leaf's field, or of the array that the scope is about.
    pub path: FieldPath,
    /// The branches of `$or` that it is in, from the outside inwards. All branches of a pattern have numbers of their own.
    pub branches: Vec<usize>,
    /// What it is.
    pub kind: FlatConditionKind<'p>,
}

/// What a part of a pattern is.
#[derive(Debug, Clone, Copy)]
pub enum FlatConditionKind<'p> {
    /// The alternatives of a field.
    Leaf(&'p Field, &'p Leaf),
    /// A condition on the elements of an array.
    Scope(&'p Scope),
}

/// Multiplies the branches of `$or` out. What is in scopes is left as it is.
#[must_use]
pub fn expand(object: &Object) -> Expansion<'_> {
    let mut expander = Expander { parts: Vec::new(), branches: Vec::new(), next_branch: 0 };
    let mut combinations = vec![Vec::new()];
    expander.object(object, &FieldPath::root(), &mut combinations);
    Expansion { parts: expander.parts, combinations }
}

struct Expander<'p> {
    parts: Vec<FlatCondition<'p>>,
    /// The branches around what comes next.
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
                Condition::Scope(scope) => self.part(path.clone(), FlatConditionKind::Scope(scope), combinations),
                Condition::Field(field) => {
                    let path = path.join(&field.key);
                    match &field.content {
                        Content::Object(inner) => self.object(inner, &path, combinations),
                        Content::Leaf(leaf) => self.part(path, FlatConditionKind::Leaf(field, leaf), combinations),
                    }
                }
            }
        }
    }

    fn part(&mut self, path: FieldPath, kind: FlatConditionKind<'p>, combinations: &mut [Vec<usize>]) {
        for combination in combinations {
            combination.push(self.parts.len());
        }
        self.parts.push(FlatCondition { path, branches: self.branches.clone(), kind });
    }
}
