//! Converts groups to a pattern. Conditions that all groups share appear once, and all other conditions are in branches
//! of `$or`.

use super::group::{Group, PathInterner};
use super::list::List;
use crate::json::{Dialect, JsonString, Member, Value, ValueKind};
use crate::limits::DEFAULT_QUOTA_CHARS;
use crate::parse;
use crate::pattern::OR_KEY;
use crate::prefilter::fits;
use crate::rule::too_complex_lists;
use crate::source::Span;
use std::rc::Rc;

/// A value and the path steps that lead to it.
type ValueAtPath<'p> = (&'p [JsonString], Value);

/// A placeholder span for the parts of a union, which have no position in a source.
const NO_SPAN: Span = Span { start: 0, end: 0 };

/// Maximum approximate length of a pattern, in characters. A longer pattern is not built, because it would exceed the
/// quota.
const MAX_APPROXIMATE_CHARS: usize = 2 * DEFAULT_QUOTA_CHARS;

/// Returns a pattern for groups, or `None` if the pattern would have no conditions or EventBridge would reject it.
pub(super) fn pattern(paths: &PathInterner<'_>, groups: &[Group]) -> Option<Value> {
    let length: usize = groups.iter().map(Group::length).sum();
    let mut shared = shared(groups);
    // A branch must not be empty, so move a shared condition into the branches.
    while groups.len() > 1 && groups.iter().any(|group| group.lists.as_slice().len() == shared.len()) {
        shared.pop()?;
    }
    let length = length - shared.iter().map(|(_, list)| (groups.len() - 1) * list.length()).sum::<usize>();
    if length > MAX_APPROXIMATE_CHARS {
        return None;
    }
    let mut members: Vec<ValueAtPath> = Vec::new();
    for (number, list) in &shared {
        members.push((paths.all()[*number].steps(), value_of(list)?));
    }
    let or_path;
    if groups.len() > 1 {
        let kept: Vec<usize> = shared.iter().map(|(number, _)| *number).collect();
        let (steps, value) = or_branches(paths, groups, &kept)?;
        or_path = steps;
        members.push((&or_path, value));
    }
    let pattern = object(nested_members(&members, 0));
    (fits(&pattern) && is_accepted(&pattern)).then_some(pattern)
}

/// Whether EventBridge accepts the pattern. A list whose wildcards are too complex on their own is accepted, because it
/// is from a rule that EventBridge rejects anyway.
fn is_accepted(pattern: &Value) -> bool {
    // `$or` is invalid next to a field that is named `$or`.
    let Some(lowered) = parse(&pattern.to_json(), Dialect::Strict).lowered else { return false };
    too_complex_lists(&lowered.rule).iter().all(|lists| lists.len() == 1)
}

pub(super) fn object(members: Vec<Member>) -> Value {
    Value { span: NO_SPAN, kind: ValueKind::Object(members) }
}

/// Returns the conditions that all groups share.
fn shared(groups: &[Group]) -> Vec<(usize, &Rc<List>)> {
    let Some((first, others)) = groups.split_first() else { return Vec::new() };
    let has = |group: &Group, number: &usize, list: &List| {
        group.lists.get(number).is_some_and(|own| own.canonical == list.canonical)
    };
    let of_all =
        first.lists.as_slice().iter().filter(|(number, list)| others.iter().all(|group| has(group, number, list)));
    of_all.map(|(number, list)| (*number, list)).collect()
}

/// Returns the `$or` of the conditions that are not shared, and the steps that lead to it. The `$or` is at the longest
/// common prefix of the conditions' paths.
fn or_branches(paths: &PathInterner<'_>, groups: &[Group], shared: &[usize]) -> Option<(Vec<JsonString>, Value)> {
    let path = |number: usize| paths.all()[number].steps();
    let own = |group: &Group| -> Vec<usize> { group.numbers().filter(|number| !shared.contains(number)).collect() };
    let mut inside: &[JsonString] = path(*own(groups.first()?).first()?);
    for steps in groups.iter().flat_map(own).map(path) {
        let common = inside.iter().zip(steps).take_while(|(one, other)| one == other).count();
        inside = &inside[..common.min(steps.len() - 1)];
    }
    // The `$or` cannot be inside a field that has a shared condition.
    while shared.iter().any(|number| inside.starts_with(path(*number))) {
        inside = &inside[..inside.len() - 1];
    }
    let branch = |group: &Group| {
        let lists = own(group).into_iter().map(|number| Some((path(number), value_of(group.lists.get(&number)?)?)));
        Some(object(nested_members(&lists.collect::<Option<Vec<ValueAtPath>>>()?, inside.len())))
    };
    let branches: Option<Vec<Value>> = groups.iter().map(branch).collect();
    let steps = inside.iter().cloned().chain([JsonString::from(OR_KEY)]).collect();
    Some((steps, Value { span: NO_SPAN, kind: ValueKind::Array(branches?) }))
}

fn value_of(list: &List) -> Option<Value> {
    let values: Option<Vec<Value>> = list.alternatives.iter().map(|one| one.value()).collect();
    Some(Value { span: NO_SPAN, kind: ValueKind::Array(values?) })
}

/// Returns the members of an object at the given depth, in the order in which their keys first occur.
fn nested_members(values: &[ValueAtPath], depth: usize) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    let mut seen: Vec<&JsonString> = Vec::new();
    for (steps, _) in values {
        let Some(key) = steps.get(depth).filter(|key| !seen.contains(key)) else { continue };
        seen.push(key);
        let of_key: Vec<ValueAtPath> =
            values.iter().filter(|(steps, _)| steps.get(depth) == Some(key)).cloned().collect();
        let (at_key, below): (Vec<ValueAtPath>, Vec<ValueAtPath>) =
            of_key.into_iter().partition(|(steps, _)| steps.len() == depth + 1);
        let has_condition = !at_key.is_empty();
        members.extend(at_key.into_iter().map(|(_, value)| member(key.clone(), value)));
        if has_condition {
            // The key itself has a condition, so nested fields are written as dotted keys.
            members.extend(below.into_iter().map(|(steps, value)| member(dotted_key(&steps[depth..]), value)));
        } else {
            members.push(member(key.clone(), object(nested_members(&below, depth + 1))));
        }
    }
    members
}

/// Joins steps into a dotted key.
fn dotted_key(steps: &[JsonString]) -> JsonString {
    let bytes: Vec<&[u8]> = steps.iter().map(JsonString::as_bytes).collect();
    JsonString::from_bytes(bytes.join(&b'.'))
}

fn member(key: JsonString, value: Value) -> Member {
    Member { key, key_span: NO_SPAN, value }
}
