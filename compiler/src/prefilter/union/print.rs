//! Groups of conditions as a pattern: what all share stands once, and the rest as branches of `$or`.

use super::group::{Group, Paths};
use super::list::List;
use crate::json::{Dialect, JsonString, Member, Value, ValueKind};
use crate::limits::DEFAULT_QUOTA_CHARS;
use crate::parse;
use crate::pattern::OR_KEY;
use crate::prefilter::fits;
use crate::source::Span;
use std::rc::Rc;

/// A value and the steps to it.
type Placed<'p> = (&'p [JsonString], Value);

/// No part of a union has a place in a source.
const NOWHERE: Span = Span { start: 0, end: 0 };

/// How long a pattern is of which no text is made: no service takes it.
const MUCH_TOO_LONG: usize = 2 * DEFAULT_QUOTA_CHARS;

/// The pattern of some groups. Nothing if they ask for nothing, or if the service would not take it.
pub(super) fn pattern(paths: &Paths, groups: &[Group]) -> Option<Value> {
    let length: usize = groups.iter().map(Group::length).sum();
    let mut shared = shared(groups);
    // A branch cannot be empty, so something stands in all of them instead.
    while groups.len() > 1 && groups.iter().any(|group| group.lists.as_slice().len() == shared.len()) {
        shared.pop()?;
    }
    let length = length - shared.iter().map(|(_, list)| (groups.len() - 1) * list.length()).sum::<usize>();
    if length > MUCH_TOO_LONG {
        return None;
    }
    let mut members: Vec<Placed> = Vec::new();
    for (number, list) in &shared {
        members.push((paths.all()[*number].steps(), value_of(list)?));
    }
    let choice;
    if groups.len() > 1 {
        let kept: Vec<usize> = shared.iter().map(|(number, _)| *number).collect();
        let (steps, value) = branches(paths, groups, &kept)?;
        choice = steps;
        members.push((&choice, value));
    }
    let pattern = object(nested(&members, 0));
    // The choice is refused beside a field of its name.
    (fits(&pattern) && parse(&pattern.to_json(), Dialect::Strict).lowered.is_some()).then_some(pattern)
}

pub(super) fn object(members: Vec<Member>) -> Value {
    Value { span: NOWHERE, kind: ValueKind::Object(members) }
}

/// The conditions that all groups have.
fn shared(groups: &[Group]) -> Vec<(usize, &Rc<List>)> {
    let Some((first, others)) = groups.split_first() else { return Vec::new() };
    let has =
        |group: &Group, number: &usize, list: &List| group.lists.get(number).is_some_and(|own| own.key == list.key);
    let of_all =
        first.lists.as_slice().iter().filter(|(number, list)| others.iter().all(|group| has(group, number, list)));
    of_all.map(|(number, list)| (*number, list)).collect()
}

/// `$or` of what the groups have besides, and the steps to it: it stands as far inside as all of its paths allow.
fn branches(paths: &Paths, groups: &[Group], shared: &[usize]) -> Option<(Vec<JsonString>, Value)> {
    let path = |number: usize| paths.all()[number].steps();
    let own = |group: &Group| -> Vec<usize> { group.numbers().filter(|number| !shared.contains(number)).collect() };
    let mut inside: &[JsonString] = path(*own(groups.first()?).first()?);
    for steps in groups.iter().flat_map(own).map(path) {
        let common = inside.iter().zip(steps).take_while(|(one, other)| one == other).count();
        inside = &inside[..common.min(steps.len() - 1)];
    }
    // Not below a path that has a condition of its own.
    while shared.iter().any(|number| inside.starts_with(path(*number))) {
        inside = &inside[..inside.len() - 1];
    }
    let branch = |group: &Group| {
        let lists = own(group).into_iter().map(|number| Some((path(number), value_of(group.lists.get(&number)?)?)));
        Some(object(nested(&lists.collect::<Option<Vec<Placed>>>()?, inside.len())))
    };
    let branches: Option<Vec<Value>> = groups.iter().map(branch).collect();
    let steps = inside.iter().cloned().chain([JsonString::from(OR_KEY)]).collect();
    Some((steps, Value { span: NOWHERE, kind: ValueKind::Array(branches?) }))
}

fn value_of(list: &List) -> Option<Value> {
    let values: Option<Vec<Value>> = list.alternatives.iter().map(|one| one.value()).collect();
    Some(Value { span: NOWHERE, kind: ValueKind::Array(values?) })
}

/// The members of an object at this depth, in the order in which their keys come first.
fn nested(placed: &[Placed], depth: usize) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    let mut done: Vec<&JsonString> = Vec::new();
    for (steps, _) in placed {
        let Some(key) = steps.get(depth).filter(|key| !done.contains(key)) else { continue };
        done.push(key);
        let of_key: Vec<Placed> = placed.iter().filter(|(steps, _)| steps.get(depth) == Some(key)).cloned().collect();
        let (at_key, below): (Vec<Placed>, Vec<Placed>) =
            of_key.into_iter().partition(|(steps, _)| steps.len() == depth + 1);
        let is_taken = !at_key.is_empty();
        members.extend(at_key.into_iter().map(|(_, value)| member(key.clone(), value)));
        if is_taken {
            // The key has a condition of its own, so fields further down are written with dots.
            members.extend(below.into_iter().map(|(steps, value)| member(dotted(&steps[depth..]), value)));
        } else {
            members.push(member(key.clone(), object(nested(&below, depth + 1))));
        }
    }
    members
}

/// Steps as one key.
fn dotted(steps: &[JsonString]) -> JsonString {
    let bytes: Vec<&[u8]> = steps.iter().map(JsonString::as_bytes).collect();
    JsonString::from_bytes(bytes.join(&b'.'))
}

fn member(key: JsonString, value: Value) -> Member {
    Member { key, key_span: NOWHERE, value }
}
