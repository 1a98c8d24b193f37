//! One event for each of 70 types of AWS events, and a rule with five conditions for each of them.
//!
//! The events in `events/aws.ndjson` have the fields that the documentation of the services shows, with made-up values.

use crate::long_values::{self, Form};
use serde_json::{Map, Value, json};

/// Number of variants of each event.
const VARIANTS: usize = 24;

/// An event and a rule that matches it.
pub struct Case {
    /// The `detail-type`, or the length of the input of a Step Functions event.
    pub name: String,
    /// Distinct events, all of which match.
    pub variants: Vec<Vec<u8>>,
    /// The rule as JSON text.
    pub pattern: String,
    /// The conditions of the rule: the path of each field, and the value that it must have. `None` accepts any value.
    pub conditions: Vec<(Vec<String>, Option<Value>)>,
}

/// Returns a case for each type of event.
///
/// # Panics
/// Panics if a line of `events/aws.ndjson` is not a JSON object.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = include_str!("../events/aws.ndjson").lines().map(of_event).collect();
    // Several types share a `detail-type`.
    for index in 0..cases.len() {
        let is_shared = cases.iter().filter(|case| case.name == cases[index].name).count() > 1;
        if is_shared {
            let source = cases[index].conditions[0].1.as_ref().and_then(Value::as_str).unwrap_or_default();
            cases[index].name = format!("{} ({source})", cases[index].name);
        }
    }
    cases
}

/// Returns Step Functions events with JSON text in `input`. The rules have a condition on another field, and one on the
/// input.
#[must_use]
pub fn step_functions() -> Vec<Case> {
    let on_other_field = (json!("FAILED"), "status", r#""status":["FAILED"]"#, "other field");
    let on_input =
        (Value::Null, "input", r#""input":[{"prefix":"{\"orderId"}],"status":["FAILED"]"#, "prefix of input");
    let lengths = [1_000, 10_000, 100_000].into_iter();
    let cases = lengths.flat_map(|length| [&on_other_field, &on_input].map(|condition| (length, condition.clone())));
    cases
        .map(|(length, (value, field, condition, name))| {
            let text = String::from_utf8_lossy(&long_values::event(Form::Escaped, length)).into_owned();
            let event: Value = serde_json::from_str(&text).unwrap_or_default();
            let mut conditions = envelope(&event);
            let value = Some(value).filter(|value| !value.is_null());
            conditions.push((vec!["detail".to_owned(), field.to_owned()], value));
            let name = format!("{} KB of input, {name}", length / 1_000);
            Case { name, variants: variants(&text), pattern: long_values::pattern(condition), conditions }
        })
        .collect()
}

fn of_event(text: &str) -> Case {
    let event: Value = serde_json::from_str(text).expect("every line is a JSON object");
    let mut conditions = envelope(&event);
    let mut leaves = Vec::new();
    find_leaves(&event["detail"], &mut vec!["detail".to_owned()], &mut leaves);
    // The first, the middle and the last leaf in alphabetical order.
    let picked: Vec<usize> = match leaves.len() {
        0..=3 => (0..leaves.len()).collect(),
        count => vec![0, count / 2, count - 1],
    };
    conditions.extend(picked.into_iter().map(|index| leaves[index].clone()));
    // Some details have fewer than three leaves.
    for key in ["account", "version", "resources"] {
        if conditions.len() < 5 {
            let value = event[key].get(0).unwrap_or(&event[key]).clone();
            conditions.push((vec![key.to_owned()], Some(value).filter(|value| !value.is_array())));
        }
    }
    let mut pattern = Value::Object(Map::new());
    for (path, value) in &conditions {
        let mut object = &mut pattern;
        for step in path {
            object = &mut object[step.as_str()];
        }
        *object = value.as_ref().map_or_else(|| json!([{ "exists": true }]), |value| json!([value]));
    }
    let name = event["detail-type"].as_str().unwrap_or_default().to_owned();
    Case { name, variants: variants(text), pattern: pattern.to_string(), conditions }
}

fn envelope(event: &Value) -> Vec<(Vec<String>, Option<Value>)> {
    ["source", "detail-type"].map(|key| (vec![key.to_owned()], Some(event[key].clone()))).into()
}

/// Collects the strings, numbers and booleans with distinct paths.
fn find_leaves(value: &Value, path: &mut Vec<String>, leaves: &mut Vec<(Vec<String>, Option<Value>)>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members.iter().filter(|(key, _)| !key.contains('.')) {
                path.push(key.clone());
                find_leaves(value, path, leaves);
                path.pop();
            }
        }
        // The first element is enough for a rule.
        Value::Array(elements) => elements.iter().take(1).for_each(|element| find_leaves(element, path, leaves)),
        Value::Null => {}
        scalar if leaves.iter().all(|(other, _)| other != path) => leaves.push((path.clone(), Some(scalar.clone()))),
        _ => {}
    }
}

/// Varies the `id` and the `region` of an event. The regions have different lengths, so the rest of the event starts at
/// different offsets. The text is changed, because a parsed event does not keep the order of its keys.
pub(crate) fn variants(event: &str) -> Vec<Vec<u8>> {
    const REGIONS: [&str; 4] = ["us-east-1", "eu-central-1", "ap-southeast-2", "sa-east-1"];
    let vary = |number: usize| {
        let id = format!("7bf73129-1428-4cd3-a780-95db273d{number:04x}");
        let event = with_string(event, "\"id\":\"", &id);
        with_string(&event, "\"region\":\"", REGIONS[number % REGIONS.len()]).into_bytes()
    };
    (0..VARIANTS).map(vary).collect()
}

/// Replaces the first string after a key.
fn with_string(event: &str, key: &str, string: &str) -> String {
    let Some((before, after)) = event.split_once(key) else { return event.to_owned() };
    let (_, after) = after.split_once('"').unwrap_or_default();
    format!("{before}{key}{string}\"{after}")
}
