use super::*;
use crate::limits::MAX_NESTING_LEVELS;
use crate::schema::{ClosedSet, Field, IntegerSize, Kind, ObjectSchema, Others, Schema, SetValue, whole_event};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::sync::Arc;

/// One of everything.
const EXAMPLE: &str = r#"%event my.shop "Order Placed"
title order # A customer ordered something.\nSent once.
provenance document
resources ARN-of-a-shop
detail: {Order}
service "My Shop"
extra-name Order amount "the amount is in `total`"
identity lines line price "unit price" "a gift" sku
lifecycle order status close "notice of the close" reason
  before
  values status open
  absent reason
  event closed all
  values status closed "on hold"
  present reason
object Order # An order.
  "$ref"?: any
  id: string ~order-number # Unique in a shop.
  labels?: {Labels}
  lines: [{Line}]
  reason?: string? instead "ask the shop"
  status: (Status)
object Labels
  *: string
object Line
  ..
  price: int32|number?
  sku: string
set Status complete # Where the order is.
  open # Not paid.
  closed
  "on hold"
form ARN-of-a-shop "the ARN of a shop" arn
  templates "arn:{any}" "arn:{name}"
  known-parts "*/{}"
form order-number "an order number, which starts with `o`" o1
  templates "o{number}"
  known-parts
"#;

#[test]
fn the_form_is_readable() {
    let schema = read(EXAMPLE).unwrap();
    assert_eq!(write(&schema), EXAMPLE);
    let order = schema.detail().unwrap();
    assert_eq!(order.description, "An order.");
    assert_eq!(schema.description, "A customer ordered something.\nSent once.");
    assert_eq!(order.field("id").unwrap().form.as_ref().unwrap().example, "o1");
    assert!(order.field("reason").unwrap().is_nullable);
    assert_eq!(order.field("labels").unwrap().kind.object().unwrap().field("anything").unwrap().kind, Kind::String);
    let line = order.field("lines").unwrap().kind.object().unwrap();
    let parts = [Kind::Integer(IntegerSize::Bits32), Kind::Number];
    assert_eq!(line.field("price").unwrap().kind, Kind::OneOf(Arc::new(parts)));
    assert_eq!(schema.facts.lifecycle.as_ref().unwrap().events[0].event.values_of("status").unwrap().len(), 2);
}

#[test]
fn descriptions_can_be_left_out() {
    let text = write_without_descriptions(&read(EXAMPLE).unwrap());
    assert!(!text.contains('#'), "{text}");
    assert_eq!(write_without_descriptions(&read(&text).unwrap()), text);
}

#[test]
fn errors_name_the_line() {
    for (line, replacement, error) in [
        (1, "event my.shop x", "line 1: expected `%event`, found `e`"),
        (1, "%event my.shop", "line 1: expected the detail-type of the event, found the end of the line"),
        (2, "", "line 2: expected a keyword, such as `object`, found the end of the line"),
        (2, "titel x", "line 2: `titel` is not a keyword"),
        (2, "provenance checked", "line 1: this event has no `title`"),
        (2, r#"title "x"#, "line 2: expected `\"` at the end of a word, found the end of the line"),
        (2, r"title x # \x", "line 2: expected `\\\\`, `\\\"`, `\\n` or `\\u{…}` after `\\`"),
        (2, r"title x # \u{d800}", "line 2: expected a code point in hexadecimal, such as `\\u{1b}`"),
        (3, "provenance none", "line 3: expected `checked`, `document` or `inferred`, found `none`"),
        (3, "provenance checked indeed", "line 3: expected the end of the line, found `i`"),
        (4, "resources shop", "line 4: the form `shop` is not defined after this line"),
        (5, "  detail: any", "line 5: expected no lines inside `resources`"),
        (5, "detail {Order}", "line 5: expected `:`, found ` `"),
        (5, "detail: Order", "line 5: `Order` is not a kind; write objects as `{Order}`"),
        (
            5,
            "detail: [[any]]",
            "line 5: expected a kind, such as `string`, `{Object}`, `(Set)` or `[string]`, found `[`",
        ),
        (13, "  event closed", "line 13: expected `all`, `some` or `notice`, found the end of the line"),
        (13, "  event closed none", "line 13: expected `all`, `some` or `notice`, found `none`"),
        (13, "  closed", "line 13: `closed` is not a keyword of a lifecycle"),
        (17, "  id: any", "line 16: object `Order` has two fields `id`"),
        (26, "  price: any|string", "line 26: `|` can only be between kinds of single values"),
        (26, "  price: {Order}", "line 26: the object `Order` is not defined after this line"),
        (22, "object Line", "line 22: this object is defined twice"),
        (28, "set Status", "line 28: expected `listed`, found the end of the line"),
        (34, "  known *", "line 34: expected `templates` or `known-parts`, found `known`"),
    ] {
        let mut lines: Vec<&str> = EXAMPLE.lines().collect();
        lines[line - 1] = replacement;
        assert_eq!(read(&lines.join("\n")).unwrap_err().to_string(), error, "{replacement}");
    }
}

#[test]
fn the_levels_of_objects_are_limited() {
    let nested = |levels: usize| {
        let objects = (1..levels).map(|level| format!("object A{level}\n  a: {{A{}}}\n", level + 1));
        let start = "%event a b\ntitle c\nprovenance checked\ndetail: {A1}\n";
        format!("{start}{}object A{levels}\n", objects.collect::<String>())
    };
    assert!(read(&nested(MAX_NESTING_LEVELS)).is_ok());
    let error = read(&nested(100 * MAX_NESTING_LEVELS)).unwrap_err();
    assert!(error.message.starts_with("expected at most"), "{error}");
}

#[test]
fn records_are_found_without_reading_them() {
    let text = "# comment\n%event a b\nx\n%event c d\n";
    assert_eq!(records(text).collect::<Vec<_>>(), ["%event a b\nx\n", "%event c d\n"]);
    assert_eq!(records("").count(), 0);
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z][a-zA-Z0-9_./-]{0,6}",
        "[ -~]{0,8}",
        any::<String>(),
        proptest::sample::select(vec!["*", "..", ".", "%", "#", "\\", "\"", "a # b", "\n", "\r\n", " x ", "instead "])
            .prop_map(str::to_owned),
    ]
}

/// A fixed seed gives the same cases in every run.
const SEED: RngSeed = RngSeed::Fixed(20_261_130);

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: SEED, failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// The laws of the documents write whole schemas.
    #[test]
    fn any_text_can_be_a_name_or_a_description(texts in vec(text(), 6)) {
        let [set, value, object, field, title, instead] = texts.try_into().unwrap();
        let values = vec![SetValue { text: value.clone(), description: set.clone() }];
        let set = ClosedSet { name: set, description: value, values, is_complete: false };
        let field = Field { instead: Some(instead), ..Field::new(field, Kind::ClosedSet(Arc::new(set))) };
        let (description, others) = (title.clone(), Others::Unknown);
        let object = ObjectSchema { name: object, description, fields: vec![field], others };
        let root = Arc::new(whole_event(Field::new("detail", Kind::Object(Arc::new(object))), None));
        let schema = Schema { description: title.clone(), title, root, ..read(EXAMPLE).unwrap() };
        let text = write(&schema);
        prop_assert_eq!(read(&text), Ok(schema));
        prop_assert_eq!(records(&text).collect::<Vec<_>>(), [&text]);
    }

    #[test]
    fn broken_text_is_never_a_panic(line in 0..35_usize, position in 0..40_usize, replacement in text()) {
        let mut lines: Vec<String> = EXAMPLE.lines().map(str::to_owned).collect();
        let start = position.min(lines[line].len());
        lines[line].replace_range(start.., &replacement);
        let _ = read(&lines.join("\n"));
    }
}
