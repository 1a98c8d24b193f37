use super::*;
use event_pattern_compiler::schema::Others;
use event_pattern_compiler::schema::{Facts, Provenance, whole_event};
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
