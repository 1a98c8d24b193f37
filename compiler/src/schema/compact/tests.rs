use super::*;
use crate::limits::MAX_NESTING_LEVELS;
use crate::schema::{
    Catalogue, ClosedSet, ExtraName, Facts, Field, Form, Identity, IntegerSize, Kind, Lifecycle, LifecycleEvent,
    ObjectSchema, Others, Presence, Provenance, Schema, SentFor, SetValue, State, whole_event,
};
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

/// Makes names unique, as the names of the objects and sets of a schema are.
fn numbered<T>(values: Vec<T>, level: usize, name: impl Fn(&mut T) -> &mut String) -> Vec<T> {
    let mut values = values;
    for (number, value) in values.iter_mut().enumerate() {
        let name = name(value);
        *name = format!("{name}{level}.{number}");
    }
    values
}

fn closed_sets() -> impl Strategy<Value = Vec<Kind>> {
    let value = (text(), text()).prop_map(|(text, description)| SetValue { text, description });
    let set = (text(), text(), vec(value, 0..3), any::<bool>())
        .prop_map(|(name, description, values, is_complete)| ClosedSet { name, description, values, is_complete });
    vec(set, 1..3).prop_map(|sets| {
        numbered(sets, 0, |set| &mut set.name).into_iter().map(|set| Kind::ClosedSet(Arc::new(set))).collect()
    })
}

fn form() -> impl Strategy<Value = Arc<Form>> {
    let noun = prop_oneof![text(), Just("the ARN of a task, which is long".to_owned())];
    (noun, text(), vec(text(), 0..3), vec(text(), 0..2))
        .prop_map(|(noun, example, templates, known_parts)| Arc::new(Form { noun, example, templates, known_parts }))
}

/// Kinds that are not lists, and lists of them.
fn kind(elements: Vec<Kind>) -> impl Strategy<Value = Kind> {
    let singles: Vec<Kind> = elements.iter().filter(|kind| kind.is_single_value()).cloned().collect();
    let one_of = vec(proptest::sample::select(singles), 2..4).prop_map(|kinds| Kind::OneOf(kinds.into()));
    let element = prop_oneof![3 => proptest::sample::select(elements), 1 => one_of];
    (element, any::<bool>()).prop_map(|(kind, is_list)| if is_list { Kind::List(Arc::new(kind)) } else { kind })
}

fn field(elements: Vec<Kind>) -> impl Strategy<Value = Field> {
    let form = proptest::option::weighted(0.2, form());
    let instead = proptest::option::weighted(0.2, text());
    (text(), text(), any::<(bool, bool)>(), kind(elements), form, instead).prop_map(
        |(name, description, (is_optional, is_nullable), kind, form, instead)| {
            let presence = if is_optional { Presence::Optional } else { Presence::Required };
            Field { name, description, presence, is_nullable, kind, form, instead }
        },
    )
}

fn object(elements: Vec<Kind>) -> impl Strategy<Value = ObjectSchema> {
    let values =
        field(elements.clone()).prop_map(|field| Others::Values(Arc::new(Field { name: String::new(), ..field })));
    let others = prop_oneof![Just(Others::None), Just(Others::Unknown), values];
    (text(), text(), vec(field(elements), 0..4), others).prop_map(|(name, description, mut fields, others)| {
        fields.sort_by(|field, other| field.name.cmp(&other.name));
        fields.dedup_by(|field, other| field.name == other.name);
        ObjectSchema { name, description, fields, others }
    })
}

/// Adds a level of objects to the kinds that fields can have.
fn with_objects(elements: Vec<Kind>, level: usize) -> impl Strategy<Value = Vec<Kind>> {
    vec(object(elements.clone()), 1..4).prop_map(move |objects| {
        let objects = numbered(objects, level, |object| &mut object.name);
        let objects = objects.into_iter().map(|object| Kind::Object(Arc::new(object)));
        elements.iter().cloned().chain(objects).collect()
    })
}

fn state() -> impl Strategy<Value = State> {
    (vec((text(), vec(text(), 0..3)), 0..2), vec(text(), 0..3), vec(text(), 0..3))
        .prop_map(|(values, present, absent)| State { values, present, absent })
}

fn lifecycle() -> impl Strategy<Value = Arc<Lifecycle>> {
    let sent_for = proptest::sample::select(vec![SentFor::All, SentFor::Some, SentFor::Notice]);
    let event =
        (text(), sent_for, state()).prop_map(|(state, sent_for, event)| LifecycleEvent { state, sent_for, event });
    let names = (text(), text(), text(), text());
    (names, vec(text(), 0..3), state(), vec(event, 0..3)).prop_map(
        |((subject, state_field, end, notice), cause_fields, before, events)| {
            Arc::new(Lifecycle { subject, state_field, end, notice, cause_fields, before, events })
        },
    )
}

fn facts() -> impl Strategy<Value = Facts> {
    let extra_name = (text(), text(), text()).prop_map(|(object, name, help)| ExtraName { object, name, help });
    let identity = (vec(text(), 5), vec(text(), 0..3)).prop_map(|(texts, identified_by)| {
        let [array, noun, verdict, verdict_noun, bystander] = texts.try_into().unwrap();
        Identity { array, noun, identified_by, verdict, verdict_noun, bystander }
    });
    (proptest::option::of(text()), vec(extra_name, 0..3), vec(identity, 0..2), proptest::option::of(lifecycle()))
        .prop_map(|(service, extra_names, identities, lifecycle)| Facts { service, extra_names, identities, lifecycle })
}

fn schema() -> impl Strategy<Value = Schema> {
    let simple = [
        Kind::Any,
        Kind::String,
        Kind::Integer(IntegerSize::Bits32),
        Kind::Integer(IntegerSize::Bits64),
        Kind::Number,
        Kind::Boolean,
    ];
    let detail = closed_sets()
        .prop_map(move |sets| simple.iter().cloned().chain(sets).collect())
        .prop_flat_map(|elements| with_objects(elements, 1))
        .prop_flat_map(|elements| with_objects(elements, 2))
        .prop_flat_map(|elements| with_objects(elements, 3))
        .prop_flat_map(field)
        .prop_map(|field| Field { name: "detail".to_owned(), ..field });
    let names = (proptest::option::of(text()), proptest::option::of(text()), text(), text());
    let provenance = proptest::sample::select(vec![Provenance::Checked, Provenance::Document, Provenance::Inferred]);
    (names, provenance, detail, proptest::option::of(form()), facts()).prop_map(
        |((source, detail_type, title, description), provenance, detail, resources, facts)| {
            let root = Arc::new(whole_event(detail, resources));
            Schema { source, detail_type, title, description, provenance, root, facts }
        },
    )
}

/// A fixed seed gives the same cases in every run.
const SEED: RngSeed = RngSeed::Fixed(20_261_130);

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: SEED, failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_schema_is_read_as_it_was_written(schema in schema()) {
        let text = write(&schema);
        prop_assert_eq!(read(&text), Ok(schema));
        prop_assert_eq!(records(&text).collect::<Vec<_>>(), [&text]);
    }

    #[test]
    fn a_search_in_a_record_finds_what_its_schema_has(schema in schema(), other in text()) {
        let catalogue = Catalogue::from_compact(&[write(&schema).leak()]);
        let [entry] = catalogue.entries() else { panic!("expected one record") };
        let Facts { identities, lifecycle, .. } = &schema.facts;
        prop_assert_eq!(entry.has_identity_or_lifecycle(), !identities.is_empty() || lifecycle.is_some());
        let listed = schema.detail().map_or(&[][..], |detail| &detail.fields);
        prop_assert!(listed.iter().all(|field| entry.lists_in_detail(&field.name)));
        prop_assert_eq!(entry.lists_in_detail(&other), listed.iter().any(|field| field.name == other));
    }

    #[test]
    fn broken_text_is_never_a_panic(line in 0..35_usize, position in 0..40_usize, replacement in text()) {
        let mut lines: Vec<String> = EXAMPLE.lines().map(str::to_owned).collect();
        let start = position.min(lines[line].len());
        lines[line].replace_range(start.., &replacement);
        let _ = read(&lines.join("\n"));
    }
}
