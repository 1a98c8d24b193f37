//! A field that the rule does not name does not change the answer.

use super::case::{Cases, check_law, ensure_equal, parse_event};
use super::json::Json;
use super::values::{KEYS, pick, scalar};
use event_pattern_compiler::rule::{FieldPath, Rule};
use event_pattern_interpreter::oracle::Event;
use fastrand::Rng;
use std::collections::BTreeSet;

/// For every pattern and every event, the answer stays the same if a member is added to any object of the event, or an
/// element to any array, provided that no value in the added part is at a path that the rule names, and no object in
/// the added part is at the path of an element scope. A rule names the paths of its leaves and of its field references.
/// An element scope evaluates every object at its path, so an object that is added at that path may change the answer.
#[test]
fn a_field_that_the_rule_does_not_name_does_not_change_the_answer() {
    check_law(&Cases::Any, 25, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let event = case.text();
        let before = parse_event(&event)?;
        let mut extended = case.event.clone();
        let rng = &mut Rng::with_seed(case.seed);
        let containers = count_containers(&case.event);
        insert(&mut extended, &mut rng.usize(..containers), rng);
        let extended = case.layout.write(&extended);
        let after = parse_event(&extended)?;
        if names_added_part(compiled.rule(), &before, &after) {
            return Ok(None);
        }
        let answer = compiled.run_program(&event).map_err(|error| error.to_string())?;
        ensure_equal(&format!("the program's answer to {extended}"), &compiled.run_program(&extended), &Ok(answer))?;
        ensure_equal(&format!("the oracle's answer to {extended}"), &compiled.run_oracle(&after), &answer)?;
        Ok(Some(answer))
    });
}

/// Returns the number of objects and arrays in the event.
fn count_containers(event: &Json) -> usize {
    let mut count = 0;
    event.visit(&mut |value| count += usize::from(matches!(value, Json::Object(_) | Json::Array(_))));
    count
}

/// Inserts a random member or element into the object or array with the number `countdown`, in the order of the text.
/// Returns whether `value` contains that object or array. If not, reduces `countdown` by the number of objects and
/// arrays in `value`.
fn insert(value: &mut Json, countdown: &mut usize, rng: &mut Rng) -> bool {
    let is_target = *countdown == 0 && matches!(value, Json::Object(_) | Json::Array(_));
    match value {
        Json::Array(elements) if is_target => elements.insert(rng.usize(..=elements.len()), new_value(rng, 0)),
        Json::Object(members) if is_target => {
            members.insert(rng.usize(..=members.len()), (new_key(rng), new_value(rng, 0)));
        }
        Json::Array(elements) => {
            *countdown -= 1;
            return elements.iter_mut().any(|element| insert(element, countdown, rng));
        }
        Json::Object(members) => {
            *countdown -= 1;
            return members.iter_mut().any(|(_, value)| insert(value, countdown, rng));
        }
        Json::Literal(_) | Json::String(_) => return false,
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

/// Whether the event has more fields at a path that the rule names, or more objects at the path of a scope, than
/// before.
fn names_added_part(rule: &Rule, before: &Event, after: &Event) -> bool {
    let mut named = NamedPaths::default();
    named.collect(rule, &FieldPath::root());
    let has_more_fields = |path: &FieldPath| after.fields_at(path).count() != before.fields_at(path).count();
    let has_more_objects = |path: &FieldPath| after.objects_at(path).count() != before.objects_at(path).count();
    named.fields.iter().any(has_more_fields) || named.scopes.iter().any(has_more_objects)
}

/// The paths that a rule names, from the root of the event.
#[derive(Default)]
struct NamedPaths {
    fields: BTreeSet<FieldPath>,
    scopes: BTreeSet<FieldPath>,
}

impl NamedPaths {
    fn collect(&mut self, rule: &Rule, start: &FieldPath) {
        for leaf in &rule.leaves {
            self.fields.insert(start.join_path(&leaf.path));
            for field_ref in leaf.alternatives.iter().flat_map(|filter| filter.field_refs()) {
                let from = if field_ref.is_relative { start.clone() } else { FieldPath::root() };
                self.fields.insert(from.join_path(&FieldPath::of(field_ref)));
            }
        }
        for scope in &rule.scopes {
            let path = start.join_path(&scope.path);
            self.collect(&scope.rule, &path);
            self.scopes.insert(path);
        }
    }
}
