//! Fields that a pattern does not name do not matter.

use super::case::{Cases, flat, hold, same};
use super::json::Json;
use super::words::{KEYS, pick, scalar};
use event_pattern_compiler::rule::{FieldPath, Rule};
use event_pattern_interpreter::oracle::Event;
use fastrand::Rng;
use std::collections::BTreeSet;

/// For every rule and event: a new member can stand in any object of the event, and a new element in any array, if no
/// value that comes with it has a path that the rule names. A rule names the paths of its conditions and of the other
/// fields in them; and if an object comes with the new part, its path must not be that of a scope, which counts objects.
#[test]
fn a_field_that_the_rule_does_not_name_changes_nothing() {
    hold(&Cases::Any, 25, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        let event = case.text();
        let before = flat(&event)?;
        let mut more = case.event.clone();
        let rng = &mut Rng::with_seed(case.seed);
        let places = places(&case.event);
        add(&mut more, &mut rng.usize(..places), rng);
        let more = case.layout.write(&more);
        let after = flat(&more)?;
        if names_what_is_new(read.rule(), &before, &after) {
            return Ok(None);
        }
        let answer = read.program(&event).map_err(|error| error.to_string())?;
        same(&format!("with the event {more}"), &read.program(&more), &Ok(answer))?;
        same(&format!("the oracle, with the event {more}"), &read.reference(&after), &answer)?;
        Ok(Some(answer))
    });
}

/// How many objects and arrays there are.
fn places(event: &Json) -> usize {
    let mut count = 0;
    event.visit(&mut |value| count += usize::from(matches!(value, Json::Object(_) | Json::Array(_))));
    count
}

/// Adds something to the object or array of this number.
fn add(value: &mut Json, countdown: &mut usize, rng: &mut Rng) -> bool {
    let is_here = *countdown == 0 && matches!(value, Json::Object(_) | Json::Array(_));
    match value {
        Json::Array(elements) if is_here => elements.insert(rng.usize(..=elements.len()), new_value(rng, 0)),
        Json::Object(members) if is_here => {
            members.insert(rng.usize(..=members.len()), (new_key(rng), new_value(rng, 0)));
        }
        Json::Array(elements) => {
            *countdown -= 1;
            return elements.iter_mut().any(|element| add(element, countdown, rng));
        }
        Json::Object(members) => {
            *countdown -= 1;
            return members.iter_mut().any(|(_, element)| add(element, countdown, rng));
        }
        Json::Plain(_) | Json::Text(_) => return false,
    }
    true
}

const NEW_KEYS: [&str; 12] = [
    "detail",
    "containers",
    "name",
    "lastStatus",
    "exitCode",
    "attachments",
    "details",
    "detail.containers",
    "containers.name",
    "unnamed",
    "\\u006eame",
    "é",
];

fn new_key(rng: &mut Rng) -> String {
    if rng.bool() { pick(rng, &NEW_KEYS).to_owned() } else { pick(rng, &KEYS).to_owned() }
}

fn new_value(rng: &mut Rng, depth: usize) -> Json {
    match rng.u8(..6) {
        0 | 1 if depth < 3 => {
            Json::Object((0..rng.usize(..3)).map(|_| (new_key(rng), new_value(rng, depth + 1))).collect())
        }
        2 if depth < 3 => Json::Array((0..rng.usize(..3)).map(|_| new_value(rng, depth + 1)).collect()),
        _ => scalar(rng),
    }
}

/// Whether there are more fields at one of the rule's paths, or more objects at the path of a scope.
fn names_what_is_new(rule: &Rule, before: &Event, after: &Event) -> bool {
    let mut named = Named::default();
    named.collect(rule, &FieldPath::root());
    let has_more_fields = |path: &FieldPath| after.fields_at(path).count() != before.fields_at(path).count();
    let has_more_objects = |path: &FieldPath| after.objects_at(path).count() != before.objects_at(path).count();
    named.fields.iter().any(has_more_fields) || named.scopes.iter().any(has_more_objects)
}

/// The paths that a rule names, from the event inwards.
#[derive(Default)]
struct Named {
    fields: BTreeSet<FieldPath>,
    scopes: BTreeSet<FieldPath>,
}

impl Named {
    fn collect(&mut self, rule: &Rule, start: &FieldPath) {
        for leaf in &rule.leaves {
            self.fields.insert(start.join_path(&leaf.path));
            for reference in leaf.alternatives.iter().flat_map(|filter| filter.field_refs()) {
                let from = if reference.is_relative { start.clone() } else { FieldPath::root() };
                self.fields.insert(from.join_path(&FieldPath::of(reference)));
            }
        }
        for scope in &rule.scopes {
            let path = start.join_path(&scope.path);
            self.collect(&scope.rule, &path);
            self.scopes.insert(path);
        }
    }
}
