//! Tests the JSON Schema of the event types.

use crate::support::Folder;
use event_pattern_compiler::schema::Entry;
use event_pattern_documents::{Document, Options, read};
use serde_json::Value;

fn schema(arguments: &[&str]) -> (Document, Value) {
    let ran = Folder::new(&format!("schema_{}", arguments.len())).run(arguments);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    (read(&ran.output, &Options::new("schema.json")).unwrap(), serde_json::from_str(&ran.output).unwrap())
}

#[test]
fn the_schema_describes_an_event() {
    let (document, json) = schema(&["schema", "TaskStateChange"]);
    let known = event_pattern_catalogue::aws().find("aws.ecs", "ECS Task State Change").unwrap();
    assert_eq!(document.events, [known.clone()]);
    assert_eq!(json["x-amazon-events-source"], "aws.ecs");
    assert_eq!(json["properties"]["detail"]["$ref"], "#/$defs/TaskStateChange");
    assert_eq!(json["$defs"]["Container"]["properties"]["exitCode"]["type"], serde_json::json!(["integer", "null"]));
    assert!(json["$defs"]["TaskStatus"]["enum"].as_array().unwrap().contains(&Value::from("STOPPED")));
}

#[test]
fn the_full_schema_has_every_event_type() {
    let (document, json) = schema(&["schema"]);
    assert_eq!(json["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let entries = event_pattern_catalogue::aws().entries();
    assert_eq!(json["anyOf"].as_array().unwrap().len(), entries.len());
    assert!(document.events.iter().eq(entries.iter().map(Entry::schema)));
}

#[test]
fn an_unknown_event_type_is_rejected() {
    let ran = Folder::new("schema_unknown").run(&["schema", "ECS Task"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""));
    assert!(ran.messages.contains("TaskStateChange"), "{}", ran.messages);
}
