//! The meaning of a pattern: leaves and scopes, and the conjunctions that combine them.
//!
//! [`lower`] turns a [`Pattern`] into a [`Rule`], which has no JSON syntax and no spans. The generated code, the
//! interpreter and the analyses use rules. The pre-filter is built from the pattern.

mod alternatives;
mod canonical;
mod combinations;
mod expansion_size;
mod joined_lists;

pub use canonical::canonical_order;
pub(crate) use canonical::stable_hash;
pub use combinations::TooManyCombinations;
pub(crate) use joined_lists::too_complex_lists;

pub use crate::pattern::FieldPath;

use crate::pattern::{self, Expansion, Filter, FlatConditionKind, Object, Pattern, Quantifier, expand};
use crate::sorting::{sort_by, sorted_indices};
use crate::source::Span;
use std::ops::Range;

/// A pattern in disjunctive normal form. It matches an event if all leaves and all scopes of one conjunction are
/// satisfied. The leaves must be satisfied together, in the same array elements; each scope is evaluated independently.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// The leaves outside of scopes, in source order.
    pub leaves: Vec<Leaf>,
    /// The outermost element scopes, in source order. Nested scopes are in the rules of their enclosing scopes.
    pub scopes: Vec<Scope>,
    /// One conjunction for each combination of `$or` branches.
    pub conjunctions: Vec<Conjunction>,
}

/// Leaves and scopes that must all be satisfied.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conjunction {
    /// Indices into [`Rule::leaves`], sorted by path. No two leaves have the same path.
    pub leaves: Vec<usize>,
    /// Indices into [`Rule::scopes`].
    pub scopes: Vec<usize>,
}

/// A condition on the elements at a path: all objects that the path leads to, whether or not they are in (nested)
/// arrays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The path to the elements, from the event or from the element of the enclosing scope.
    pub path: FieldPath,
    /// The number of elements that must match.
    pub quantifier: Quantifier,
    /// The rule for an element, which is evaluated as if the element were the whole event.
    pub rule: Rule,
}

impl Rule {
    /// Returns a rule that matches every element.
    fn match_all() -> Self {
        Self { leaves: Vec::new(), scopes: Vec::new(), conjunctions: vec![Conjunction::default()] }
    }
}

/// A field path and the alternatives for its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The path to the field.
    pub path: FieldPath,
    /// The alternatives, at least one of which must accept the field.
    pub alternatives: Vec<Filter>,
}

impl Leaf {
    /// Whether an event without the field satisfies the leaf.
    #[must_use]
    pub fn accepts_absence(&self) -> bool {
        self.alternatives.iter().any(Filter::accepts_absence)
    }

    /// Whether an alternative refers to another field of the event.
    #[must_use]
    pub fn has_field_ref(&self) -> bool {
        self.alternatives.iter().any(Filter::has_field_ref)
    }
}

/// A rule and the spans of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lowered {
    /// The rule.
    pub rule: Rule,
    /// The spans of the leaves, in the order of [`Rule::leaves`].
    pub leaf_spans: Vec<LeafSpans>,
    /// The conditions that replace an earlier condition on the same path.
    pub replacements: Vec<Replacement>,
    /// The lowered scopes, in the order of [`Rule::scopes`].
    pub scopes: Vec<LoweredScope>,
}

/// A lowered scope: the rule for an element, and the span of the scope's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoweredScope {
    /// The span of the scope's key.
    pub key: Span,
    /// The rule for an element.
    pub lowered: Lowered,
}

/// The spans of a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeafSpans {
    /// The span of the last key of the path.
    pub key: Span,
    /// The span of the list of alternatives.
    pub list: Span,
    /// The span of the first `exists: false` in the list, if there is one.
    pub absence: Option<Span>,
}

/// A condition that replaces an earlier one on the same path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// Index of the leaf that is ignored.
    pub earlier: usize,
    /// Index of the leaf that replaces the earlier one.
    pub later: usize,
    /// Whether the two conditions are in different `$or` branches, or only one of them is in a branch. If not, the same
    /// object or branch contains the path twice.
    pub across_or: bool,
    /// Whether the later condition is outside of the `$or` that contains the earlier one.
    pub later_is_outside: bool,
}

/// Lowers a pattern to a rule.
///
/// # Errors
/// Returns an error if the `$or` branches of the pattern or of a scope have more combinations than EventBridge accepts,
/// or if the combinations have too many conditions. Combinations are counted before they are built.
pub fn lower(pattern: &Pattern) -> Result<Lowered, TooManyCombinations> {
    combinations::check(&pattern.root)?;
    Ok(lower_object(&pattern.root))
}

/// Lowers an object as if it were a whole pattern.
fn lower_object(object: &Object) -> Lowered {
    let Expansion { conditions, combinations } = expand(object);
    let mut lowered = Lowered::default();
    let mut lowered_conditions = Vec::with_capacity(conditions.len());
    let mut branches: Vec<&[usize]> = Vec::new();
    for condition in &conditions {
        lowered_conditions.push(match condition.kind {
            FlatConditionKind::Leaf(field, leaf) => {
                branches.push(&condition.branches);
                lowered.leaf(&condition.path, field, leaf)
            }
            FlatConditionKind::Scope(scope) => lowered.scope(&condition.path, scope),
        });
    }
    let (path_ranks, path_count) = path_ranks(&lowered.rule.leaves);
    // The latest leaf at each path, within the current combination.
    let mut leaf_at: Vec<Option<usize>> = vec![None; path_count];
    for combination in combinations {
        let mut conjunction = Conjunction::default();
        for condition in combination {
            let leaf = match &lowered_conditions[condition] {
                LoweredCondition::Leaf(leaf) => *leaf,
                LoweredCondition::Scopes(range) => {
                    conjunction.scopes.extend(range.clone());
                    continue;
                }
            };
            let path = path_ranks[leaf];
            match leaf_at[path].replace(leaf) {
                Some(earlier) => lowered.replace(earlier, leaf, &branches),
                None => conjunction.leaves.push(path),
            }
        }
        // The path ranks are sorted, then replaced with the leaves at these paths.
        conjunction.leaves.sort_unstable();
        for leaf in &mut conjunction.leaves {
            *leaf = leaf_at[*leaf].take().unwrap_or_default();
        }
        lowered.rule.conjunctions.push(conjunction);
    }
    sort_by(&mut lowered.replacements, &|one, other| one.later.cmp(&other.later));
    lowered
}

/// Returns the rank of each leaf's path among all distinct paths, and the number of distinct paths.
fn path_ranks(leaves: &[Leaf]) -> (Vec<usize>, usize) {
    let keys: Vec<Vec<u16>> = leaves.iter().map(|leaf| leaf.path.sort_key()).collect();
    let order = sorted_indices(leaves.len(), &|one, other| {
        keys[one].cmp(&keys[other]).then_with(|| leaves[one].path.cmp(&leaves[other].path))
    });
    let mut ranks = vec![0; leaves.len()];
    let mut count = 0;
    for (index, &leaf) in order.iter().enumerate() {
        if index == 0 || leaves[order[index - 1]].path != leaves[leaf].path {
            count += 1;
        }
        ranks[leaf] = count - 1;
    }
    (ranks, count)
}

/// The index of the leaf, or the indices of the scopes, that a condition of the pattern is lowered to.
enum LoweredCondition {
    Leaf(usize),
    /// A scope with several patterns becomes several scopes.
    Scopes(Range<usize>),
}

impl Lowered {
    fn leaf(&mut self, path: &FieldPath, field: &pattern::Field, leaf: &pattern::Leaf) -> LoweredCondition {
        let absence = leaf.alternatives.iter().find(|one| one.filter == Filter::Exists(false)).map(|one| one.span);
        self.leaf_spans.push(LeafSpans { key: field.key_span, list: leaf.span, absence });
        self.rule.leaves.push(Leaf { path: path.clone(), alternatives: alternatives::with_implied(leaf) });
        LoweredCondition::Leaf(self.rule.leaves.len() - 1)
    }

    fn scope(&mut self, path: &FieldPath, scope: &pattern::Scope) -> LoweredCondition {
        let first = self.scopes.len();
        let mut add = |lowered: Lowered| {
            let (path, quantifier) = (path.clone(), scope.quantifier.clone());
            self.rule.scopes.push(Scope { path, quantifier, rule: lowered.rule.clone() });
            self.scopes.push(LoweredScope { key: scope.key_span, lowered });
        };
        if scope.patterns.is_empty() {
            add(Self { rule: Rule::match_all(), ..Self::default() });
        }
        for pattern in &scope.patterns {
            add(lower_object(pattern));
        }
        LoweredCondition::Scopes(first..self.scopes.len())
    }

    fn replace(&mut self, earlier: usize, later: usize, branches: &[&[usize]]) {
        let across_or = branches[earlier] != branches[later];
        let later_is_outside = branches[earlier].len() > branches[later].len();
        let replacement = Replacement { earlier, later, across_or, later_is_outside };
        if !self.replacements.contains(&replacement) {
            self.replacements.push(replacement);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::json::{Dialect, read as read_json};

    fn lowered(text: &str) -> Result<Lowered, TooManyCombinations> {
        let value = read_json(text, Dialect::Strict).value.unwrap();
        lower(&crate::pattern::read(&value, &mut Diagnostics::new()).unwrap())
    }

    fn leaves(rule: &Rule) -> Vec<Vec<usize>> {
        rule.conjunctions.iter().map(|conjunction| conjunction.leaves.clone()).collect()
    }

    #[test]
    fn scopes_are_independent_conditions() {
        let text = r#"{"a":[1],"c":{"$any":[{"a":[1]},{"b":[1]}],"a":[2]},"$or":[{"b":[1]},{"c":{"$all":{"$or":[{"a":[1]},{"b":[1]}]}}}]}"#;
        let Lowered { rule, replacements, .. } = lowered(text).unwrap();
        let conjunction =
            |leaves: &[usize], scopes: &[usize]| Conjunction { leaves: leaves.into(), scopes: scopes.into() };
        assert_eq!(rule.conjunctions, [conjunction(&[0, 2, 1], &[0, 1]), conjunction(&[0, 1], &[0, 1, 2])]);
        assert_eq!(leaves(&rule.scopes[2].rule), [[0], [1]]);
        assert_eq!(rule.scopes[2].path.to_string(), "c");
        assert!(replacements.is_empty());
    }

    #[test]
    fn a_number_is_in_a_block_without_mask_bits_unless_numbers_are_compared_by_value() {
        let digits = |other: &str| {
            let rule = lowered(&format!(r#"{{"a":[{{"cidr":"10.0.0.0/0"}}{other}]}}"#)).unwrap().rule;
            rule.leaves[0].alternatives.contains(&Filter::NumberByFirstDigit)
        };
        for other in ["", r#","1""#, ",1e400", r#",{"anything-but":"1"}"#, ",true"] {
            assert!(digits(other), "{other}");
        }
        for other in [",1", r#",{"numeric":["<",1]}"#, r#",{"anything-but":1}"#, r#",{"anything-but":[1,2]}"#] {
            assert!(!digits(other), "{other}");
        }
    }

    #[test]
    fn or_distributes() {
        let Lowered { rule, replacements, .. } =
            lowered(r#"{"a":[1],"$or":[{"b":[1]},{"c":[1],"d":[1]}],"e":{"$or":[{"f":[1]},{"g":[1]}]}}"#).unwrap();
        assert_eq!(leaves(&rule), [vec![0, 1, 4], vec![0, 2, 3, 4], vec![0, 1, 5], vec![0, 2, 3, 5]]);
        assert!(replacements.is_empty());
    }

    #[test]
    fn a_later_condition_on_a_path_replaces_the_earlier_one() {
        let Lowered { rule, replacements, .. } = lowered(r#"{"d.x":[1],"d":{"x":[2]}}"#).unwrap();
        assert_eq!(leaves(&rule), [[1]]);
        assert!(!replacements[0].across_or);
        let branches = |name: &str| format!(r#"{{"$or":[{{"{name}":[1]}},{{"b":[1]}}]}}"#);
        let text = format!(r#"{{"d":{},"e":{},"$or":[{{"d.x":[2]}},{{"c":[1]}}]}}"#, branches("x"), branches("y"));
        let Lowered { replacements, .. } = lowered(&text).unwrap();
        assert_eq!(replacements, [Replacement { earlier: 0, later: 4, across_or: true, later_is_outside: false }]);
        let Lowered { rule, replacements, .. } = lowered(r#"{"$or":[{"a":[1]},{"b":[1]}],"a":[2]}"#).unwrap();
        assert_eq!(leaves(&rule), [vec![2], vec![2, 1]]);
        assert!(replacements[0].across_or);
    }
}
