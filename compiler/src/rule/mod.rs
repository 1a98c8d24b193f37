//! What a pattern means, in its simplest form: leaves, and which of them must hold together.
//!
//! A [`Rule`] knows no JSON and no places. All engines but the readable typed code are made from it.

mod alternatives;
mod extent;

use crate::json::Text;
use crate::pattern::{Condition, Content, Filter, Object, Pattern};
use crate::source::Span;
use extent::Extent;
use std::collections::BTreeMap;
use std::fmt;

/// A pattern as a disjunction: it matches an event if all leaves of one of the conjunctions hold together.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The leaves of the pattern, in the order of the source.
    pub leaves: Vec<Leaf>,
    /// One list of leaves, by number, for each combination of `$or` branches, in the order of their paths. No list has
    /// two leaves of one path.
    pub conjunctions: Vec<Vec<usize>>,
}

/// A field path and the alternatives for the field.
#[derive(Debug, Clone, PartialEq)]
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
        self.alternatives.contains(&Filter::Exists(false))
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

/// How many combinations of `$or` branches the service takes.
pub const MOST_COMBINATIONS: usize = 1000;

/// How many conditions all combinations may have together. The engine's tables have room for fewer, but conditions that
/// others replace are counted too.
pub const MOST_CONDITIONS: usize = 200_000;

/// Why a pattern has no rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooManyCombinations {
    /// How many there are; saturated.
    pub combinations: usize,
    /// How many conditions they have together; saturated.
    pub conditions: usize,
}

/// What a pattern means, and where its parts were written.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowered {
    /// The rule.
    pub rule: Rule,
    /// Where its leaves were written, by their numbers.
    pub places: Vec<Place>,
    /// Conditions that silently take the place of others.
    pub replacements: Vec<Replacement>,
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
/// There are more combinations of `$or` branches than the service takes, or they are too large. They are counted before
/// any is made.
pub fn lower(pattern: &Pattern) -> Result<Lowered, TooManyCombinations> {
    let Extent { combinations, conditions } = Extent::of(&pattern.root);
    if combinations > MOST_COMBINATIONS || conditions > MOST_CONDITIONS {
        return Err(TooManyCombinations { combinations, conditions });
    }
    let mut lowering = Lowering::default();
    let mut open = vec![BTreeMap::new()];
    lowering.object(&pattern.root, &FieldPath::root(), &mut open);
    let places = lowering.leaves.iter().map(|known| known.place).collect();
    let leaves: Vec<Leaf> = lowering.leaves.into_iter().map(|known| known.leaf).collect();
    let sorted = |open: Open| {
        let mut numbers: Vec<usize> = open.into_values().collect();
        numbers.sort_by_cached_key(|&number| leaves[number].path.sort_key());
        numbers
    };
    let conjunctions = open.into_iter().map(sorted).collect();
    Ok(Lowered { rule: Rule { leaves, conjunctions }, places, replacements: lowering.replacements })
}

/// The leaves that a combination has so far, by path.
type Open = BTreeMap<FieldPath, usize>;

#[derive(Default)]
struct Lowering {
    leaves: Vec<KnownLeaf>,
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
                Condition::Field(field) => {
                    let path = path.join(&field.key);
                    match &field.content {
                        Content::Object(inner) => self.object(inner, &path, open),
                        Content::Leaf(leaf) => {
                            let mut alternatives = leaf.alternatives.iter();
                            let absence = alternatives.find(|one| one.filter == Filter::Exists(false));
                            let absence = absence.map(|one| one.span);
                            let place = Place { key: field.key_span, list: leaf.span, absence };
                            self.leaf(Leaf { path, alternatives: alternatives::settle(leaf) }, place, open);
                        }
                    }
                }
            }
        }
    }

    fn leaf(&mut self, leaf: Leaf, place: Place, open: &mut [Open]) {
        let number = self.leaves.len();
        for leaves in open {
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

    #[test]
    fn or_distributes() {
        let Lowered { rule, replacements, .. } =
            lowered(r#"{"a":[1],"$or":[{"b":[1]},{"c":[1],"d":[1]}],"e":{"$or":[{"f":[1]},{"g":[1]}]}}"#).unwrap();
        assert_eq!(rule.conjunctions, [vec![0, 1, 4], vec![0, 2, 3, 4], vec![0, 1, 5], vec![0, 2, 3, 5]]);
        assert!(replacements.is_empty());
    }

    #[test]
    fn a_later_condition_on_a_path_replaces_the_earlier_one() {
        let Lowered { rule, replacements, .. } = lowered(r#"{"d.x":[1],"d":{"x":[2]}}"#).unwrap();
        assert_eq!(rule.conjunctions, [[1]]);
        assert!(!replacements[0].across_or);
        let Lowered { rule, replacements, .. } = lowered(r#"{"$or":[{"a":[1]},{"b":[1]}],"a":[2]}"#).unwrap();
        assert_eq!(rule.conjunctions, [vec![2], vec![2, 1]]);
        assert!(replacements[0].across_or);
    }

    #[test]
    fn combinations_are_counted_before_they_are_made() {
        let choice = r#"{"$or":[{"a":[1]},{"b":[1]}]}"#;
        let members: Vec<String> = (0..200).map(|number| format!("\"k{number}\":{choice}")).collect();
        let error = lowered(&format!("{{{}}}", members.join(","))).unwrap_err();
        assert_eq!(error, TooManyCombinations { combinations: usize::MAX, conditions: usize::MAX });
    }

    #[test]
    fn conditions_are_counted_before_they_are_combined() {
        let outside: Vec<String> = (0..300).map(|number| format!("\"k{number}\":[1]")).collect();
        let branches: Vec<String> = (0..700).map(|number| format!("{{\"b{number}\":[1]}}")).collect();
        let error = lowered(&format!("{{{},\"$or\":[{}]}}", outside.join(","), branches.join(","))).unwrap_err();
        assert_eq!(error, TooManyCombinations { combinations: 700, conditions: 700 * 301 });
    }
}
