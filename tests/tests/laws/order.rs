//! The order of members, elements, branches and alternatives does not change the answer.

use super::case::{Case, Cases, CompiledPattern, check_law, ensure_equal, parse_event};
use super::json::Json;
use event_pattern_compiler::pattern::{Condition, Content, Object};
use event_pattern_compiler::rule::FieldPath;
use fastrand::Rng;
use std::collections::BTreeSet;

/// For every pattern and every event, the answer is the same for any order of the members of each object of the event,
/// including members with equal keys, and for any order of the elements of each array.
#[test]
fn the_order_of_an_event_does_not_change_the_answer() {
    check_law(&Cases::Any, 25, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let event = case.text();
        let mut shuffled = case.event.clone();
        shuffle_event(&mut shuffled, &mut Rng::with_seed(case.seed));
        let shuffled = case.layout.write(&shuffled);
        let answer = compiled.run_program(&event).map_err(|error| error.to_string())?;
        ensure_equal(&format!("the program's answer to {shuffled}"), &compiled.run_program(&shuffled), &Ok(answer))?;
        ensure_equal(
            &format!("the oracle's answer to {shuffled}"),
            &compiled.run_oracle(&parse_event(&shuffled)?),
            &answer,
        )?;
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
        Json::Literal(_) | Json::String(_) => {}
    }
}

/// For every pattern and every event, the answer is the same for any order of the members of each object of the
/// pattern, the branches of `$or`, the patterns of `$any`, the alternatives of a leaf and the values of `anything-but`.
///
/// Members that constrain the same path are an exception: they keep their order, because a later one replaces an
/// earlier one.
#[test]
fn the_order_of_a_pattern_does_not_change_the_answer() {
    check_law(&Cases::Any, 25, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let Some(pattern) = &compiled.parsed.pattern else { return Ok(None) };
        let (mut root, mut shuffled) = (pattern.root.clone(), case.pattern.clone());
        // The understood `source` and `detail-type` come first and are not in the JSON text.
        let written = if let Json::Object(members) = &shuffled { members.len() } else { 0 };
        root.conditions.drain(..root.conditions.len() - written);
        shuffle_pattern(&mut shuffled, &root, &mut Rng::with_seed(case.seed));
        let shuffled = Case { pattern: shuffled, ..case.clone() };
        let Some(shuffled) = shuffled.compile() else {
            return Err(format!("{} is rejected", shuffled.pattern.compact()));
        };
        let event = case.text();
        let answer = compiled.run_program(&event).map_err(|error| error.to_string())?;
        ensure_equal(
            &format!("the program's answer with {}", shuffled.text),
            &shuffled.run_program(&event),
            &Ok(answer),
        )?;
        ensure_equal(
            &format!("the oracle's answer with {}", shuffled.text),
            &shuffled.run_oracle(&parse_event(&event)?),
            &answer,
        )?;
        Ok(Some(answer))
    });
}

/// Shuffles an object of a pattern. `json` is the object as JSON, and `object` is the same object after parsing.
fn shuffle_pattern(json: &mut Json, object: &Object, rng: &mut Rng) {
    let Json::Object(members) = json else { return };
    for ((key, value), condition) in members.iter_mut().zip(&object.conditions) {
        match (condition, value) {
            (Condition::Or(or), Json::Array(branches)) => {
                branches.iter_mut().zip(&or.branches).for_each(|(json, parsed)| shuffle_pattern(json, parsed, rng));
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
        Json::Array(list) => {
            list.iter_mut().zip(patterns).for_each(|(json, parsed)| shuffle_pattern(json, parsed, rng));
            rng.shuffle(list);
        }
        Json::Object(members) if key == "$count" => {
            let inner = members.iter_mut().find(|(key, _)| key == "where");
            inner.into_iter().zip(patterns).for_each(|((_, json), parsed)| shuffle_pattern(json, parsed, rng));
            rng.shuffle(members);
        }
        json => patterns.iter().for_each(|parsed| shuffle_pattern(json, parsed, rng)),
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

/// Shuffles the members of an object, but keeps the order of members that constrain a common path.
fn shuffle_members(members: &mut Vec<(String, Json)>, object: &Object, rng: &mut Rng) {
    let paths: Vec<BTreeSet<FieldPath>> = object.conditions.iter().map(paths_of).collect();
    let mut remaining: Vec<usize> = (0..members.len()).collect();
    let mut order = Vec::new();
    while !remaining.is_empty() {
        let can_be_next = |&position: &usize| {
            let mut earlier = remaining[..position].iter();
            earlier.all(|&member| paths[member].is_disjoint(&paths[remaining[position]]))
        };
        let candidates: Vec<usize> = (0..remaining.len()).filter(can_be_next).collect();
        order.push(remaining.remove(candidates[rng.usize(..candidates.len())]));
    }
    *members = order.into_iter().map(|member| members[member].clone()).collect();
}

/// Returns the paths of the leaves of a condition, relative to the object that contains the condition. Scopes
/// contribute no paths, because a scope never replaces another condition.
fn paths_of(condition: &Condition) -> BTreeSet<FieldPath> {
    let mut paths = BTreeSet::new();
    collect_paths(condition, &FieldPath::root(), &mut paths);
    paths
}

fn collect_paths(condition: &Condition, path: &FieldPath, paths: &mut BTreeSet<FieldPath>) {
    let mut inside = |object: &Object, path: &FieldPath| {
        object.conditions.iter().for_each(|condition| collect_paths(condition, path, paths));
    };
    match condition {
        Condition::Or(or) => or.branches.iter().for_each(|branch| inside(branch, path)),
        Condition::Scope(_) => {}
        Condition::Field(field) => match &field.content {
            Content::Object(object) => inside(object, &path.join(&field.key)),
            Content::Leaf(_) => {
                paths.insert(path.join(&field.key));
            }
        },
    }
}

/// The exception to the law for patterns: two conditions on the same path must keep their order.
#[test]
fn the_later_of_two_conditions_on_a_path_replaces_the_earlier() {
    let event = parse_event(r#"{"a":2}"#).unwrap_or_else(|error| panic!("{error}"));
    let answer = |text: &str| CompiledPattern::new(None, text.to_owned()).map(|compiled| compiled.run_oracle(&event));
    assert_eq!(answer(r#"{"a":[1],"a":[2]}"#), Some(true));
    assert_eq!(answer(r#"{"a":[2],"a":[1]}"#), Some(false));
}
