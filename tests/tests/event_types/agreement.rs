//! What serde accepts conforms to the schema, and the other way round.
#![allow(dead_code, reason = "no test reads the fields")]

use crate::event_type;
use event_pattern::{Event, List, Optional, event_types};
use event_pattern_codegen::rust_types::{EventType, IntegerType, RustValue};
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Others, Presence};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, VecDeque};

event_types! {
    #[event(source = "test", detail_type = "Kinds")]
    #[derive(Debug, Deserialize)]
    struct Kinds {
        text: String,
        cow: Cow<'static, str>,
        boxed: Box<str>,
        flag: bool,
        byte: u8,
        int: i32,
        long: i64,
        unsigned: u64,
        double: f64,
        pointer: Box<i64>,
        list: Vec<String>,
        deque: VecDeque<bool>,
        own_list: List<i32>,
        map: HashMap<String, i32>,
        tree: BTreeMap<String, Vec<Inner>>,
        inner: Inner,
        inners: Vec<Inner>,
        id: Id,
        transparent: Transparent,
        status: Status,
        open: Open,
        any: Value,
        tagged: Tagged,
        r#type: String,
    }

    #[event(source = "test", detail_type = "Attributes")]
    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Attributes {
        order_id: i32,
        #[serde(rename = "RENAMED")]
        renamed: i32,
        #[serde(rename(deserialize = "from-json", serialize = "to-json"))]
        both_names: i32,
        #[serde(alias = "otherName")]
        alias_name: i32,
        #[serde(default)]
        default_value: i32,
        #[serde(default = "seven")]
        default_function: i32,
        #[serde(skip)]
        skipped: i32,
        #[serde(skip_deserializing)]
        not_read: i32,
        #[serde(skip_serializing_if = "Option::is_none")]
        maybe: Option<i32>,
        maybe_inner: Option<Inner>,
        #[serde(default)]
        told: Optional<String>,
        untold: Optional<String>,
        #[serde(deserialize_with = "anything")]
        custom: i32,
    }

    #[event(source = "test", detail_type = "Flattened")]
    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "SCREAMING-KEBAB-CASE")]
    struct Flattened {
        own_field: i32,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }

    #[event(source = "test", detail_type = "Defaults")]
    #[derive(Debug, Default, Deserialize)]
    #[serde(default, rename_all = "UPPERCASE")]
    struct Defaults {
        text: String,
        list: Vec<i32>,
        maybe: Option<i32>,
        told: Optional<i32>,
    }

    #[derive(Debug, Default, Deserialize)]
    struct Inner {
        code: i32,
        node: Option<Box<Node>>,
    }

    #[derive(Debug, Deserialize)]
    struct Node {
        next: Option<Box<Node>>,
    }

    #[derive(Debug, Deserialize)]
    struct Id(String);

    #[derive(Debug, Deserialize)]
    #[serde(transparent)]
    struct Transparent {
        value: i32,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Status {
        OnTheWay,
        #[serde(rename = "HERE")]
        Arrived,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Open {
        Known,
        #[serde(other)]
        Other,
    }

    #[derive(Debug, Deserialize)]
    #[serde(tag = "kind")]
    enum Tagged {
        Circle { radius: f64 },
    }
}

fn seven() -> i32 {
    7
}

fn anything<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    Value::deserialize(deserializer).map(|_| 1)
}

/// Values of every kind, with which each field is tried.
fn values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(1),
        json!(1.5),
        json!("text"),
        json!("on-the-way"),
        json!("HERE"),
        json!("Arrived"),
        json!("known"),
        json!([]),
        json!([1]),
        json!(["text"]),
        json!([true]),
        json!([null]),
        json!({}),
        json!({ "key": 1 }),
        json!({ "key": [{ "code": 1 }] }),
        json!({ "code": 1 }),
        json!({ "code": null }),
        json!({ "code": 1, "node": null }),
        json!({ "code": 1, "node": { "next": { "next": null } } }),
        json!([{ "code": 1 }]),
        json!([{}]),
        json!({ "kind": "Circle", "radius": 1.0 }),
    ]
}

/// Whether the schema knows everything about the values of a Rust type.
fn is_exact(value: &RustValue) -> bool {
    match value.element() {
        RustValue::Integer(integer) => !matches!(integer, IntegerType::U64 | IntegerType::Usize),
        RustValue::Opaque(_) | RustValue::Value => false,
        _ => true,
    }
}

fn conforms_to_object(object: &ObjectSchema, members: &Map<String, Value>) -> bool {
    let fields = object.fields.iter();
    let all_there = fields.clone().all(|field| match members.get(&field.name) {
        Some(value) => conforms_to_field(field, value),
        None => field.presence == Presence::Optional,
    });
    let others = members.iter().filter(|(name, _)| !object.fields.iter().any(|field| field.name == **name));
    all_there
        && match &object.others {
            Others::Values(values) => others.into_iter().all(|(_, value)| conforms_to_field(values, value)),
            Others::None | Others::Unknown => true,
        }
}

fn conforms_to_field(field: &Field, value: &Value) -> bool {
    if value.is_null() { field.is_nullable || field.kind == Kind::Any } else { conforms(&field.kind, value) }
}

fn conforms(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::Any, _)
        | (Kind::String, Value::String(_))
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Number, Value::Number(_)) => true,
        (Kind::ClosedSet(set), Value::String(text)) => {
            !set.is_complete || set.values.iter().any(|value| value.text == *text)
        }
        // For serde, an object whose only key is a variant and whose value is null is the variant too. A pattern does not
        // treat it as one. No service sends such a value.
        (Kind::ClosedSet(set), Value::Object(members)) => match members.iter().next() {
            Some((key, Value::Null)) if members.len() == 1 => {
                conforms(&Kind::ClosedSet(set.clone()), &Value::String(key.clone()))
            }
            _ => false,
        },
        (Kind::Integer(_), Value::Number(number)) => number.is_i64(),
        (Kind::Object(object), Value::Object(members)) => conforms_to_object(object, members),
        (Kind::List(element), Value::Array(elements)) => elements.iter().all(|value| conforms(element, value)),
        _ => false,
    }
}

/// Tries each field with each value, and without it. Returns the number of details that serde accepts.
fn check<D: DeserializeOwned>(event: &EventType, valid: &Value) -> usize {
    let detail = event.schema.detail().unwrap();
    let accepts = |members: &Map<String, Value>| {
        let text = json!({
            "version": "0", "id": "1", "detail-type": "T", "source": "test", "account": "123456789012",
            "time": "2026-01-01T00:00:00Z", "region": "eu-west-1", "resources": [], "detail": members
        });
        serde_json::from_str::<Event<'_, D>>(&text.to_string()).map(|_| ()).map_err(|error| error.to_string())
    };
    let valid = valid.as_object().unwrap();
    accepts(valid).unwrap();
    let mut accepted = 0;
    for field in &detail.fields {
        let rust = event.rust.field(&detail.name, &field.name).unwrap();
        for value in values().into_iter().map(Some).chain([None]) {
            let mut members = valid.clone();
            match value {
                Some(value) => members.insert(field.name.clone(), value),
                None => members.remove(&field.name),
            };
            let result = accepts(&members);
            let conforms = conforms_to_object(detail, &members);
            if result.is_ok() || is_exact(&rust.value) {
                assert_eq!(result.is_ok(), conforms, "{}: {members:?}: {:?}", field.name, result.err());
            }
            accepted += usize::from(result.is_ok());
        }
    }
    accepted
}

#[test]
fn types_of_fields_have_the_kinds_that_serde_accepts() {
    let valid = json!({
        "text": "a", "cow": "a", "boxed": "a", "flag": true, "byte": 1, "int": 1, "long": 1, "unsigned": 1, "double": 1.5,
        "pointer": 1, "list": [], "deque": [], "own_list": [], "map": {}, "tree": {}, "inner": { "code": 1 }, "inners": [],
        "id": "a", "transparent": 1, "status": "HERE", "open": "known", "any": null,
        "tagged": { "kind": "Circle", "radius": 1 }, "type": "a"
    });
    let accepted = check::<Kinds>(&event_type(Kinds! { [the_text] }), &valid);
    assert!(accepted > 80, "{accepted}");
}

#[test]
fn attributes_have_the_effect_that_they_have_for_serde() {
    let valid = json!({
        "orderId": 1, "RENAMED": 1, "from-json": 1, "aliasName": 1, "maybe": 1, "untold": "a", "custom": 1
    });
    assert!(check::<Attributes>(&event_type(Attributes! { [the_text] }), &valid) > 40);
    assert!(check::<Flattened>(&event_type(Flattened! { [the_text] }), &json!({ "OWN-FIELD": 1, "more": 1 })) > 0);
    assert!(check::<Defaults>(&event_type(Defaults! { [the_text] }), &json!({})) > 8);
}
