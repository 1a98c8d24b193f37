//! Why there is no field at a path.

use super::words::shown;
use crate::event::{Container, Content, Event, Membership, are_consistent};
use event_pattern_compiler::diagnostic::typing_mistakes;
use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::rule::FieldPath;

/// What the event has in place of a field.
pub(super) struct Absence {
    /// In words that can stand for a value, such as "absent".
    pub(super) found: &'static str,
    /// Why, if that can be told.
    pub(super) reason: Option<String>,
}

/// What is at a path instead of a field, or how far the event goes along with it.
pub(super) fn absence(event: &Event, path: &FieldPath, settled: &[Membership]) -> Absence {
    let containers = |path: &FieldPath| -> Vec<&Container> {
        let here = event.containers.iter().filter(|container| container.path == *path);
        here.filter(|container| are_consistent(&container.memberships, settled)).collect()
    };
    if let Some(container) = containers(path).first() {
        let reason = Some("conditions apply only to scalar values".to_owned());
        return Absence { found: described(&container.content), reason };
    }
    let steps = path.steps();
    let ahead = (0..steps.len()).rev().map(|length| (join(&steps[..length]), length));
    for (ahead, length) in ahead {
        if let Some(field) = event.fields_at(&ahead).next() {
            let kind = match &field.value {
                Scalar::String(_) => "a string".to_owned(),
                other => shown(other),
            };
            return Absence { found: "absent", reason: Some(format!("`{ahead}` is {kind}, not an object")) };
        }
        let containers = containers(&ahead);
        if !containers.is_empty() {
            let reason = without_step(&containers, &steps[length], &ahead, length + 1 == steps.len());
            return Absence { found: "absent", reason };
        }
    }
    Absence { found: "absent", reason: None }
}

/// Why the things at a path do not have the next step.
fn without_step(containers: &[&Container], step: &JsonString, ahead: &FieldPath, is_last: bool) -> Option<String> {
    let objects = containers.iter().filter_map(|container| match &container.content {
        Content::Members(keys) => Some(keys),
        Content::Elements { .. } => None,
    });
    if objects.clone().next().is_none() {
        return containers.first().map(|container| format!("`{ahead}` is {}", described(&container.content)));
    }
    match objects.flatten().map(JsonString::to_string).find(|key| is_like(key, &step.to_string())) {
        Some(near) => Some(format!("found `{near}` instead of `{step}`")),
        None if is_last => None,
        None => Some(format!("there is no `{}`", ahead.join(step))),
    }
}

/// Whether one name is easily taken for the other.
fn is_like(key: &str, wanted: &str) -> bool {
    let (lower, wanted_lower) = (key.to_lowercase(), wanted.to_lowercase());
    let is_near = wanted.chars().count() > 3 && typing_mistakes(&lower, &wanted_lower) == 1;
    key != wanted && (lower == wanted_lower || is_near)
}

fn described(content: &Content) -> &'static str {
    match content {
        Content::Members(keys) if keys.is_empty() => "an empty object",
        Content::Members(_) => "an object",
        Content::Elements { count: 0, .. } => "an empty array",
        Content::Elements { has_objects: true, .. } => "an array of objects",
        Content::Elements { has_objects: false, .. } => "an array of arrays",
    }
}

fn join(steps: &[JsonString]) -> FieldPath {
    steps.iter().fold(FieldPath::root(), |path, step| path.join(step))
}
