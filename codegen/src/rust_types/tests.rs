use super::*;
use event_pattern_compiler::event_schema::{ClosedSet, Facts, IntegerSize, Provenance, whole_event};
use event_pattern_compiler::schema;
use std::sync::Arc;

/// Returns the schema with this detail.
fn schema_of(detail_type: Option<&str>, detail: Kind) -> Schema {
    Schema {
        source: None,
        detail_type: detail_type.map(str::to_owned),
        title: String::new(),
        description: String::new(),
        provenance: Provenance::Document,
        root: Arc::new(whole_event(Field { presence: Presence::Required, ..Field::new("detail", detail) }, None)),
        facts: Facts::default(),
    }
}

fn object(name: &str, fields: Vec<Field>) -> ObjectSchema {
    ObjectSchema { name: name.to_owned(), description: String::new(), fields, others: Others::None }
}

fn list(element: Kind) -> Kind {
    Kind::List(Arc::new(element))
}

/// Returns an object of the hand-written schemas as an object of a document.
fn converted(from: &schema::ObjectSchema) -> ObjectSchema {
    let field = |field: &schema::Field| Field {
        presence: match field.presence {
            schema::Presence::Required => Presence::Required,
            schema::Presence::Optional => Presence::Optional,
        },
        ..Field::new(field.name, converted_kind(&field.kind))
    };
    object(from.rust_name, from.fields.iter().map(field).collect())
}

fn converted_kind(kind: &schema::Kind) -> Kind {
    match kind {
        schema::Kind::String => Kind::String,
        schema::Kind::ClosedSet(set) => Kind::ClosedSet(Arc::new(ClosedSet {
            name: set.rust_name.to_owned(),
            description: String::new(),
            values: Vec::new(),
            is_complete: true,
        })),
        schema::Kind::Integer => Kind::Integer(IntegerSize::Bits32),
        schema::Kind::Long => Kind::Integer(IntegerSize::Bits64),
        schema::Kind::Double => Kind::Number,
        schema::Kind::Boolean => Kind::Boolean,
        schema::Kind::Object(object) => Kind::Object(Arc::new(converted(object))),
        schema::Kind::List { element, .. } => list(converted_kind(element)),
    }
}

/// Asserts that the fields of an object have the names of the hand-written types. Returns the number of fields.
fn check_names(types: &RustTypes, object: &schema::ObjectSchema) -> usize {
    let mut count = object.fields.len();
    for field in object.fields {
        let made = types.field(object.rust_name, field.name).unwrap();
        assert_eq!(made.name, field.rust_name, "{}.{}", object.rust_name, field.name);
        assert_eq!(made.wrapper == Wrapper::Optional, field.presence == schema::Presence::Optional, "{}", field.name);
        if let schema::Kind::List { singular: expected, .. } = field.kind {
            let RustValue::List { singular, .. } = &made.value else { panic!("{}: {made:?}", field.name) };
            assert_eq!(singular, expected, "{}.{}", object.rust_name, field.name);
        }
        count += schema::fields_of(&field.kind).map_or(0, |inner| check_names(types, inner));
    }
    count
}

#[test]
fn made_names_are_those_of_the_ecs_types() {
    for schema in schema::Schema::all() {
        let detail = converted_kind(&schema::Kind::Object(schema.detail));
        let types = RustTypes::made(&schema_of(Some(schema.detail_type), detail));
        assert!(check_names(&types, schema.root) > 15);
    }
}

#[test]
fn the_detail_is_named_after_the_detail_type() {
    let made = |detail_type, detail| RustTypes::made(&schema_of(detail_type, detail)).detail;
    let order = || Kind::Object(Arc::new(object("order", Vec::new())));
    assert_eq!(made(Some("Order Placed"), order()), "OrderPlaced");
    assert_eq!(made(Some("3D print"), order()), "Event3dPrint");
    assert_eq!(made(None, order()), "Order");
    assert_eq!(made(None, Kind::Any), "Detail");
    assert_eq!(made(Some("…"), Kind::Any), "Detail");
}

#[test]
fn fields_of_one_object_have_different_names() {
    let field = |name: &str| Field::new(name, Kind::String);
    let keys = ["", "Foo-Bar", "foo.bar", "fooBar", "kind", "type"];
    let order = object("Order", keys.iter().map(|key| field(key)).collect());
    let types = RustTypes::made(&schema_of(None, Kind::Object(Arc::new(order))));
    let names = keys.map(|key| types.field("Order", key).unwrap().name.as_str());
    assert_eq!(names, ["field", "foo_bar", "foo_bar_2", "foo_bar_3", "kind", "r#type"]);
    assert_eq!(types.field("Order", "other"), None);
}

#[test]
fn a_map_has_one_field_for_all_its_values() {
    let values = Field { presence: Presence::Required, is_nullable: true, ..Field::new("", list(Kind::Any)) };
    let map = ObjectSchema { others: Others::Values(Arc::new(values)), ..object("Labels", Vec::new()) };
    let labels = Field::new("labels", list(Kind::Object(Arc::new(map))));
    let types = RustTypes::made(&schema_of(None, Kind::Object(Arc::new(object("Order", vec![labels])))));
    let list = |singular: &str, element| RustValue::List { singular: singular.to_owned(), element: Box::new(element) };
    assert_eq!(types.field("Order", "labels").unwrap().value, list("label", RustValue::Map));
    let values = types.field("Labels", "any key").unwrap();
    assert_eq!((values.wrapper, &values.value), (Wrapper::Optional, &list("element", RustValue::Value)));
}
