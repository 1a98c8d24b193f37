//! Widens conditions that EventBridge does not support: drops them or replaces them with conditions that they imply.
//!
//! Three laws ensure that no event is lost.
//! - `$any: P`, and a `$count` of P with a minimum of one or more, imply the conditions of P as plain keys, because the
//!   fields that satisfy P are in one element. `exists: false` is the exception, because outside of the scope it
//!   applies to other elements too.
//! - All plain keys below an array refer to the same element, but different scopes may refer to different elements. At
//!   most one scope is therefore kept for each array, and none if the array also has plain keys.
//! - If no conditions remain in a branch of `$or`, the branch always holds, and so does the whole `$or`. If a condition
//!   replaces an earlier one on the same path, dropping only the later one would restore the earlier one, so both are
//!   dropped.

use super::absence::{self, KnownArrays, plain_conditions, plain_conditions_of};
use super::leaf;
use crate::json::{JsonString, Member, Value, ValueKind};
use crate::pattern::filter::Numeric;
use crate::pattern::{Condition, Content, Field, OR_KEY, Object, Or, Pattern, Quantifier, Scope};
use crate::rule::{self, FieldPath};
use crate::sorting::sort_by;
use crate::source::Span;

/// Which conditions of element scopes are kept as plain keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeptScopes {
    /// All conditions that the scope implies.
    Everything,
    /// All conditions that the scope implies, except `$or`.
    WithoutOr,
    /// None.
    Nothing,
}

/// Returns the members that remain in a pattern after widening.
pub(super) fn widen(kept: KeptScopes, root: &Object, members: &[Member], arrays: &KnownArrays<'_>) -> Vec<Member> {
    let path = FieldPath::root();
    let conditions = plain_conditions(root, &path);
    let mut dropped = replacing_paths(root, &path);
    loop {
        let left =
            Widening { kept, is_inside_scope: false, dropped: dropped.clone() }.object(root, members, &path, &[]);
        let kept_keys: Vec<Span> = remaining_conditions(&left, &path).into_iter().map(|(_, span)| span).collect();
        let stricter = absence::stricter_paths(&conditions, &kept_keys, arrays);
        if stricter.is_empty() {
            return left;
        }
        dropped.extend(stricter);
    }
}

/// Widens a pattern, or the pattern of a scope.
struct Widening {
    kept: KeptScopes,
    is_inside_scope: bool,
    /// The paths of conditions that must be dropped.
    dropped: Vec<FieldPath>,
}

impl Widening {
    /// Returns the members that remain in an object. `outside` contains the paths of plain conditions that are outside
    /// of the object but must hold together with its conditions.
    fn object(&self, object: &Object, members: &[Member], path: &FieldPath, outside: &[FieldPath]) -> Vec<Member> {
        let mut left: Vec<(usize, Vec<Member>)> = self.best_scope(object, members, path, outside).into_iter().collect();
        let members = || object.conditions.iter().zip(members).enumerate();
        let fields = members().filter(|(_, (condition, _))| matches!(condition, Condition::Field(_)));
        let choices = members().filter(|(_, (condition, _))| matches!(condition, Condition::Or(_)));
        // Fields come first, so that a scope outside of `$or` is preferred to one in a branch.
        for (index, (condition, member)) in fields.chain(choices) {
            let mut outside = [outside, &sibling_paths(object, index, path)].concat();
            outside
                .extend(left.iter().flat_map(|(_, members)| remaining_conditions(members, path)).map(|(path, _)| path));
            let value = match condition {
                Condition::Field(field) => self.field(field, &member.value, path, &outside),
                Condition::Or(or) => self.or(or, &member.value, path, &outside),
                Condition::Scope(_) => None,
            };
            left.extend(value.map(|value| (index, vec![Member { value, ..member.clone() }])));
        }
        sort_by(&mut left, &|one, other| one.0.cmp(&other.0));
        left.into_iter().flat_map(|(_, members)| members).collect()
    }

    fn field(&self, field: &Field, value: &Value, path: &FieldPath, outside: &[FieldPath]) -> Option<Value> {
        let path = path.join(&field.key);
        let kind = match (&field.content, &value.kind) {
            (Content::Object(inner), ValueKind::Object(members)) => {
                let left = self.object(inner, members, &path, outside);
                (!left.is_empty()).then_some(ValueKind::Object(left))?
            }
            (Content::Leaf(leaf), ValueKind::Array(values)) => {
                let applies_to_other_elements = self.is_inside_scope && leaf.accepts_absence();
                if applies_to_other_elements || self.dropped.contains(&path) {
                    return None;
                }
                ValueKind::Array(leaf::widen(leaf, values)?)
            }
            _ => return None,
        };
        Some(Value { span: value.span, kind })
    }

    /// Returns the widened `$or`, or `None` if no conditions remain in one of its branches.
    fn or(&self, or: &Or, value: &Value, path: &FieldPath, outside: &[FieldPath]) -> Option<Value> {
        let ValueKind::Array(values) = &value.kind else { return None };
        if self.is_inside_scope && self.kept == KeptScopes::WithoutOr {
            return None;
        }
        let branch = |(branch, value): (&Object, &Value)| {
            let ValueKind::Object(members) = &value.kind else { return None };
            let left = self.object(branch, members, path, outside);
            (!left.is_empty()).then_some(Value { span: value.span, kind: ValueKind::Object(left) })
        };
        let branches: Option<Vec<Value>> = or.branches.iter().zip(values).map(branch).collect();
        Some(Value { span: value.span, kind: ValueKind::Array(branches?) })
    }

    /// Returns the index of the scope with the most remaining conditions, and these conditions as plain keys. These
    /// conditions replace all scopes of the object. Returns `None` if no scope can be kept.
    fn best_scope(
        &self,
        object: &Object,
        members: &[Member],
        path: &FieldPath,
        outside: &[FieldPath],
    ) -> Option<(usize, Vec<Member>)> {
        let is_below =
            |other: &FieldPath| other.steps().len() > path.steps().len() && other.steps().starts_with(path.steps());
        let own = plain_conditions(object, path).into_iter().map(|condition| condition.path);
        if self.kept == KeptScopes::Nothing || outside.iter().cloned().chain(own).any(|other| is_below(&other)) {
            return None;
        }
        let mut best = None;
        let mut most = 0;
        for (index, (condition, member)) in object.conditions.iter().zip(members).enumerate() {
            let Condition::Scope(scope) = condition else { continue };
            for (pattern, members) in scope.patterns.iter().zip(patterns_of(scope, &member.value)) {
                let widening = Self { kept: self.kept, is_inside_scope: true, dropped: replacing_paths(pattern, path) };
                let left = widening.object(pattern, members, path, &[]);
                let conditions = remaining_conditions(&left, path).len();
                if requires_element(scope) && conditions > most {
                    (best, most) = (Some((index, left)), conditions);
                }
            }
        }
        best
    }
}

/// Whether a scope is satisfied only if an element matches its pattern.
fn requires_element(scope: &Scope) -> bool {
    match &scope.quantifier {
        Quantifier::Any => true,
        Quantifier::Count(Numeric { lower: Some(lower), .. }) => {
            lower.value() > 0.0 || (lower.value() >= 0.0 && !lower.inclusive)
        }
        Quantifier::Count(_) | Quantifier::All | Quantifier::None => false,
    }
}

/// Returns the JSON members of each pattern of a scope, in the order of `scope.patterns`.
fn patterns_of<'v>(scope: &Scope, value: &'v Value) -> Vec<&'v [Member]> {
    let nested: Vec<&Value> = match &value.kind {
        ValueKind::Array(values) => values.iter().collect(),
        ValueKind::Object(members) => members.iter().map(|member| &member.value).collect(),
        _ => Vec::new(),
    };
    let source = |pattern: &Object| {
        let mut candidates = std::iter::once(value).chain(nested.iter().copied());
        candidates.find(|candidate| candidate.span == pattern.span)
    };
    let members = scope.patterns.iter().filter_map(source).filter_map(|value| match &value.kind {
        ValueKind::Object(members) => Some(members.as_slice()),
        _ => None,
    });
    members.collect()
}

/// Returns the paths of the plain conditions in all members of an object except the one at `index`.
fn sibling_paths(object: &Object, index: usize, path: &FieldPath) -> Vec<FieldPath> {
    let others = object.conditions.iter().enumerate().filter(|(other, _)| *other != index);
    others.flat_map(|(_, condition)| plain_conditions_of(condition, path)).map(|condition| condition.path).collect()
}

/// Returns the path and the key span of each remaining condition.
fn remaining_conditions(members: &[Member], path: &FieldPath) -> Vec<(FieldPath, Span)> {
    let mut conditions = Vec::new();
    for member in members {
        match &member.value.kind {
            ValueKind::Object(inner) => conditions.extend(remaining_conditions(inner, &path.join(&member.key))),
            ValueKind::Array(branches) if member.key.as_str() == Some(OR_KEY) => {
                for branch in branches {
                    if let ValueKind::Object(inner) = &branch.kind {
                        conditions.extend(remaining_conditions(inner, path));
                    }
                }
            }
            _ => conditions.push((path.join(&member.key), member.key_span)),
        }
    }
    conditions
}

/// Returns the paths of the conditions that replace earlier conditions on the same path. `path` is the path of the
/// object.
fn replacing_paths(object: &Object, path: &FieldPath) -> Vec<FieldPath> {
    let Ok(lowered) = rule::lower(&Pattern { root: object.clone() }) else { return Vec::new() };
    let steps = |number: usize| lowered.rule.leaves.get(number).map(|leaf| leaf.path.steps());
    let joined = |steps: &[JsonString]| steps.iter().fold(path.clone(), |path, step| path.join(step));
    lowered.replacements.iter().filter_map(|one| steps(one.later)).map(joined).collect()
}
