//! Explains why there is no field at a path.

use super::leaf_text::shown;
use crate::event::{Container, Content, Event, Membership, are_consistent};
use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::rule::FieldPath;

/// What the event has in place of a field.
pub(super) struct Absence {
    /// Text to use in place of a value, such as "absent".
    pub(super) found: &'static str,
    /// The reason, if known.
    pub(super) reason: Option<String>,
}

/// Returns what the event has instead of a field, either at the path itself or at the closest ancestor of the path that
/// the event has.
pub(super) fn absence(event: &Event, path: &FieldPath, chosen_elements: &[Membership]) -> Absence {
    let containers = |path: &FieldPath| -> Vec<&Container> {
        let at_path = event.containers.iter().filter(|container| container.path == *path);
        at_path.filter(|container| are_consistent(&container.memberships, chosen_elements)).collect()
    };
    if let Some(container) = containers(path).first() {
        let reason = Some("conditions apply only to scalar values".to_owned());
        return Absence { found: kind_of(&container.content), reason };
    }
    let steps = path.steps();
    let ancestor = (0..steps.len()).rev().map(|length| (path_of(&steps[..length]), length));
    for (ancestor, length) in ancestor {
        if let Some(field) = event.fields_at(&ancestor).next() {
            let kind = match &field.value {
                Scalar::String(_) => "a string".to_owned(),
                other => shown(other),
            };
            return Absence { found: "absent", reason: Some(format!("`{ancestor}` is {kind}, not an object")) };
        }
        let containers = containers(&ancestor);
        if !containers.is_empty() {
            let reason = missing_step(&containers, &steps[length], &ancestor, length + 1 == steps.len());
            return Absence { found: "absent", reason };
        }
    }
    Absence { found: "absent", reason: None }
}

/// Explains why none of the objects and arrays at a path has the next key of the leaf's path.
fn missing_step(containers: &[&Container], step: &JsonString, ancestor: &FieldPath, is_last: bool) -> Option<String> {
    let objects = containers.iter().filter_map(|container| match &container.content {
        Content::Members(keys) => Some(keys),
        Content::Elements { .. } => None,
    });
    if objects.clone().next().is_none() {
        return containers.first().map(|container| format!("`{ancestor}` is {}", kind_of(&container.content)));
    }
    match objects.flatten().map(JsonString::to_string).find(|key| is_similar(key, &step.to_string())) {
        Some(similar) => Some(format!("found `{similar}` instead of `{step}`")),
        None if is_last => None,
        None => Some(format!("there is no `{}`", ancestor.join(step))),
    }
}

/// Whether a key may be a misspelling of the expected name.
fn is_similar(key: &str, expected: &str) -> bool {
    // Most keys are not, and their length shows it.
    if key == expected || key.chars().count().abs_diff(expected.chars().count()) > 1 {
        return false;
    }
    let (lower, expected_lower) = (key.to_lowercase(), expected.to_lowercase());
    lower == expected_lower || (expected.chars().count() > 3 && is_one_edit(&lower, &expected_lower))
}

/// Whether the edit distance of two texts is 1. Every key of an object is compared, so no larger distance is computed.
fn is_one_edit(one: &str, other: &str) -> bool {
    let prefix = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let rest = |text: &str| text.chars().skip(prefix).collect::<Vec<char>>();
    let (one, other) = (rest(one), rest(other));
    let suffix = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    match (&one[..one.len() - suffix], &other[..other.len() - suffix]) {
        ([], [_]) | ([_], [] | [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

fn kind_of(content: &Content) -> &'static str {
    match content {
        Content::Members(keys) if keys.is_empty() => "an empty object",
        Content::Members(_) => "an object",
        Content::Elements { count: 0, .. } => "an empty array",
        Content::Elements { has_objects: true, .. } => "an array of objects",
        Content::Elements { has_objects: false, .. } => "an array of arrays",
    }
}

fn path_of(steps: &[JsonString]) -> FieldPath {
    steps.iter().fold(FieldPath::root(), |path, step| path.join(step))
}

#[cfg(test)]
mod tests {
    use super::is_one_edit;
    use event_pattern_compiler::diagnostic::edit_distance;

    #[test]
    fn one_edit_is_an_edit_distance_of_one() {
        let mut texts = vec![String::new()];
        for length in 0..5 {
            let longest: Vec<String> = texts.iter().filter(|text| text.chars().count() == length).cloned().collect();
            texts.extend(longest.iter().flat_map(|text| ["a", "é"].map(|letter| text.clone() + letter)));
        }
        for one in &texts {
            for other in &texts {
                assert_eq!(is_one_edit(one, other), edit_distance(one, other) == 1, "{one} {other}");
            }
        }
    }
}
