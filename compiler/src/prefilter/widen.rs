//! Conditions that the service cannot say: dropped, or something in their place that they imply.
//!
//! Three laws keep an event from being lost.
//! - `$any: P` implies the conditions of P as plain keys, because the fields that P chooses sit in one element. So does
//!   `$count` of one or more. `exists: false` is the exception: outside of the scope it speaks of other elements too.
//! - Plain keys below one array speak of one element, and scopes do not. So at most one of them stays for each array, and
//!   none beside plain keys.
//! - A branch of `$or` of which nothing is left always holds, and then so does the whole `$or`. And where a condition took the
//!   place of another on its path, dropping the one would bring the other back, so both are dropped.

use super::absence::{self, plain_conditions, plain_conditions_of};
use super::leaf;
use crate::json::{JsonString, Member, Value, ValueKind};
use crate::pattern::filter::Numeric;
use crate::pattern::{Condition, Content, Field, OR_KEY, Object, Or, Pattern, Quantifier, Scope};
use crate::rule::{self, FieldPath};
use crate::sorting::sort_by;
use crate::source::Span;

/// How much of the scopes is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// All that is implied.
    Everything,
    /// All but `$or`.
    WithoutChoices,
    /// Nothing.
    Nothing,
}

/// The members that are left of a pattern.
pub(super) fn widen(kept: Kept, root: &Object, members: &[Member]) -> Vec<Member> {
    let path = FieldPath::root();
    let known = plain_conditions(root, &path);
    let mut dropped = replaced(root, &path);
    loop {
        let left = Widening { kept, is_scope_key: false, dropped: dropped.clone() }.object(root, members, &path, &[]);
        let places: Vec<Span> = leaves(&left, &path).into_iter().map(|(_, place)| place).collect();
        let unsettled = absence::unsettled(&known, &places);
        if unsettled.is_empty() {
            return left;
        }
        dropped.extend(unsettled);
    }
}

/// A pattern, or the pattern of a scope, on its way to plain keys.
struct Widening {
    kept: Kept,
    is_scope_key: bool,
    /// The paths of conditions that cannot stay.
    dropped: Vec<FieldPath>,
}

impl Widening {
    /// The members that are left of an object. `beside` are the paths of the plain conditions outside of it that must hold
    /// together with it.
    fn object(&self, object: &Object, members: &[Member], path: &FieldPath, beside: &[FieldPath]) -> Vec<Member> {
        let mut left: Vec<(usize, Vec<Member>)> = self.best_scope(object, members, path, beside).into_iter().collect();
        let parts = || object.conditions.iter().zip(members).enumerate();
        let fields = parts().filter(|(_, (condition, _))| matches!(condition, Condition::Field(_)));
        let choices = parts().filter(|(_, (condition, _))| matches!(condition, Condition::Or(_)));
        // A scope outside of `$or` stays rather than one in a branch.
        for (index, (condition, member)) in fields.chain(choices) {
            let mut beside = [beside, &siblings(object, index, path)].concat();
            beside.extend(left.iter().flat_map(|(_, members)| leaves(members, path)).map(|(path, _)| path));
            let value = match condition {
                Condition::Field(field) => self.field(field, &member.value, path, &beside),
                Condition::Or(or) => self.or(or, &member.value, path, &beside),
                Condition::Scope(_) => None,
            };
            left.extend(value.map(|value| (index, vec![Member { value, ..member.clone() }])));
        }
        sort_by(&mut left, &|one, other| one.0.cmp(&other.0));
        left.into_iter().flat_map(|(_, members)| members).collect()
    }

    fn field(&self, field: &Field, value: &Value, path: &FieldPath, beside: &[FieldPath]) -> Option<Value> {
        let path = path.join(&field.key);
        let kind = match (&field.content, &value.kind) {
            (Content::Object(inner), ValueKind::Object(members)) => {
                let left = self.object(inner, members, &path, beside);
                (!left.is_empty()).then_some(ValueKind::Object(left))?
            }
            (Content::Leaf(leaf), ValueKind::Array(values)) => {
                let speaks_of_others = self.is_scope_key && leaf.accepts_absence();
                if speaks_of_others || self.dropped.contains(&path) {
                    return None;
                }
                ValueKind::Array(leaf::widen(leaf, values)?)
            }
            _ => return None,
        };
        Some(Value { span: value.span, kind })
    }

    /// What is left of `$or`, if something is left of every branch.
    fn or(&self, or: &Or, value: &Value, path: &FieldPath, beside: &[FieldPath]) -> Option<Value> {
        let ValueKind::Array(values) = &value.kind else { return None };
        if self.is_scope_key && self.kept == Kept::WithoutChoices {
            return None;
        }
        let branch = |(branch, value): (&Object, &Value)| {
            let ValueKind::Object(members) = &value.kind else { return None };
            let left = self.object(branch, members, path, beside);
            (!left.is_empty()).then_some(Value { span: value.span, kind: ValueKind::Object(left) })
        };
        let branches: Option<Vec<Value>> = or.branches.iter().zip(values).map(branch).collect();
        Some(Value { span: value.span, kind: ValueKind::Array(branches?) })
    }

    /// The plain keys that stand for the scopes of an object, and where: those of the scope that asks most.
    fn best_scope(
        &self,
        object: &Object,
        members: &[Member],
        path: &FieldPath,
        beside: &[FieldPath],
    ) -> Option<(usize, Vec<Member>)> {
        let below =
            |other: &FieldPath| other.steps().len() > path.steps().len() && other.steps().starts_with(path.steps());
        let own = plain_conditions(object, path).into_iter().map(|known| known.path);
        if self.kept == Kept::Nothing || beside.iter().cloned().chain(own).any(|other| below(&other)) {
            return None;
        }
        let mut best = None;
        let mut most = 0;
        for (index, (condition, member)) in object.conditions.iter().zip(members).enumerate() {
            let Condition::Scope(scope) = condition else { continue };
            for (pattern, members) in scope.patterns.iter().zip(patterns_of(scope, &member.value)) {
                let widening = Self { kept: self.kept, is_scope_key: true, dropped: replaced(pattern, path) };
                let left = widening.object(pattern, members, path, &[]);
                let asked = leaves(&left, path).len();
                if wants_element(scope) && asked > most {
                    (best, most) = (Some((index, left)), asked);
                }
            }
        }
        best
    }
}

/// Whether a scope holds only where some element matches its pattern.
fn wants_element(scope: &Scope) -> bool {
    match &scope.quantifier {
        Quantifier::Any => true,
        Quantifier::Count(Numeric { lower: Some(lower), .. }) => {
            lower.value() > 0.0 || (lower.value() >= 0.0 && !lower.inclusive)
        }
        Quantifier::Count(_) | Quantifier::All | Quantifier::None => false,
    }
}

/// The patterns of a scope as they are written, in the order of the scope's own.
fn patterns_of<'v>(scope: &Scope, value: &'v Value) -> Vec<&'v [Member]> {
    let inner: Vec<&Value> = match &value.kind {
        ValueKind::Array(values) => values.iter().collect(),
        ValueKind::Object(members) => members.iter().map(|member| &member.value).collect(),
        _ => Vec::new(),
    };
    let written = |pattern: &Object| {
        let mut candidates = std::iter::once(value).chain(inner.iter().copied());
        candidates.find(|candidate| candidate.span == pattern.span)
    };
    let members = scope.patterns.iter().filter_map(written).filter_map(|value| match &value.kind {
        ValueKind::Object(members) => Some(members.as_slice()),
        _ => None,
    });
    members.collect()
}

/// The paths of the plain conditions in an object, but for one of its members.
fn siblings(object: &Object, index: usize, path: &FieldPath) -> Vec<FieldPath> {
    let others = object.conditions.iter().enumerate().filter(|(other, _)| *other != index);
    others.flat_map(|(_, condition)| plain_conditions_of(condition, path)).map(|known| known.path).collect()
}

/// The conditions that are left, each by its path and the place of its key.
fn leaves(members: &[Member], path: &FieldPath) -> Vec<(FieldPath, Span)> {
    let mut found = Vec::new();
    for member in members {
        match &member.value.kind {
            ValueKind::Object(inner) => found.extend(leaves(inner, &path.join(&member.key))),
            ValueKind::Array(branches) if member.key.as_str() == Some(OR_KEY) => {
                for branch in branches {
                    if let ValueKind::Object(inner) = &branch.kind {
                        found.extend(leaves(inner, path));
                    }
                }
            }
            _ => found.push((path.join(&member.key), member.key_span)),
        }
    }
    found
}

/// The paths of conditions that take the place of others, below the path of the object.
fn replaced(object: &Object, path: &FieldPath) -> Vec<FieldPath> {
    let Ok(lowered) = rule::lower(&Pattern { root: object.clone() }) else { return Vec::new() };
    let relative = |number: usize| lowered.rule.leaves.get(number).map(|leaf| leaf.path.steps());
    let joined = |steps: &[JsonString]| steps.iter().fold(path.clone(), |path, step| path.join(step));
    lowered.replacements.iter().filter_map(|one| relative(one.later)).map(joined).collect()
}
