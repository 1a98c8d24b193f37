//! Why there is no field at a path.

use super::scene::{Scene, Whole};
use super::words::shown;
use crate::event::Membership;
use event_pattern_compiler::json::{Scalar, Text, ValueKind};
use event_pattern_compiler::rule::FieldPath;

/// What the event has in place of a field.
pub(super) struct Absence {
    /// In words that can stand for a value, such as "absent".
    pub(super) found: &'static str,
    /// Why, if that can be told.
    pub(super) reason: Option<String>,
}

/// What is at a path instead of a field, or how far the event goes along with it.
pub(super) fn absence(scene: &Scene<'_>, path: &FieldPath, settled: &[Membership]) -> Absence {
    let wholes = |path: &FieldPath| -> Vec<&Whole<'_>> {
        scene.wholes.iter().filter(|whole| whole.path == *path && whole.is_consistent_with(settled)).collect()
    };
    if let Some(whole) = wholes(path).first() {
        let reason = Some("only values are fields".to_owned());
        return Absence { found: described(&whole.value.kind), reason };
    }
    let steps = path.steps();
    let ahead = (0..steps.len()).rev().map(|length| (join(&steps[..length]), length));
    for (ahead, length) in ahead {
        if let Some((_, located)) = scene.fields_at(&ahead).next() {
            let kind = match &located.field.value {
                Scalar::String(_) => "a string".to_owned(),
                other => shown(other),
            };
            return Absence { found: "absent", reason: Some(format!("`{ahead}` is {kind}, not an object")) };
        }
        let wholes = wholes(&ahead);
        if !wholes.is_empty() {
            let reason = without_step(&wholes, &steps[length], &ahead, length + 1 == steps.len());
            return Absence { found: "absent", reason };
        }
    }
    Absence { found: "absent", reason: None }
}

/// Why the things at a path do not have the next step.
fn without_step(wholes: &[&Whole<'_>], step: &Text, ahead: &FieldPath, is_last: bool) -> Option<String> {
    let mut keys = Vec::new();
    let mut has_object = false;
    for whole in wholes {
        if let ValueKind::Object(members) = &whole.value.kind {
            has_object = true;
            keys.extend(members.iter().map(|member| member.key.to_string()));
        }
    }
    if !has_object {
        return wholes.first().map(|whole| format!("`{ahead}` is {}", described(&whole.value.kind)));
    }
    match keys.into_iter().find(|key| is_like(key, &step.to_string())) {
        Some(near) => Some(format!("there is no `{step}`, but a `{near}`")),
        None if is_last => None,
        None => Some(format!("there is no `{}`", ahead.join(step))),
    }
}

/// Whether one name is easily taken for the other.
fn is_like(key: &str, wanted: &str) -> bool {
    let (lower, wanted_lower) = (key.to_lowercase(), wanted.to_lowercase());
    let is_near = wanted.chars().count() > 3 && strsim::damerau_levenshtein(&lower, &wanted_lower) == 1;
    key != wanted && (lower == wanted_lower || is_near)
}

fn described(kind: &ValueKind) -> &'static str {
    match kind {
        ValueKind::Object(members) if members.is_empty() => "an empty object",
        ValueKind::Object(_) => "an object",
        ValueKind::Array(elements) if elements.is_empty() => "an empty array",
        ValueKind::Array(elements) if elements.iter().any(|one| matches!(one.kind, ValueKind::Object(_))) => {
            "an array of objects"
        }
        ValueKind::Array(_) => "an array without objects",
        other => other.described(),
    }
}

fn join(steps: &[Text]) -> FieldPath {
    steps.iter().fold(FieldPath::root(), |path, step| path.join(step))
}
