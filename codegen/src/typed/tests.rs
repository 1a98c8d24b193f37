//! The function on a typed event, with schemas for cases that the current event types do not have.

use super::{Keys, body};
use crate::rust_types::{EventType, RustTypes};
use event_pattern_compiler::diagnostic::Diagnostics;
use event_pattern_compiler::json::{Dialect, read};
use event_pattern_compiler::schema::{
    ClosedSet, Field, IntegerSize, Kind, ObjectSchema, Others, Presence, Schema, SetValue, whole_event,
};
use quote::format_ident;
use std::sync::Arc;

fn required(name: &str, kind: Kind) -> Field {
    Field { presence: Presence::Required, ..Field::new(name, kind) }
}

fn optional(name: &str, kind: Kind) -> Field {
    Field { is_nullable: true, ..Field::new(name, kind) }
}

fn list(element: Kind) -> Kind {
    Kind::List(Arc::new(element))
}

fn object(name: &str, fields: Vec<Field>) -> Kind {
    let (name, description) = (name.to_owned(), String::new());
    Kind::Object(Arc::new(ObjectSchema { name, description, fields, others: Others::None }))
}

/// Returns an event type with kinds that those of AWS do not have.
fn order() -> EventType {
    let value = |text: &str| SetValue { text: text.to_owned(), description: String::new() };
    let colours = Kind::ClosedSet(Arc::new(ClosedSet {
        name: "Colour".to_owned(),
        description: String::new(),
        values: vec![value("red"), value("blue")],
        is_complete: true,
    }));
    let integer = || Kind::Integer(IntegerSize::Bits32);
    let item = object(
        "Item",
        vec![
            required("colour", colours.clone()),
            required("count", integer()),
            optional("labels", list(Kind::String)),
            required("weight", Kind::Number),
        ],
    );
    let parcel = object("Parcel", vec![required("items", list(item.clone())), optional("weight", Kind::Number)]);
    let order = object(
        "Order",
        vec![
            required("basket", parcel.clone()),
            optional("colour", colours),
            required("count", integer()),
            optional("holder", object("Holder", vec![required("name", Kind::String)])),
            required("items", list(item)),
            required("labels", list(Kind::String)),
            required("limit", integer()),
            required("name", Kind::String),
            optional("note", Kind::String),
            optional("parcel", parcel),
            optional("sum", Kind::Number),
            optional("weight", Kind::Number),
        ],
    );
    let schema = Schema { root: Arc::new(whole_event(required("detail", order), None)), ..Schema::envelope() };
    let rust = RustTypes::made(&schema);
    EventType { schema, rust }
}

/// Generates the function body for a pattern on `detail`.
fn generated_body(detail: &str) -> String {
    let value = read(&format!("{{\"detail\":{{{detail}}}}}"), Dialect::Strict).value.unwrap();
    let mut diagnostics = Diagnostics::new();
    let pattern = event_pattern_compiler::pattern::read(&value, &mut diagnostics).unwrap();
    assert!(!diagnostics.has_rejections(), "{diagnostics:?}");
    let rule = event_pattern_compiler::rule::lower(&pattern).unwrap().rule;
    body(&rule, &order(), &format_ident!("event"), &crate::crate_path::CratePath::default(), &Keys::default())
        .unwrap()
        .to_string()
}

fn assert_bodies(cases: &[(&str, &str)]) {
    for (detail, expected) in cases {
        let dense = |text: &str| text.replace(' ', "");
        assert_eq!(dense(&generated_body(detail)), dense(expected), "{detail}");
    }
}

#[test]
fn a_scope_in_an_absent_object_is_evaluated_without_elements() {
    assert_bodies(&[
        (
            r#""parcel":{"items":{"$any":{"count":[1]}}}"#,
            "event.detail.parcel.is_some_and(|parcel| parcel.items.any(|item| item.count == 1))",
        ),
        (
            r#""parcel":{"items":{"$all":{"count":[1]}}}"#,
            "!event.detail.parcel.is_some_and(|parcel| !parcel.items.all(|item| item.count == 1))",
        ),
        (
            r#""parcel":{"items":{"$none":{"count":[1]}}}"#,
            "!event.detail.parcel.is_some_and(|parcel| parcel.items.any(|item| item.count == 1))",
        ),
        (
            r#""parcel":{"items":{"$count":{"where":{"count":[1]},"numeric":["<",2]}}}"#,
            "!event.detail.parcel.is_some_and(|parcel| parcel.items.count(|item| item.count == 1) > 1)",
        ),
        (
            r#""parcel":{"items":{"$count":{"where":{"count":[1]},"numeric":["=",2]}}}"#,
            "event.detail.parcel.is_some_and(|parcel| parcel.items.count(|item| item.count == 1) == 2)",
        ),
        (r#""basket":{"items":{"$any":{"count":[1]}}}"#, "event.detail.basket.items.any(|item| item.count == 1)"),
        (r#""basket":{"items":{"$all":{"count":[1]}}}"#, "event.detail.basket.items.all(|item| item.count == 1)"),
    ]);
}

#[test]
fn a_scope_on_a_field_that_is_not_an_array_is_evaluated_without_elements() {
    assert_bodies(&[
        (r#""basket":{"nothing":{"$all":{"count":[1]}}}"#, "let _ = event; true"),
        (r#""basket":{"nothing":{"$any":{"count":[1]}}}"#, "let _ = event; false"),
        (r#""items":{"labels":{"$all":{"count":[1]}}}"#, "let _ = event; true"),
        (r#""items":{"labels":{"$any":{"count":[1]}}}"#, "let _ = event; false"),
        (r#""items":{"labels":{"$count":{"numeric":["<",1]}}}"#, "let _ = event; true"),
    ]);
}

#[test]
fn scopes_come_after_all_fields() {
    assert_bodies(&[(
        r#""items":{"$all":{"count":[1]}},"count":[2],"limit":[3]"#,
        "event.detail.count == 2 && event.detail.limit == 3 && event.detail.items.all(|item| item.count == 1)",
    )]);
}

#[test]
fn numbers_are_compared_as_doubles_unless_both_are_integers() {
    assert_bodies(&[
        (r#""count":[{"numeric":[">",{"$field":"detail.limit"}]}]"#, "event.detail.count > event.detail.limit"),
        (r#""count":[{"$field":"detail.limit"}]"#, "event.detail.count == event.detail.limit"),
        (
            r#""items":{"$any":{"count":[{"numeric":[">",{"$field":".weight"}]}]}}"#,
            "event.detail.items.any(|item| f64::from(item.count) > item.weight)",
        ),
        (
            r#""items":{"$any":{"weight":[{"numeric":[">",{"$field":".count"}]}]}}"#,
            "event.detail.items.any(|item| item.weight > f64::from(item.count))",
        ),
        (
            r#""items":{"$any":{"weight":[{"$field":".count"}]}}"#,
            "use ::event_pattern::filter; event.detail.items.any(|item| filter::number(item.weight) == \
             filter::number(item.count))",
        ),
        (
            r#""items":{"$any":{"weight":[{"$field":"detail.weight"}]}}"#,
            "use ::event_pattern::filter; event.detail.items.any(|item| filter::number(item.weight) == \
             filter::number(&event.detail.weight))",
        ),
        (
            r#""sum":[{"$field":"detail.weight"}]"#,
            "use ::event_pattern::filter; (event.detail.sum.is_null() && event.detail.weight.is_null()) || \
             filter::number(&event.detail.sum) == filter::number(&event.detail.weight)",
        ),
        (
            r#""weight":[{"$field":"detail.basket.weight"}]"#,
            "use ::event_pattern::filter; (event.detail.weight.is_null() && event.detail.basket.weight.is_null()) || \
             filter::number(&event.detail.weight) == filter::number(&event.detail.basket.weight)",
        ),
        (
            r#""weight":[{"$field":"detail.parcel.weight"}]"#,
            "use ::event_pattern::filter; event.detail.parcel.is_some_and(|parcel| (event.detail.weight.is_null() && \
             parcel.weight.is_null()) || filter::number(&event.detail.weight) == filter::number(&parcel.weight))",
        ),
    ]);
}

#[test]
fn values_of_different_types_are_equal_only_if_both_are_null() {
    assert_bodies(&[
        (r#""note":[{"$field":"detail.count"}]"#, "let _ = event; false"),
        (r#""note":[{"$field":"detail.sum"}]"#, "event.detail.note.is_null() && event.detail.sum.is_null()"),
        (r#""count":[{"$field":"detail.name"}]"#, "let _ = event; false"),
    ]);
}

#[test]
fn strings_are_compared_without_conversion() {
    assert_bodies(&[
        (r#""note":[{"$field":"detail.name"}]"#, "event.detail.note == event.detail.name"),
        (r#""colour":[{"$field":"detail.name"}]"#, "event.detail.colour == &*event.detail.name"),
    ]);
}

#[test]
fn a_list_that_is_null_is_compared_as_null() {
    assert_bodies(&[
        (r#""labels":[{"$field":"detail.name"}]"#, "event.detail.labels.any(|label| *label == event.detail.name)"),
        (r#""labels":[{"$field":"detail.note"}]"#, "event.detail.labels.any(|label| event.detail.note == *label)"),
        (
            r#""items":{"$any":{"labels":[{"$field":"detail.note"}]}}"#,
            "event.detail.items.any(|item| (item.labels.is_null() && event.detail.note.is_null()) || item.labels.any(|label| event.detail.note == *label))",
        ),
        (
            r#""items":{"$any":{"labels":[{"$field":".colour"}]}}"#,
            "event.detail.items.any(|item| item.labels.any(|label| *label == item.colour.as_str()))",
        ),
        (
            r#""items":{"$any":{"labels":[{"anything-but":{"$field":"detail.note"}}]}}"#,
            "event.detail.items.any(|item| (item.labels.is_null() && event.detail.note.exists() && \
             !event.detail.note.is_null()) || item.labels.any(|label| event.detail.note.exists() && \
             event.detail.note != *label))",
        ),
        (
            r#""items":{"$any":{"labels":[{"anything-but":{"$field":".colour"}}]}}"#,
            "event.detail.items.any(|item| item.labels.is_null() || item.labels.any(|label| *label != \
             item.colour.as_str()))",
        ),
        (
            r#""labels":[{"anything-but":{"$field":"detail.note"}}]"#,
            "event.detail.labels.any(|label| event.detail.note.exists() && event.detail.note != *label)",
        ),
    ]);
}

#[test]
fn common_conditions_of_branches_are_written_once() {
    assert_bodies(&[
        (
            r#""$or":[{"name":["a"]},{"count":[1],"$or":[{"limit":[2]},{"note":["b"]}]}]"#,
            "event.detail.name == \"a\" || (event.detail.count == 1 && (event.detail.limit == 2 || event.detail.note == \"b\"))",
        ),
        // The same element must satisfy the conditions on `count` and `weight`, so the other conditions of a branch
        // move into the closure.
        (
            r#""items":{"count":[1]},"$or":[{"items":{"weight":[2]}},{"name":["a"]},{"items":{"weight":[3]},"note":["b"]}]"#,
            "use ::event_pattern::filter; event.detail.items.any(|item| item.count == 1 && (filter::equals_number(item.weight, \
             2.0) || event.detail.name == \"a\" || (filter::equals_number(item.weight, 3.0) && event.detail.note == \"b\")))",
        ),
        // Branches without a common condition on the element have separate closures.
        (
            r#""$or":[{"items":{"count":[1]},"name":["a"]},{"items":{"weight":[{"numeric":[">",2]}]},"note":["b"]}]"#,
            "(event.detail.items.any(|item| item.count == 1) && event.detail.name == \"a\") || \
             (event.detail.items.any(|item| item.weight > 2.0) && event.detail.note == \"b\")",
        ),
    ]);
}

#[test]
fn a_required_field_exists_in_every_object() {
    assert_bodies(&[
        (r#""items":{"count":[{"exists":false}]}"#, "event.detail.items.is_empty()"),
        (
            r#""parcel":{"items":{"count":[{"exists":false}]}}"#,
            "!event.detail.parcel.is_some_and(|parcel| !parcel.items.is_empty())",
        ),
        (r#""holder":{"name":[{"exists":false}]}"#, "event.detail.holder.is_none()"),
    ]);
}

#[test]
fn a_field_outside_the_schema_is_absent() {
    assert_bodies(&[
        (r#""nothing":{"else":[{"exists":false}]}"#, "let _ = event; true"),
        (r#""nothing":{"else":[1]}"#, "let _ = event; false"),
        (r#""count":[{"exists":false}]"#, "let _ = event; false"),
        (
            r#""note":[{"exists":false},{"$field":"detail.name"}]"#,
            "event.detail.note.is_absent() || event.detail.note == event.detail.name",
        ),
    ]);
}
