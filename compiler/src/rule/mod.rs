//! What a pattern means, in its simplest form: leaves, and which of them must hold together.
//!
//! A [`Rule`] knows no JSON and no places. All engines but the readable typed code are made from it.

mod alternatives;
mod combinations;
mod extent;
mod normal;

pub use combinations::TooManyCombinations;
pub(crate) use normal::hash;
pub use normal::normal_order;

use crate::json::Text;
use crate::pattern::filter::Reference;
use crate::pattern::{self, Condition, Content, Filter, Object, Pattern, Quantifier};
use crate::sorting::{SmallMap, arrange, order_by};
use crate::source::Span;
use std::fmt;

/// A pattern as a disjunction: it matches an event if all leaves of one of the conjunctions hold together, and each of its
/// scopes on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    fn of_everything() -> Self {
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
    pub fn names_field(&self) -> bool {
        self.alternatives.iter().any(Filter::names_field)
    }
}

/// The steps to a field. A key with dots is several steps: `"a.b"` and `b` inside `a` are the same path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FieldPath {
    steps: Vec<Text>,
}

impl FieldPath {
    /// The event itself.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The path of a member of the object at this path.
    #[must_use]
    pub fn join(&self, key: &Text) -> Self {
        Self { steps: self.steps.iter().cloned().chain(key.split(b'.')).collect() }
    }

    /// This path and then another.
    #[must_use]
    pub fn join_path(&self, other: &Self) -> Self {
        Self { steps: self.steps.iter().chain(&other.steps).cloned().collect() }
    }

    /// The path of a field that a filter names.
    #[must_use]
    pub fn of(reference: &Reference) -> Self {
        Self::root().join(&reference.path)
    }

    /// What paths are sorted by: the UTF-16 code units of the steps, joined by dots. `exists: false` depends on this
    /// order.
    #[must_use]
    pub fn sort_key(&self) -> Vec<u16> {
        let units = |step: &Text| -> Vec<u16> {
            let unit = |code: u32| match char::from_u32(code) {
                Some(character) => character.encode_utf16(&mut [0; 2]).to_vec(),
                // A lone surrogate is one code unit, so this never truncates.
                None => u16::try_from(code).into_iter().collect(),
            };
            step.code_points().flat_map(unit).collect()
        };
        self.steps.iter().map(units).collect::<Vec<_>>().join(&u16::from(b'.'))
    }

    /// The name of the field that the path ends in.
    #[must_use]
    pub fn last_step(&self) -> String {
        self.steps.last().map(Text::to_string).unwrap_or_default()
    }

    /// The steps, from the event inwards.
    #[must_use]
    pub fn steps(&self) -> &[Text] {
        &self.steps
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps: Vec<String> = self.steps.iter().map(Text::to_string).collect();
        formatter.write_str(&steps.join("."))
    }
}

/// What a pattern means, and where its parts were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lowered {
    /// The rule.
    pub rule: Rule,
    /// Where its leaves were written, by their numbers.
    pub places: Vec<Place>,
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
pub struct Place {
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
    let mut lowering = Lowering::default();
    let mut open = vec![Open::default()];
    lowering.object(object, &FieldPath::root(), &mut open);
    let places = lowering.leaves.iter().map(|known| known.place).collect();
    let leaves: Vec<Leaf> = lowering.leaves.into_iter().map(|known| known.leaf).collect();
    let sorted = |open: Open| {
        let mut numbers: Vec<usize> = open.leaves.as_slice().iter().map(|(_, number)| *number).collect();
        let keys: Vec<Vec<u16>> = numbers.iter().map(|number| leaves[*number].path.sort_key()).collect();
        arrange(&mut numbers, &order_by(keys.len(), &|one, other| keys[one].cmp(&keys[other])));
        Conjunction { leaves: numbers, scopes: open.scopes }
    };
    let conjunctions = open.into_iter().map(sorted).collect();
    let rule = Rule { leaves, scopes: lowering.scopes, conjunctions };
    Lowered { rule, places, replacements: lowering.replacements, scopes: lowering.scope_places }
}

/// What a combination has so far.
#[derive(Clone, Default)]
struct Open {
    leaves: SmallMap<FieldPath, usize>,
    scopes: Vec<usize>,
}

#[derive(Default)]
struct Lowering {
    leaves: Vec<KnownLeaf>,
    scopes: Vec<Scope>,
    scope_places: Vec<LoweredScope>,
    replacements: Vec<Replacement>,
    /// The branches of `$or` that enclose what is being lowered, each with a number of its own.
    branches: Vec<usize>,
    next_branch: usize,
}

struct KnownLeaf {
    leaf: Leaf,
    place: Place,
    branches: Vec<usize>,
}

impl Lowering {
    fn object(&mut self, object: &Object, path: &FieldPath, open: &mut Vec<Open>) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => {
                    let before = std::mem::take(open);
                    for branch in &or.branches {
                        let mut combined = before.clone();
                        self.branches.push(self.next_branch);
                        self.next_branch += 1;
                        self.object(branch, path, &mut combined);
                        self.branches.pop();
                        open.append(&mut combined);
                    }
                }
                Condition::Scope(scope) => self.scope(scope, path, open),
                Condition::Field(field) => {
                    let path = path.join(&field.key);
                    match &field.content {
                        Content::Object(inner) => self.object(inner, &path, open),
                        Content::Leaf(leaf) => {
                            let mut alternatives = leaf.alternatives.iter();
                            let absence = alternatives.find(|one| one.filter.accepts_absence());
                            let absence = absence.map(|one| one.span);
                            let place = Place { key: field.key_span, list: leaf.span, absence };
                            self.leaf(Leaf { path, alternatives: alternatives::settle(leaf) }, place, open);
                        }
                    }
                }
            }
        }
    }

    /// A scope with several patterns is several scopes.
    fn scope(&mut self, scope: &pattern::Scope, path: &FieldPath, open: &mut [Open]) {
        let everything = || Lowered {
            rule: Rule::of_everything(),
            places: Vec::new(),
            replacements: Vec::new(),
            scopes: Vec::new(),
        };
        let mut meanings: Vec<Lowered> = scope.patterns.iter().map(lower_object).collect();
        if meanings.is_empty() {
            meanings.push(everything());
        }
        for lowered in meanings {
            for open in &mut *open {
                open.scopes.push(self.scopes.len());
            }
            let (path, quantifier) = (path.clone(), scope.quantifier.clone());
            self.scopes.push(Scope { path, quantifier, rule: lowered.rule.clone() });
            self.scope_places.push(LoweredScope { key: scope.key_span, lowered });
        }
    }

    fn leaf(&mut self, leaf: Leaf, place: Place, open: &mut [Open]) {
        let number = self.leaves.len();
        for Open { leaves, .. } in open {
            let Some(replaced) = leaves.insert(leaf.path.clone(), number) else { continue };
            let earlier = &self.leaves[replaced];
            let replacement = Replacement {
                earlier: replaced,
                later: number,
                across_or: earlier.branches != self.branches,
                later_is_outside: earlier.branches.len() > self.branches.len(),
            };
            if !self.replacements.contains(&replacement) {
                self.replacements.push(replacement);
            }
        }
        self.leaves.push(KnownLeaf { leaf, place, branches: self.branches.clone() });
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
