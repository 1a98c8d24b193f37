//! Patterns for single values of events.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Returns patterns with one condition each, for each value of the events that the project has: the value itself,
/// content filters that accept it, and filters that exclude it.
///
/// # Panics
/// Panics if a file of events cannot be read.
#[must_use]
pub fn value_patterns() -> BTreeSet<String> {
    let mut patterns = BTreeSet::new();
    for event in events() {
        visit_leaves(&event, &mut Vec::new(), &mut |keys, value| {
            patterns.extend(conditions(value).iter().map(|condition| pattern(&event, keys, condition).to_string()));
        });
    }
    patterns
}

/// Returns the events that the project has: one of each type in the benchmarks, and those of the examples.
fn events() -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let file = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    let mut events: Vec<Value> =
        file("benches/events/aws.ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for name in ["true_failure", "false_alarm"] {
        events.push(serde_json::from_str(&file(&format!("examples/events/{name}.json"))).unwrap());
    }
    events
}

/// Calls `visit` for each plain value in an event, with the keys that lead to it.
fn visit_leaves(value: &Value, keys: &mut Vec<String>, visit: &mut dyn FnMut(&[String], &Value)) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                keys.push(key.clone());
                visit_leaves(member, keys, visit);
                keys.pop();
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| visit_leaves(element, keys, visit)),
        leaf => visit(keys, leaf),
    }
}

/// Returns conditions that the value satisfies, or that a rule may have to exclude it.
fn conditions(value: &Value) -> Vec<Value> {
    let mut conditions = vec![value.clone()];
    match value {
        Value::String(text) if text.is_ascii() && text.len() >= 8 && !text.contains(['*', '\\']) => {
            let (start, end) = text.split_at(text.len() / 2);
            conditions.extend([
                json!({ "prefix": start }),
                json!({ "suffix": end }),
                json!({ "wildcard": format!("{start}*") }),
                json!({ "equals-ignore-case": text }),
                json!({ "anything-but": [text] }),
                json!({ "anything-but": { "prefix": start } }),
            ]);
        }
        Value::Number(number) => {
            conditions.extend([json!({ "numeric": [">=", number] }), json!({ "anything-but": number })]);
        }
        _ => {}
    }
    conditions
}

fn pattern(event: &Value, keys: &[String], condition: &Value) -> Value {
    let (last, parents) = keys.split_last().unwrap();
    let mut pattern = Map::from_iter([
        ("source".to_owned(), json!([event["source"]])),
        ("detail-type".to_owned(), json!([event["detail-type"]])),
    ]);
    let mut object = &mut pattern;
    for key in parents {
        object = object.entry(key).or_insert_with(|| json!({})).as_object_mut().unwrap();
    }
    object.insert(last.clone(), json!([condition]));
    Value::Object(pattern)
}
