//! The compiler's schemas as JSON Schema, draft 2020-12.
//!
//! AWS may add fields and values. Objects therefore allow additional properties, and closed sets allow other strings.

use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Presence, Schema};
use serde_json::{Map, Value, json};

/// Returns a single schema for the events of all these types.
pub(crate) fn of(schemas: &[&Schema]) -> Value {
    let mut definitions = Map::new();
    for schema in schemas {
        definitions.insert(name(schema).to_owned(), event(schema));
        if let Some(detail) = schema.detail() {
            define(detail, &mut definitions);
        }
    }
    let reference = |schema: &&Schema| json!({ "$ref": format!("#/$defs/{}", name(schema)) });
    let references: Vec<Value> = schemas.iter().map(reference).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": definitions,
        "anyOf": references,
    })
}

fn name(schema: &Schema) -> &str {
    schema.detail_type.as_deref().unwrap_or_default()
}

/// Returns the schema of an event: the envelope, with the `source` and `detail-type` of the event type.
fn event(schema: &Schema) -> Value {
    let mut event = object(&schema.root);
    event["properties"]["source"] = json!({ "const": schema.source });
    event["properties"]["detail-type"] = json!({ "const": schema.detail_type });
    event
}

/// Adds the definitions of an object and its nested objects, named after their Rust types.
fn define(object_type: &ObjectSchema, definitions: &mut Map<String, Value>) {
    definitions.insert(object_type.name.clone(), object(object_type));
    for inner in object_type.fields.iter().filter_map(|field| field.kind.object()) {
        define(inner, definitions);
    }
}

fn object(object: &ObjectSchema) -> Value {
    let property = |field: &Field| (field.name.clone(), property(field));
    let properties: Map<String, Value> = object.fields.iter().map(property).collect();
    let required = object.fields.iter().filter(|field| field.presence == Presence::Required);
    let required: Vec<&str> = required.map(|field| field.name.as_str()).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn property(field: &Field) -> Value {
    let value = value(&field.kind);
    match field.is_nullable {
        false => value,
        true => json!({ "anyOf": [value, { "type": "null" }] }),
    }
}

fn value(kind: &Kind) -> Value {
    match kind {
        Kind::String => json!({ "type": "string" }),
        Kind::Any => json!({}),
        Kind::ClosedSet(set) => {
            let values: Vec<&str> = set.values.iter().map(|value| value.text.as_str()).collect();
            json!({ "anyOf": [{ "enum": values }, { "type": "string" }] })
        }
        Kind::OneOf(kinds) => json!({ "anyOf": kinds.iter().map(value).collect::<Vec<_>>() }),
        Kind::Integer(_) => json!({ "type": "integer" }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Object(object) => json!({ "$ref": format!("#/$defs/{}", object.name) }),
        Kind::List(element) => json!({ "type": "array", "items": value(element) }),
    }
}
