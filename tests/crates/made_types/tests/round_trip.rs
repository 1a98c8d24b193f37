//! Tests that made types read and write the events of their schemas.

use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Presence, Schema};
use event_pattern_test_made_types::{Functions, TYPES, schemas};
use serde_json::{Map, Value, json};

/// Which fields an event has.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// All fields.
    Full,
    /// Only required fields, and empty lists.
    Minimal,
    /// All fields, which are null if they can be.
    Null,
}

fn object(object: &ObjectSchema, form: Form) -> Value {
    let mut members = Map::new();
    for field in &object.fields {
        if form != Form::Minimal || field.presence == Presence::Required {
            members.insert(field.name.clone(), value_of(field, form));
        }
    }
    if let Some(values) = object.others.values() {
        members.insert("any".to_owned(), value_of(values, form));
    }
    Value::Object(members)
}

fn value_of(field: &Field, form: Form) -> Value {
    if form == Form::Null && field.is_nullable { Value::Null } else { value(&field.kind, form) }
}

fn value(kind: &Kind, form: Form) -> Value {
    match kind {
        Kind::Any => json!({ "a": [1, null, { "b.c": "x" }], "d": -1.5 }),
        Kind::String => json!("text \n é"),
        Kind::ClosedSet(set) if form != Form::Null => json!(set.values[0].text),
        Kind::ClosedSet(_) => json!("a value that was added later"),
        Kind::Integer(_) => json!(-7),
        Kind::Number => json!(1.5),
        Kind::Boolean => json!(true),
        Kind::Object(inner) => object(inner, form),
        Kind::List(_) if form == Form::Minimal => json!([]),
        Kind::List(element) => json!([value(element, form), value(element, form)]),
        Kind::OneOf(kinds) => value(&kinds[if form == Form::Null { kinds.len() - 1 } else { 0 }], form),
    }
}

/// Returns all event types with their schemas.
fn types() -> Vec<(Schema, &'static Functions)> {
    let schemas: Vec<Schema> = schemas::modules().into_values().flatten().collect();
    assert_eq!(schemas.len(), TYPES.len());
    schemas.into_iter().zip(TYPES).collect()
}

/// Calls `visit` with the location of each field that is present in the event.
fn visit_fields(value: &Value, path: &str, object: &ObjectSchema, visit: &mut impl FnMut(&str, &Field)) {
    for field in &object.fields {
        let path = format!("{path}/{}", field.name.replace('~', "~0").replace('/', "~1"));
        let Some(mut inner) = value.pointer(&path) else { continue };
        visit(&path, field);
        let mut inner_path = path;
        if inner.is_array() {
            inner_path.push_str("/0");
            let Some(first) = value.pointer(&inner_path) else { continue };
            inner = first;
        }
        if let (Some(object), true) = (field.kind.object(), inner.is_object()) {
            visit_fields(value, &inner_path, object, visit);
        }
    }
}

#[test]
fn events_are_written_as_they_were_read() {
    for (schema, functions) in types() {
        for form in [Form::Full, Form::Minimal, Form::Null] {
            let event = object(&schema.root, form);
            let text = event.to_string();
            for read_and_write in [functions.read_and_write, functions.read_and_write_owned] {
                let written = read_and_write(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
                assert_eq!(written, event, "{:?} {:?}", schema.source, schema.detail_type);
            }
        }
    }
}

#[test]
fn only_required_fields_must_be_present() {
    let mut required_fields = 0;
    for (schema, functions) in types() {
        let event = object(&schema.root, Form::Full);
        visit_fields(&event, "", &schema.root, &mut |path, field| {
            let (parent, name) = path.rsplit_once('/').unwrap();
            let mut without = event.clone();
            let name = name.replace("~1", "/").replace("~0", "~");
            without.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(&name).unwrap();
            let may_be_absent = field.presence == Presence::Optional || field.is_nullable;
            required_fields += usize::from(!may_be_absent);
            assert_eq!((functions.read_and_write)(&without.to_string()).is_ok(), may_be_absent, "{path} {schema:?}");
        });
    }
    assert!(required_fields > 1000, "{required_fields}");
}

#[test]
fn a_new_event_has_the_origin_of_its_type() {
    for (schema, functions) in types() {
        assert_eq!((functions.origin)(), (schema.source.unwrap_or_default(), schema.detail_type.unwrap_or_default()));
    }
}
