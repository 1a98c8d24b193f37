//! Types that are made for documents. The folder `snapshots` has the types of the larger ones.

use super::{MadeTypes, sources};
use event_pattern_compiler::schema::Schema;
use event_pattern_documents::{Options, read};
use quote::quote;

/// Returns the schema of a document with these properties and definitions.
fn schema(source: &str, detail_type: &str, detail: &str, definitions: &str) -> Schema {
    let document = format!(
        r#"{{ "x-amazon-events-source": "{source}", "x-amazon-events-detail-type": "{detail_type}",
               "properties": {{ "detail": {detail} }}, "required": ["detail"], "$defs": {{ {definitions} }} }}"#
    );
    let read = read(&document, &Options::new("test.json"));
    let mut events = read.unwrap_or_else(|error| panic!("{error:?}\n{document}")).events;
    assert_eq!(events.len(), 1);
    events.remove(0)
}

/// Returns the types as source text.
fn text(schemas: Vec<Schema>) -> String {
    sources(&MadeTypes::new(schemas).events).join("\n")
}

/// Returns the names of structs and enums.
fn type_names(schemas: Vec<Schema>) -> Vec<String> {
    let text = text(schemas);
    let mut lines = text.lines();
    let mut names = Vec::new();
    while let Some(macro_line) = lines.by_ref().find(|line| line.ends_with("! {")) {
        let mut declaration = lines.by_ref().find(|line| !line.contains("///")).unwrap().trim();
        declaration = declaration.strip_prefix("pub struct ").unwrap_or(declaration);
        assert!(!declaration.is_empty(), "{macro_line}");
        names.push(declaration.split([' ', '<', '(']).next().unwrap().to_owned());
    }
    names
}

/// The properties of an order that uses all kinds.
const ORDER: &str = r##"{
    "type": "object",
    "required": ["id", "items", "total", "customer", "open", "labels", "paid-at"],
    "properties": {
        "id": { "type": "string", "description": "The ID, such as `o-1`." },
        "type": { "enum": ["web", "shop", "Other", "", "3.0", "*"] },
        "total": { "type": "number" },
        "open": { "type": "boolean" },
        "ref": { "type": ["string", "number"] },
        "paid-at": { "type": ["string", "null"], "format": "date-time" },
        "items": { "type": "array", "items": { "$ref": "#/$defs/Item" } },
        "gift": { "$ref": "#/$defs/Item" },
        "customer": { "type": "object", "properties": { "vip": { "type": "boolean" } } },
        "labels": { "type": "object", "additionalProperties": { "type": "string" } },
        "counts": { "type": "array", "items": { "type": "integer" } },
        "anything": {}
    }
}"##;

const ITEM: &str = r#""Item": {
    "type": "object", "description": "An item.\n\n    let x = [1]; // no test",
    "required": ["name"],
    "properties": { "name": { "type": "string" }, "quantity": { "type": "integer", "format": "int32" } }
}"#;

#[test]
fn a_type_for_every_kind() {
    let order = schema("shop.orders", "Order Placed", ORDER, ITEM);
    insta::assert_snapshot!(text(vec![order]));
}

#[test]
fn types_that_are_equal_in_several_events_are_made_once() {
    let item = |description: &str| {
        format!(r#""Item": {{ "description": "{description}", "properties": {{ "sku": {{ "type": "string" }} }} }}"#)
    };
    let detail = r##"{ "properties": { "item": { "$ref": "#/$defs/Item" } } }"##;
    let event = |detail_type: &str, description: &str| schema("shop", detail_type, detail, &item(description));
    assert_eq!(type_names(vec![event("Sold", "a"), event("Returned", "a")]), ["Sold", "Item", "Returned"]);
    assert_eq!(
        type_names(vec![event("Sold", "a"), event("Returned", "b"), event("Lost", "a")]),
        ["Sold", "SoldItem", "Returned", "ReturnedItem", "Lost"]
    );
}

#[test]
fn a_type_has_no_name_that_users_expect_to_mean_something_else() {
    let detail = r##"{ "properties": {
        "a": { "$ref": "#/$defs/Option" }, "b": { "$ref": "#/$defs/Result" }, "c": { "$ref": "#/$defs/vec" },
        "d": { "$ref": "#/$defs/Lost" }, "e": { "$ref": "#/$defs/Set" }, "f": { "$ref": "#/$defs/set" }
    } }"##;
    let object = |name: &str| format!(r#""{name}": {{ "properties": {{ "{name}": {{ "type": "string" }} }} }}"#);
    let set = r#""Result": { "enum": ["ok", "failed"] }, "set": { "enum": ["a"] }"#;
    let definitions = ["Option", "vec", "Lost", "Set"].map(object).join(",");
    let sold = schema("shop", "Sold", detail, &format!("{definitions},{set}"));
    assert_eq!(
        type_names(vec![sold, schema("shop", "Lost", "{}", "")]),
        ["Sold", "OptionObject", "VecObject", "LostObject", "Set", "ResultValue", "SoldSet", "Lost"]
    );
    assert_eq!(type_names(vec![schema("shop", "self", "{}", "")]), ["SelfDetail"]);
    let same = |source| schema(source, "Event", r#"{ "properties": { "a": { "type": "string" } } }"#, "");
    assert_eq!(type_names(vec![same("shop.a"), same("shop.b")]), ["EventDetail", "ShopBEventDetail"]);
}

#[test]
fn variants_are_named_after_values_of_any_form() {
    let values = [
        "us-east-1",
        "us_east_1",
        "3.0",
        "30",
        "pending ",
        "Pending",
        "",
        "*",
        "+",
        "self",
        "Other",
        "ERROR: x",
        "größe",
        "\u{1f600}",
    ];
    let set = format!(r#"{{ "properties": {{ "a": {{ "enum": {values:?} }} }} }}"#);
    insta::assert_snapshot!(text(vec![schema("shop", "Sold", &set, "")]));
}

#[test]
fn a_detail_without_known_fields_is_a_value() {
    for (detail, expected) in [
        ("{}", "pub struct Sold<'a>(Value<'a>);"),
        (r#"{ "additionalProperties": { "type": "integer" } }"#, "pub struct Sold<'a>(Map<'a, i64>);"),
        (
            r#"{ "additionalProperties": { "type": ["integer", "null"] } }"#,
            "pub struct Sold<'a>(Map<'a, Optional<i64>>);",
        ),
    ] {
        let text = text(vec![schema("shop", "Sold", detail, "")]);
        assert!(text.starts_with("wrapper! {\n") && text.contains(expected), "{text}");
    }
}

#[test]
fn paths_lead_to_the_crate() {
    let made = MadeTypes::new(vec![schema("shop.orders", "Order Placed", ORDER, ITEM)]);
    let text = made.items(&quote!($crate::event_pattern)).to_string();
    assert!(text.starts_with("$ crate :: event_pattern :: __private :: record ! {"), "{text}");
    assert!(!text.contains(super::CRATE) && text.contains("$ crate :: event_pattern :: Optional < i32 >"), "{text}");
    let file: syn::File = syn::parse2(made.items(&quote!(::event_pattern))).unwrap();
    assert!(file.items.len() > 5);
}
