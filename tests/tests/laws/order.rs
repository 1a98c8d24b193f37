//! The order of keys does not matter.

use super::case::{Case, Cases, Read, flat, hold, same};
use super::json::Json;
use event_pattern_compiler::pattern::{Condition, Content, Object};
use event_pattern_compiler::rule::FieldPath;
use fastrand::Rng;
use std::collections::BTreeSet;

/// For every rule and event: the members of each object of the event can stand in any order, those with equal keys
/// included, and so can the elements of each array.
#[test]
fn the_order_of_an_event_changes_nothing() {
    hold(&Cases::Any, 25, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        let event = case.text();
        let mut shuffled = case.event.clone();
        shuffle_event(&mut shuffled, &mut Rng::with_seed(case.seed));
        let shuffled = case.layout.write(&shuffled);
        let answer = read.program(&event).map_err(|error| error.to_string())?;
        same(&format!("with the event {shuffled}"), &read.program(&shuffled), &Ok(answer))?;
        same("the oracle", &read.reference(&flat(&shuffled)?), &answer)?;
        Ok(Some(answer))
    });
}

fn shuffle_event(value: &mut Json, rng: &mut Rng) {
    match value {
        Json::Array(elements) => {
            for element in &mut *elements {
                shuffle_event(element, rng);
            }
            rng.shuffle(elements);
        }
        Json::Object(members) => {
            for (_, value) in &mut *members {
                shuffle_event(value, rng);
            }
            rng.shuffle(members);
        }
        Json::Plain(_) | Json::Text(_) => {}
    }
}

/// For every rule and event: the members of each object of the pattern can stand in any order, as long as two that
/// constrain the same path keep theirs, because the later one takes the place of the earlier one. The branches of `$or`, the
/// patterns of `$any`, the alternatives of a list and the values of `anything-but` can stand in any order.
#[test]
fn the_order_of_a_pattern_changes_nothing() {
    hold(&Cases::Any, 25, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        let Some(pattern) = &read.parsed.pattern else { return Ok(None) };
        let mut shuffled = case.pattern.clone();
        shuffle_pattern(&mut shuffled, &pattern.root, &mut Rng::with_seed(case.seed));
        let shuffled = Case { pattern: shuffled, ..case.clone() };
        let Some(other) = shuffled.read() else { return Err(format!("{} is refused", shuffled.pattern.compact())) };
        let event = case.text();
        let answer = read.program(&event).map_err(|error| error.to_string())?;
        same(&format!("as {}", other.text), &other.program(&event), &Ok(answer))?;
        same(&format!("the oracle, as {}", other.text), &other.reference(&flat(&event)?), &answer)?;
        Ok(Some(answer))
    });
}

/// Shuffles an object of a pattern, given as JSON and as it was read.
fn shuffle_pattern(written: &mut Json, object: &Object, rng: &mut Rng) {
    let Json::Object(members) = written else { return };
    for ((key, value), condition) in members.iter_mut().zip(&object.conditions) {
        match (condition, value) {
            (Condition::Or(or), Json::Array(branches)) => {
                branches.iter_mut().zip(&or.branches).for_each(|(one, read)| shuffle_pattern(one, read, rng));
                rng.shuffle(branches);
            }
            (Condition::Scope(scope), value) => shuffle_scope(key, value, &scope.patterns, rng),
            (Condition::Field(field), value) => match &field.content {
                Content::Object(inner) => shuffle_pattern(value, inner, rng),
                Content::Leaf(_) => shuffle_alternatives(value, rng),
            },
            _ => {}
        }
    }
    shuffle_members(members, object, rng);
}

fn shuffle_scope(key: &str, value: &mut Json, patterns: &[Object], rng: &mut Rng) {
    match value {
        Json::Array(several) => {
            several.iter_mut().zip(patterns).for_each(|(one, read)| shuffle_pattern(one, read, rng));
            rng.shuffle(several);
        }
        Json::Object(members) if key == "$count" => {
            let part = members.iter_mut().find(|(key, _)| key == "where");
            part.into_iter().zip(patterns).for_each(|((_, one), read)| shuffle_pattern(one, read, rng));
            rng.shuffle(members);
        }
        one => patterns.iter().for_each(|read| shuffle_pattern(one, read, rng)),
    }
}

fn shuffle_alternatives(value: &mut Json, rng: &mut Rng) {
    let Json::Array(alternatives) = value else { return };
    rng.shuffle(alternatives);
    for (operator, operand) in alternatives.iter_mut().filter_map(|one| match one {
        Json::Object(members) => members.first_mut(),
        _ => None,
    }) {
        match operand {
            Json::Array(values) if operator == "anything-but" => rng.shuffle(values),
            _ => {}
        }
    }
}

/// Takes the members in a random order, but one that shares a path with others only after those that stand before it.
fn shuffle_members(members: &mut Vec<(String, Json)>, object: &Object, rng: &mut Rng) {
    let paths: Vec<BTreeSet<FieldPath>> = object.conditions.iter().map(paths_of).collect();
    let mut left: Vec<usize> = (0..members.len()).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let is_free = |&place: &usize| {
            let earlier = left[..place].iter();
            earlier.copied().all(|other| paths[other].is_disjoint(&paths[left[place]]))
        };
        let free: Vec<usize> = (0..left.len()).filter(is_free).collect();
        order.push(left.remove(free[rng.usize(..free.len())]));
    }
    *members = order.into_iter().map(|place| members[place].clone()).collect();
}

/// The paths that a condition constrains, from where it stands. Scopes take no one's place.
fn paths_of(condition: &Condition) -> BTreeSet<FieldPath> {
    let mut found = BTreeSet::new();
    collect(condition, &FieldPath::root(), &mut found);
    found
}

fn collect(condition: &Condition, path: &FieldPath, found: &mut BTreeSet<FieldPath>) {
    let mut inside = |object: &Object, path: &FieldPath| {
        object.conditions.iter().for_each(|condition| collect(condition, path, found));
    };
    match condition {
        Condition::Or(or) => or.branches.iter().for_each(|branch| inside(branch, path)),
        Condition::Scope(_) => {}
        Condition::Field(field) => match &field.content {
            Content::Object(object) => inside(object, &path.join(&field.key)),
            Content::Leaf(_) => {
                found.insert(path.join(&field.key));
            }
        },
    }
}

/// Why two conditions on one path keep their order.
#[test]
fn of_two_conditions_on_one_path_the_later_counts() {
    let event = flat(r#"{"a":2}"#).unwrap_or_else(|error| panic!("{error}"));
    let answer = |text: &str| Read::of(None, text.to_owned()).map(|read| read.reference(&event));
    assert_eq!(answer(r#"{"a":[1],"a":[2]}"#), Some(true));
    assert_eq!(answer(r#"{"a":[2],"a":[1]}"#), Some(false));
}
