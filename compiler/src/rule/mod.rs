//! What a pattern means, in its simplest form: leaves, and which of them must hold together.
//!
//! A [`Rule`] knows no JSON and no leaf_spans. All engines but the readable typed code are made from it.

mod alternatives;
mod canonical;
mod combinations;
mod expansion_size;

pub use canonical::canonical_order;
pub(crate) use canonical::stable_hash;
pub use combinations::TooManyCombinations;

pub use crate::pattern::FieldPath;

use crate::pattern::{self, Expansion, Filter, FlatConditionKind, Object, Pattern, Quantifier, expand};
use crate::sorting::{order_by, sort_by};
use crate::source::Span;
use std::ops::Range;

/// A pattern as a disjunction: it matches an event if all leaves of one of the conjunctions hold together, and each of its
/// scopes on its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// The leaves of the pattern, in the order of the source.
    pub leaves: Vec<Leaf>,
    /// The element scopes of the pattern, in the order of the source. Those inside scopes are in the scopes' rules.
    pub scopes: Vec<Scope>,
    /// One for each combination of `$or` branches.
    pub conjunctions: Vec<Conjunction>,
}

/// What must hold together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conjunction {
    /// Leaves, by number, in the order of their paths. No two of them have the same path.
    pub leaves: Vec<usize>,
    /// Scopes, by number.
    pub scopes: Vec<usize>,
}

/// A condition on the elements at a path: every object there, in arrays of any depth or bare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Where the elements are, from the event or the element of the enclosing scope.
    pub path: FieldPath,
    /// How many of them must match.
    pub quantifier: Quantifier,
    /// What an element must be to match, as if it were the whole event.
    pub rule: Rule,
}

impl Rule {
    /// The rule that matches everything.
    fn match_all() -> Self {
        Self { leaves: Vec::new(), scopes: Vec::new(), conjunctions: vec![Conjunction::default()] }
    }
}

/// A field path and the alternatives for the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Where the field is.
    pub path: FieldPath,
    /// What it may be.
    pub alternatives: Vec<Filter>,
}

impl Leaf {
    /// Whether an event without the field satisfies the leaf.
    #[must_use]
    pub fn accepts_absence(&self) -> bool {
        self.alternatives.iter().any(Filter::accepts_absence)
    }

    /// Whether some alternative depends on other fields of the event.
    #[must_use]
    pub fn has_field_ref(&self) -> bool {
        self.alternatives.iter().any(Filter::has_field_ref)
    }
}

/// What a pattern means, and where its parts were written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lowered {
    /// The rule.
    pub rule: Rule,
    /// Where its leaves were written, by their numbers.
    pub leaf_spans: Vec<LeafSpans>,
    /// Conditions that silently take the place of others.
    pub replacements: Vec<Replacement>,
    /// The scopes, by their numbers.
    pub scopes: Vec<LoweredScope>,
}

/// What a scope's pattern means on its own, and where the scope was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoweredScope {
    /// The key of the scope.
    pub key: Span,
    /// What the scope asks of an element.
    pub lowered: Lowered,
}

/// Where a leaf was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeafSpans {
    /// The last key of its path.
    pub key: Span,
    /// The list of alternatives.
    pub list: Span,
    /// The first `exists: false` in the list.
    pub absence: Option<Span>,
}

/// A condition that takes the place of an earlier one on the same path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The leaf that no longer counts.
    pub earlier: usize,
    /// The leaf that does.
    pub later: usize,
    /// Whether `$or` stands between the two; otherwise the path is simply written twice.
    pub across_or: bool,
    /// Whether the later condition stands outside the `$or` that the earlier one is in.
    pub later_is_outside: bool,
}

/// Settles what a pattern means.
///
/// # Errors
/// There are more combinations of `$or` branches than the service takes, in the pattern or in one of its scopes, or they
/// are too large. They are counted before any is made.
pub fn lower(pattern: &Pattern) -> Result<Lowered, TooManyCombinations> {
    combinations::check(&pattern.root)?;
    Ok(lower_object(&pattern.root))
}

/// Settles what an object means on its own.
fn lower_object(object: &Object) -> Lowered {
    let Expansion { parts, combinations } = expand(object);
    let mut lowered = Lowered::default();
    let mut numbers = Vec::with_capacity(parts.len());
    let mut branches: Vec<&[usize]> = Vec::new();
    for part in &parts {
        numbers.push(match part.kind {
            FlatConditionKind::Leaf(field, leaf) => {
                branches.push(&part.branches);
                lowered.leaf(&part.path, field, leaf)
            }
            FlatConditionKind::Scope(scope) => lowered.scope(&part.path, scope),
        });
    }
    let (paths, path_count) = path_numbers(&lowered.rule.leaves);
    // The leaf at each path, while a combination is gone through.
    let mut leaf_at: Vec<Option<usize>> = vec![None; path_count];
    for combination in combinations {
        let mut conjunction = Conjunction::default();
        for part in combination {
            let number = match &numbers[part] {
                LoweredPart::Leaf(number) => *number,
                LoweredPart::Scopes(range) => {
                    conjunction.scopes.extend(range.clone());
                    continue;
                }
            };
            match leaf_at[paths[number]].replace(number) {
                Some(earlier) => lowered.replace(earlier, number, &branches),
                None => conjunction.leaves.push(paths[number]),
            }
        }
        conjunction.leaves.sort_unstable();
        for leaf in &mut conjunction.leaves {
            *leaf = leaf_at[*leaf].take().unwrap_or_default();
        }
        lowered.rule.conjunctions.push(conjunction);
    }
    sort_by(&mut lowered.replacements, &|one, other| one.later.cmp(&other.later));
    lowered
}

/// The number of each leaf's path in the order of paths, and how many paths there are.
fn path_numbers(leaves: &[Leaf]) -> (Vec<usize>, usize) {
    let keys: Vec<Vec<u16>> = leaves.iter().map(|leaf| leaf.path.sort_key()).collect();
    let order = order_by(leaves.len(), &|one, other| {
        keys[one].cmp(&keys[other]).then_with(|| leaves[one].path.cmp(&leaves[other].path))
    });
    let mut numbers = vec![0; leaves.len()];
    let mut count = 0;
    for (index, &leaf) in order.iter().enumerate() {
        if index == 0 || leaves[order[index - 1]].path != leaves[leaf].path {
            count += 1;
        }
        numbers[leaf] = count - 1;
    }
    (numbers, count)
}

/// What a part of the pattern is in its rule.
enum LoweredPart {
    Leaf(usize),
    /// A scope with several patterns is several scopes.
    Scopes(Range<usize>),
}

impl Lowered {
    fn leaf(&mut self, path: &FieldPath, field: &pattern::Field, leaf: &pattern::Leaf) -> LoweredPart {
        let absence = leaf.alternatives.iter().find(|one| one.filter.accepts_absence()).map(|one| one.span);
        self.leaf_spans.push(LeafSpans { key: field.key_span, list: leaf.span, absence });
        self.rule.leaves.push(Leaf { path: path.clone(), alternatives: alternatives::with_implied(leaf) });
        LoweredPart::Leaf(self.rule.leaves.len() - 1)
    }

    fn scope(&mut self, path: &FieldPath, scope: &pattern::Scope) -> LoweredPart {
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
        LoweredPart::Scopes(first..self.scopes.len())
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
    fn scopes_are_conditions_of_their_own() {
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
    fn a_number_is_in_every_block_unless_numbers_are_compared_by_value() {
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
