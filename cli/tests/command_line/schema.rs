//! Tests the JSON Schema of the event types.

use crate::support::{Folder, fixture};
use serde_json::Value;

fn schema(arguments: &[&str]) -> Value {
    let ran = Folder::new(&format!("schema_{}", arguments.len())).run(arguments);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    serde_json::from_str(&ran.output).unwrap()
}

/// Asserts that the schema contains every field of the value, and that the value has all required fields. Follows
/// `$ref` references.
fn assert_described(value: &Value, schema: &Value, definitions: &Value, path: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.strip_prefix("#/$defs/").unwrap();
        return assert_described(value, &definitions[name], definitions, path);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        return assert_described(value, &choices[0], definitions, path);
    }
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                assert_described(value, &schema["properties"][key], definitions, &format!("{path}.{key}"));
            }
            let required = schema["required"].as_array().unwrap_or_else(|| panic!("{path}"));
            assert!(required.iter().all(|key| members.contains_key(key.as_str().unwrap())), "{path}");
        }
        Value::Array(elements) => {
            for element in elements {
                assert_described(element, &schema["items"], definitions, path);
            }
        }
        Value::String(_) => assert!(!schema.is_null() && schema["type"] != "integer", "{path}: {schema}"),
        Value::Number(_) => assert_eq!(schema["type"], "integer", "{path}"),
        _ => assert!(!schema.is_null(), "{path}"),
    }
}

#[test]
fn the_schema_describes_an_event() {
    let schema = schema(&["schema", "TaskStateChange"]);
    let event: Value = serde_json::from_str(&fixture("run_test_exited_1.json")).unwrap();
    assert_described(&event, &schema, &schema["$defs"], "event");
    assert_eq!(schema["$defs"]["ECS Task State Change"]["properties"]["source"]["const"], "aws.ecs");
    assert_eq!(schema["$defs"]["Container"]["properties"]["exitCode"]["anyOf"][0]["type"], "integer");
    let statuses = &schema["$defs"]["TaskStateChange"]["properties"]["lastStatus"]["anyOf"];
    assert!(statuses[0]["enum"].as_array().unwrap().contains(&Value::from("STOPPED")));
    assert_eq!(statuses[1]["type"], "string");
}

#[test]
fn the_full_schema_has_every_event_type() {
    let schema = schema(&["schema"]);
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let references = schema["anyOf"].as_array().unwrap();
    assert_eq!(references.len(), 7);
    for reference in references {
        let name = reference["$ref"].as_str().unwrap().strip_prefix("#/$defs/").unwrap();
        assert_eq!(schema["$defs"][name]["properties"]["detail-type"]["const"], name);
    }
}

#[test]
fn an_unknown_event_type_is_rejected() {
    let ran = Folder::new("schema_unknown").run(&["schema", "ECS Task"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""));
    assert!(ran.messages.contains("TaskStateChange"), "{}", ran.messages);
}
