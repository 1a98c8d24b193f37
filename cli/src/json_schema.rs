//! The compiler's schemas as JSON Schema, draft 2020-12.
//!
//! AWS may add fields and values. Objects therefore allow additional properties, and closed sets allow other strings.

use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Presence, Schema, fields_of};
use serde_json::{Map, Value, json};

/// Returns a single schema for the events of all these types.
pub(crate) fn of(schemas: &[&Schema]) -> Value {
    let mut definitions = Map::new();
    for schema in schemas {
        definitions.insert(schema.detail_type.to_owned(), event(schema));
        define(schema.detail, &mut definitions);
    }
    let reference = |schema: &&Schema| json!({ "$ref": format!("#/$defs/{}", schema.detail_type) });
    let references: Vec<Value> = schemas.iter().map(reference).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": definitions,
        "anyOf": references,
    })
}

/// Returns the schema of an event: the envelope, with the `source` and `detail-type` of the event type.
fn event(schema: &Schema) -> Value {
    let mut event = object(schema.root);
    event["properties"]["source"] = json!({ "const": schema.source });
    event["properties"]["detail-type"] = json!({ "const": schema.detail_type });
    event
}

/// Adds the definitions of an object and its nested objects, named after their Rust types.
fn define(object_type: &ObjectSchema, definitions: &mut Map<String, Value>) {
    definitions.insert(object_type.rust_name.to_owned(), object(object_type));
    for inner in object_type.fields.iter().filter_map(|field| fields_of(&field.kind)) {
        define(inner, definitions);
    }
}

fn object(object: &ObjectSchema) -> Value {
    let property = |field: &Field| (field.name.to_owned(), property(field));
    let properties: Map<String, Value> = object.fields.iter().map(property).collect();
    let required = object.fields.iter().filter(|field| field.presence == Presence::Required);
    let required: Vec<&str> = required.map(|field| field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn property(field: &Field) -> Value {
    let value = value(&field.kind);
    match field.presence {
        Presence::Required => value,
        Presence::Optional => json!({ "anyOf": [value, { "type": "null" }] }),
    }
}

fn value(kind: &Kind) -> Value {
    match kind {
        Kind::String => json!({ "type": "string" }),
        Kind::ClosedSet(set) => json!({ "anyOf": [{ "enum": set.values }, { "type": "string" }] }),
        Kind::Integer | Kind::Long => json!({ "type": "integer" }),
        Kind::Double => json!({ "type": "number" }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Object(object) => json!({ "$ref": format!("#/$defs/{}", object.rust_name) }),
        Kind::List { element, .. } => json!({ "type": "array", "items": value(element) }),
    }
}
