use super::{differences, read, write};
use event_pattern_compiler::schema::{ClosedSet, Field, Kind, ObjectSchema, Others, Presence, Schema, SetValue};
use std::sync::Arc;

/// A document with all kinds of values.
const KINDS: &str = include_str!("../../../tests/schemas/kinds.json");

/// A document with what no other document has.
const OPEN: &str = include_str!("../../../tests/schemas/open.json");

/// Documents of details that are not objects with fields.
const UNUSUAL: [&str; 4] = [
    r#"{ "additionalProperties": { "type": "integer" } }"#,
    "{}",
    r#"{ "type": "array", "items": { "type": "string" } }"#,
    r#"{ "type": "string" }"#,
];

fn all_schemas() -> impl Iterator<Item = Schema> {
    let unusual = UNUSUAL.into_iter().flat_map(|detail| {
        document(&format!(
            r#"{{ "x-amazon-events-source": "a", "x-amazon-events-detail-type": "B", "properties": {{ "detail": {detail} }} }}"#
        ))
    });
    document(KINDS).into_iter().chain(document(OPEN)).chain(unusual).chain(catalogue())
}

fn document(text: &str) -> Vec<Schema> {
    let options = event_pattern_documents::Options::new("kinds.json");
    event_pattern_documents::read(text, &options).unwrap().events
}

fn catalogue() -> Vec<Schema> {
    event_pattern_catalogue::aws().entries().iter().map(|entry| entry.schema().clone()).collect()
}

/// Returns a field without what Rust types do not say, as listed at the module.
fn expressible(field: &Field) -> Field {
    let is_optional = field.presence == Presence::Optional || field.is_nullable;
    Field {
        name: field.name.clone(),
        description: words(&field.description),
        presence: if is_optional { Presence::Optional } else { Presence::Required },
        is_nullable: is_optional,
        kind: expressible_kind(&field.kind),
        form: None,
        instead: None,
    }
}

fn expressible_kind(kind: &Kind) -> Kind {
    match kind {
        Kind::OneOf(_) => Kind::Any,
        Kind::ClosedSet(set) if set.values.is_empty() => Kind::String,
        Kind::ClosedSet(set) => {
            let value = |value: &SetValue| SetValue { description: words(&value.description), ..value.clone() };
            let values = set.values.iter().map(value).collect();
            let description = words(&set.description);
            Kind::ClosedSet(Arc::new(ClosedSet { name: String::new(), description, values, ..(**set).clone() }))
        }
        Kind::List(element) => Kind::List(Arc::new(expressible_kind(element))),
        Kind::Object(object) => {
            let others = match &object.others {
                Others::Values(values) if object.fields.is_empty() => {
                    let kind = if values.is_nullable { Kind::Any } else { expressible_kind(&values.kind) };
                    Others::Values(Arc::new(Field::new("", kind)))
                }
                Others::Values(_) => Others::Unknown,
                others => others.clone(),
            };
            // The description of a map has no place in Rust.
            let description = if object.fields.is_empty() { String::new() } else { words(&object.description) };
            let fields = object.fields.iter().map(expressible).collect();
            Kind::Object(Arc::new(ObjectSchema { name: String::new(), description, fields, others }))
        }
        other => other.clone(),
    }
}

/// Returns the letters and digits of a description: rustdoc's special characters are escaped, and lines are joined.
fn words(description: &str) -> String {
    description.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// Returns the detail of an event. Its description includes that of the event.
fn detail(schema: &Schema) -> Field {
    let mut detail = expressible(schema.root.field("detail").unwrap());
    if let Kind::Object(object) = &mut detail.kind {
        Arc::make_mut(object).description.clear();
    }
    Field { description: String::new(), ..detail }
}

#[test]
fn the_macro_reads_the_schemas_that_the_types_were_made_from() {
    for schema in all_schemas() {
        for module in [None, Some("events")] {
            let text = write(vec![schema.clone()], module, "Made from a document.");
            let schemas = read(&text).unwrap_or_else(|message| panic!("{message}\n{text}"));
            let [found] = schemas.as_slice() else { panic!("{text}") };
            assert_eq!((&found.source, &found.detail_type), (&schema.source, &schema.detail_type));
            assert_eq!(detail(found), detail(&schema), "{text}");
        }
    }
}

#[test]
fn one_file_has_the_types_of_many_events() {
    let schemas = catalogue();
    let found = read(&write(schemas.clone(), None, "")).unwrap();
    assert_eq!(found.len(), schemas.len());
    for (found, schema) in found.iter().zip(&schemas) {
        assert_eq!(detail(found), detail(schema), "{:?}", schema.detail_type);
    }
}

#[test]
fn written_types_are_formatted() {
    let mut compared = 0;
    for schema in all_schemas() {
        let text = write(vec![schema], None, "");
        let start = text.find("event_types! {\n").unwrap() + "event_types! {\n".len();
        let items = text[start..].trim_end().strip_suffix('}').unwrap();
        let lines =
            |text: &str| -> Vec<String> { text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect() };
        let items: Vec<&str> = items.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
        let formatted = prettyplease::unparse(&syn::parse_file(&items.join("\n")).unwrap());
        // prettyplease has shorter lines.
        if items.iter().all(|line| line.len() <= 80 || line.trim_start().starts_with("///")) {
            assert_eq!(lines(&items.join("\n")), lines(&formatted));
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn what_is_out_of_date_is_found() {
    let order = |fields: &str, enums: &str| {
        format!(
            r#"mod orders {{ use x::y; event_pattern::event_types! {{
                #[event(source = "shop", detail_type = "Order Placed")]
                #[derive(serde::Deserialize)]
                pub struct OrderPlaced<'a> {{ {fields} }}
                #[derive(serde::Deserialize)] enum Status {{ {enums} }}
                #[derive(serde::Deserialize)] struct Line {{ sku: String }}
            }} }}"#
        )
    };
    let fields = "total: f64, status: Status, lines: List<Line>, note: Optional<String>, map: BTreeMap<String, i32>";
    let expected = read(&order(fields, "Paid, Open")).unwrap();
    let with = |from: &str, to: &str| order(&fields.replace(from, to), "Paid, Open");
    for (text, message) in [
        (with("", ""), ""),
        (with("f64", "Decimal"), ""),
        (with("lines: List<Line>", "lines: Vec<Line>"), ""),
        (with("note: Optional", "#[serde(rename = \"note\")] text: Option"), ""),
        (order(fields, "Paid, Open, #[serde(other)] Other"), ""),
        (with("total: f64,", ""), "missing field for `detail.total`"),
        (with("total: f64,", "total: f64, tax: f64,"), "`detail` has no field `tax`"),
        (with("f64", "Option<f64>"), "`detail.total` is always present"),
        (with("Optional<String>", "String"), "`detail.note` may be absent or null"),
        (with("f64", "i64"), "expected `detail.total` to be a number, found an integer of 64 bits"),
        (
            with("String, i32", "String, i64"),
            "expected `detail.map.*` to be an integer of 32 bits, found an integer of 64 bits",
        ),
        (with("BTreeMap<String, i32>", "Line"), "`detail.map` is a map"),
        (with("total: f64,", "total: f64, #[serde(flatten)] others: Others,"), "`detail` has no other fields"),
        (order(fields, "Open"), "`detail.status` can be `\"Paid\"`"),
        (order(fields, "Paid, Open, Lost"), "`detail.status` cannot be `\"Lost\"`"),
        (with("", "").replace("Placed\"", "Paid\""), "missing type for `Order Placed`"),
        (String::new(), "missing type for `Order Placed`"),
    ] {
        let found = differences(&read(&text).unwrap(), &expected);
        assert!(message.is_empty() == found.is_empty(), "{text}: {found:?}");
        assert_eq!(found.first().map_or("", String::as_str), message, "{text}");
    }
    let open = read(&order(fields, "Paid, Open, #[serde(other)] Other")).unwrap();
    assert_eq!(differences(&expected, &open), ["`detail.status` can have other values"]);
    for (text, message) in [("fn (", ""), ("event_types! { fn }", "expected a module, a struct or an enum, found `fn`")]
    {
        assert!(read(text).unwrap_err().starts_with(message), "{text}");
    }
}
