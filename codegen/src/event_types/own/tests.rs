use super::item::OwnType;
use super::schema::event_type;
use crate::rust_types::{EventType, RustField, RustTypes, RustValue, WhenAbsent, Wrapper};
use crate::syntax::{Attribute, Input};
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Others, Presence};

/// Types that the fields of the tests refer to.
const TYPES: &str = r#"
    #[derive(serde::Deserialize)] #[serde(rename_all = "SCREAMING_SNAKE_CASE")] enum Status { Open, #[serde(rename = "gone")] Closed }
    #[derive(Deserialize)] enum Open { Known, #[serde(other)] Other }
    #[derive(Deserialize)] enum Renamed { #[serde(alias = "old")] New }
    #[derive(Deserialize)] enum Shape { Circle(f64), Square { side: f64 } }
    #[derive(Deserialize)] #[serde(tag = "kind")] enum Tagged { A, B }
    #[derive(Deserialize)] struct Inner { a: i32 }
    #[derive(Deserialize)] struct Id(String);
    #[derive(Deserialize)] #[serde(transparent)] struct Wrapped { inner: u8, #[serde(skip)] cache: u8 }
    #[derive(Deserialize)] struct Pair(String, String);
    #[derive(Deserialize)] struct Unit;
    #[derive(Deserialize)] struct Generic<T> { value: T }
    #[derive(Deserialize)] struct Node { children: Vec<Node> }
    struct Plain { a: i32 }
    #[derive(Deserialize)] #[serde(try_from = "String")] struct Converted { a: i32 }
"#;

/// Returns the event type whose detail is the first of these types.
pub(crate) fn read(types: &str) -> EventType {
    let types = read_types(types);
    event_type(&types[0], &types)
}

fn read_types(text: &str) -> Vec<OwnType> {
    let mut input = Input::new(text.parse().unwrap());
    let mut types = Vec::new();
    while !input.is_empty() {
        let attributes = Attribute::read_all(&mut input);
        let visibility = input.visibility();
        types.push(OwnType::read(attributes, visibility, &mut input).unwrap());
    }
    types
}

/// Returns the event type whose detail has these attributes and these fields.
fn event_of(attributes: &str, fields: &str) -> EventType {
    let detail = format!("#[derive(Default, Deserialize)] {attributes} struct Detail<'a> {{ {fields} }}");
    read(&format!("{detail} {TYPES}"))
}

fn detail(event: &EventType) -> &ObjectSchema {
    event.schema.detail().unwrap()
}

/// Returns a field of the detail, by its JSON name.
fn field<'e>(event: &'e EventType, name: &str) -> (&'e Field, &'e RustField) {
    (detail(event).field(name).unwrap(), event.rust.field("Detail", name).unwrap())
}

/// Returns a kind in a short form.
fn kind_text(kind: &Kind) -> String {
    match kind {
        Kind::ClosedSet(set) => {
            let values: Vec<&str> = set.values.iter().map(|value| value.text.as_str()).collect();
            format!("{}{}", values.join("|"), if set.is_complete { "" } else { "|…" })
        }
        Kind::Object(object) => match &object.others {
            Others::Values(values) => format!("map of {}", kind_text(&values.kind)),
            _ => object.name.clone(),
        },
        Kind::List(element) => format!("list of {}", kind_text(element)),
        other => format!("{other:?}"),
    }
}

/// Returns a Rust type in a short form.
fn value_text(value: &RustValue) -> String {
    match value {
        RustValue::Integer(integer) => integer.name().to_owned(),
        RustValue::List { singular, element } | RustValue::Vec { singular, element } => {
            let list = if matches!(value, RustValue::List { .. }) { "List" } else { "Vec" };
            format!("{list} {singular}: {}", value_text(element))
        }
        RustValue::Pointer(target) => format!("&{}", value_text(target)),
        RustValue::Inside { field, value } => format!(".{field} {}", value_text(value)),
        RustValue::Variants { has_other } => format!("Variants{}", if *has_other { " and other" } else { "" }),
        RustValue::Opaque(reason) => format!("opaque: {reason}"),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_type_has_the_form_that_it_has_in_json() {
    for (rust_type, kind, value) in [
        ("String", "String", "Text"),
        ("std::string::String", "String", "Text"),
        ("Cow<'a, str>", "String", "Text"),
        ("&'a str", "String", "&Str"),
        ("Box<str>", "String", "&Str"),
        ("Arc<String>", "String", "&Text"),
        ("bool", "Boolean", "Boolean"),
        ("u8", "Integer(Bits32)", "u8"),
        ("i32", "Integer(Bits32)", "i32"),
        ("u32", "Integer(Bits64)", "u32"),
        ("u64", "Number", "u64"),
        ("Box<i64>", "Integer(Bits64)", "&i64"),
        ("f64", "Number", "Number"),
        ("f32", "Number", "opaque: an `f32` rounds it; make it an `f64`"),
        ("u128", "Number", "opaque: its type is `u128`; make it an `i64` or a `u64`"),
        ("char", "String", "opaque: its type is `char`; make it a `String`"),
        ("Vec<String>", "list of String", "Vec item: Text"),
        ("[u8; 4]", "list of Integer(Bits32)", "Vec item: u8"),
        ("Box<[Inner]>", "list of Inner", "Vec item: Object"),
        ("VecDeque<Box<str>>", "list of String", "Vec item: &Str"),
        ("List<Cow<'a, str>>", "list of String", "List item: Text"),
        ("Vec<Vec<i32>>", "list of Any", "Vec item: opaque: it is an array of arrays"),
        ("Vec<Option<i32>>", "list of Any", "Vec item: opaque: there is an `Option` inside its type"),
        ("HashMap<String, i32>", "map of Integer(Bits32)", "Map"),
        ("BTreeMap<Cow<'a, str>, Inner>", "map of Inner", "Map"),
        ("HashMap<u32, i32>", "Any", "opaque: the macros do not know the type `HashMap<u32, i32>`"),
        ("Map<'a, Cow<'a, str>>", "map of String", "Map"),
        ("serde_json::Value", "Any", "opaque: its type is `serde_json::Value`; make it an `event_pattern::Value<'a>`"),
        ("event_pattern::Value<'a>", "Any", "Value"),
        ("DateTime<Utc>", "Any", "opaque: the macros do not know the type `DateTime<Utc>`"),
        ("(i32, i32)", "Any", "opaque: the macros do not know the type `(i32, i32)`"),
        ("Inner", "Inner", "Object"),
        ("Box<Inner>", "Inner", "Object"),
        ("other::Inner", "Any", "opaque: the macros do not know the type `other::Inner`"),
        ("Id", "String", ".0 Text"),
        ("Wrapped", "Integer(Bits32)", ".inner u8"),
        ("Vec<Id>", "list of String", "Vec item: .0 Text"),
        ("Status", "OPEN|gone", "Variants"),
        ("Open", "Known|…", "Variants and other"),
        ("Renamed", "New|old", "opaque: the variant `New` of `Renamed` can be `New` or `old` in JSON"),
        ("Shape", "Any", "opaque: the variant `Circle` of `Shape` has fields"),
        ("Tagged", "Any", "opaque: `Tagged` has `#[serde(tag = …)]`"),
        ("Pair", "Any", "opaque: `Pair` is a tuple struct, which is an array in JSON"),
        ("Unit", "Any", "opaque: `Unit` has no fields"),
        ("Generic<i32>", "Any", "opaque: `Generic` has type parameters"),
        ("Plain", "Any", "opaque: `Plain` does not derive `Deserialize`"),
        ("Converted", "Any", "opaque: `Converted` has `#[serde(try_from = …)]`"),
    ] {
        let event = event_of("", &format!("items: {rust_type}"));
        let (schema, rust) = field(&event, "items");
        assert_eq!((kind_text(&schema.kind).as_str(), value_text(&rust.value).as_str()), (kind, value), "{rust_type}");
        assert_eq!((rust.wrapper, rust.when_absent), (Wrapper::None, WhenAbsent::Kept), "{rust_type}");
        assert_eq!((schema.presence, schema.is_nullable), (Presence::Required, false), "{rust_type}");
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn attributes_determine_names_presence_and_what_can_be_told_apart() {
    let any_name = "it can be `a` or `b` in JSON, and its value does not show which";
    let any_default = "if it is absent, it has a default value that the macros do not know";
    let (kept, null, default) = (WhenAbsent::Kept, WhenAbsent::Null, WhenAbsent::Default);
    for (attributes, declaration, names, presence, is_nullable, wrapper, when_absent, reason) in [
        ("", "a: i32", "a", "required", false, Wrapper::None, kept, None),
        ("", "r#type: i32", "type", "required", false, Wrapper::None, kept, None),
        ("", "#[serde(rename = \"b\")] a: i32", "b", "required", false, Wrapper::None, kept, None),
        (
            "",
            "#[serde(rename(serialize = \"c\", deserialize = \"b\"))] a: i32",
            "b",
            "required",
            false,
            Wrapper::None,
            kept,
            None,
        ),
        ("", "#[serde(rename(serialize = \"c\"))] a: i32", "a", "required", false, Wrapper::None, kept, None),
        (
            "#[serde(rename_all = \"camelCase\")]",
            "order_id: i32",
            "orderId",
            "required",
            false,
            Wrapper::None,
            kept,
            None,
        ),
        (
            "#[serde(rename_all(deserialize = \"kebab-case\"))]",
            "order_id: i32",
            "order-id",
            "required",
            false,
            Wrapper::None,
            kept,
            None,
        ),
        (
            "#[cfg_attr(all(), serde(rename_all = \"UPPERCASE\"))]",
            "a: i32",
            "A",
            "required",
            false,
            Wrapper::None,
            kept,
            None,
        ),
        ("", "a: Option<i32>", "a", "optional", true, Wrapper::Option, kept, None),
        ("", "a: std::option::Option<Inner>", "a", "optional", true, Wrapper::Option, kept, None),
        ("", "#[serde(default)] a: Option<i32>", "a", "optional", true, Wrapper::Option, kept, None),
        (
            "",
            "#[serde(skip_serializing_if = \"Option::is_none\")] a: Option<i32>",
            "a",
            "optional",
            true,
            Wrapper::Option,
            kept,
            None,
        ),
        ("", "a: Optional<i32>", "a", "optional", true, Wrapper::Optional, null, None),
        ("", "#[serde(default)] a: event_pattern::Optional<i32>", "a", "optional", true, Wrapper::Optional, kept, None),
        ("#[serde(default)]", "a: Optional<i32>", "a", "optional", true, Wrapper::Optional, kept, None),
        ("", "#[serde(default)] a: Vec<i32>", "a", "optional", false, Wrapper::None, default, None),
        ("", "#[serde(default)] a: Box<i32>", "a", "optional", false, Wrapper::None, default, None),
        ("#[serde(default)]", "a: String", "a", "optional", false, Wrapper::None, default, None),
        ("", "#[serde(default)] a: Inner", "a", "optional", false, Wrapper::None, kept, Some(any_default)),
        ("", "#[serde(default = \"one\")] a: i32", "a", "optional", false, Wrapper::None, kept, Some(any_default)),
        (
            "",
            "#[serde(default = \"one\")] a: Option<i32>",
            "a",
            "optional",
            true,
            Wrapper::Option,
            kept,
            Some(any_default),
        ),
        ("#[serde(default = \"one\")]", "a: i32", "a", "optional", false, Wrapper::None, kept, Some(any_default)),
        ("", "#[serde(alias = \"b\")] a: i32", "a b", "optional", false, Wrapper::None, kept, Some(any_name)),
        (
            "",
            "#[serde(with = \"m\")] a: i32",
            "a",
            "required",
            false,
            Wrapper::None,
            kept,
            Some("it has `#[serde(with = …)]`"),
        ),
        (
            "",
            "#[serde_as(as = \"X\")] a: i32",
            "a",
            "required",
            false,
            Wrapper::None,
            kept,
            Some("it has `#[serde_as(…)]`"),
        ),
        ("", "#[serde(serialize_with = \"m\")] a: i32", "a", "required", false, Wrapper::None, kept, None),
        (
            "",
            "#[cfg(unix)] a: i32",
            "a",
            "optional",
            false,
            Wrapper::None,
            kept,
            Some("it exists only under the condition of its `#[cfg(…)]`"),
        ),
        ("", "#[serde(skip)] a: i32", "", "", false, Wrapper::None, kept, None),
        ("", "#[serde(skip_deserializing)] a: i32", "", "", false, Wrapper::None, kept, None),
        ("", "#[serde(skip_serializing)] a: i32", "a", "required", false, Wrapper::None, kept, None),
    ] {
        let event = event_of(attributes, declaration);
        let found: Vec<&str> = detail(&event).fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(found.join(" "), names, "{attributes} {declaration}");
        for name in names.split_whitespace() {
            let (schema, rust) = field(&event, name);
            let found = if schema.presence == Presence::Required { "required" } else { "optional" };
            assert_eq!((found, schema.is_nullable), (presence, is_nullable), "{attributes} {declaration}");
            assert_eq!((rust.wrapper, rust.when_absent), (wrapper, when_absent), "{attributes} {declaration}");
            let opaque = if let RustValue::Opaque(reason) = &rust.value { Some(reason.as_str()) } else { None };
            assert_eq!(opaque, reason, "{attributes} {declaration}");
        }
    }
}

#[test]
fn flattened_fields_are_unknown_fields_of_the_object() {
    let event = event_of("", "a: i32, #[serde(flatten)] rest: HashMap<String, i32>");
    assert_eq!(detail(&event).others, Others::Unknown);
    let object = event.rust.objects.iter().find(|object| object.name == "Detail").unwrap();
    assert_eq!(object.unknown_fields.as_deref(), Some("it may be in `rest`, which has `#[serde(flatten)]`"));
    assert!(event.rust.field("Detail", "rest").is_none());
}

#[test]
fn a_recursive_type_ends_at_its_first_repetition() {
    let event = event_of("", "root: Node");
    let (schema, _) = field(&event, "root");
    let children = schema.kind.object().unwrap().field("children").unwrap();
    assert_eq!(kind_text(&children.kind), "list of Any");
    let rust = event.rust.field("Node", "children").unwrap();
    assert_eq!(value_text(&rust.value), "Vec child: opaque: `Node` contains itself");
}

#[test]
fn doc_comments_become_descriptions() {
    let event = event_of("/// What happened.\n///\n/// More.\n", "/// The number.\na: i32");
    assert_eq!(event.schema.description, "What happened.\n\nMore.");
    assert_eq!(field(&event, "a").0.description, "The number.");
}

#[test]
fn the_text_form_of_the_types_is_read_back() {
    let event = event_of(
        "",
        r#"
            a: Option<i32>, b: Optional<String>, #[serde(default)] c: Vec<Box<u8>>, #[serde(rename = "d\td\n\\")] d: Id,
            e: Status, f: Open, g: HashMap<String, f64>, h: List<bool>, i: Inner, j: Value<'a>, k: &'a str, l: Decimal,
            #[serde(flatten)] m: Inner
        "#,
    );
    let text = event.rust.to_text(&event.schema);
    assert_eq!(RustTypes::from_text(&text, &event.schema).as_ref(), Some(&event.rust), "{text}");
    let whole = EventType::from_text(&event.to_text()).unwrap();
    assert_eq!((whole.rust, whole.schema.source), (event.rust.clone(), event.schema.source.clone()));
    let made = RustTypes::made(&event.schema);
    assert_eq!(made.to_text(&event.schema), "made\n");
    assert_eq!(RustTypes::from_text("made\n", &event.schema), Some(made));
    for malformed in
        ["", "made", "detail", "detail\tA\nfield\ta\ta\tplain\tkept\ttext", "detail\tA\nobject\tA\nfield\ta"]
    {
        assert_eq!(RustTypes::from_text(malformed, &event.schema), None, "{malformed}");
    }
}
