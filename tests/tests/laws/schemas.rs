//! The schemas for which patterns are generated: the schemas of Amazon ECS, and random schemas.

use super::values::one_of;
use event_pattern_compiler::schema::{
    ClosedSet, Field, IntegerSize, Kind, ObjectSchema, Others, Presence, Schema, SetValue, whole_event,
};
use event_pattern_tests::schemas as known;
use fastrand::Rng;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

/// Number of random schemas.
const RANDOM: u64 = 300;

static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| (0..RANDOM).map(random_schema).collect());

/// Returns a schema of Amazon ECS, a random schema, or `None`.
pub(crate) fn pick_or_none(rng: &mut Rng) -> Option<&'static Schema> {
    if rng.u8(..3) == 0 { None } else { Some(pick(rng)) }
}

/// Returns a schema of Amazon ECS or a random schema.
pub(crate) fn pick(rng: &mut Rng) -> &'static Schema {
    if rng.u8(..5) < 2 { super::values::pick(rng, &known::ecs()) } else { one_of(rng, &SCHEMAS) }
}

/// Returns the fields of a random schema on one line, or the name of a schema of Amazon ECS.
pub(crate) fn describe(schema: &Schema) -> String {
    match known::detail(schema) {
        detail if detail.name == "Random" => describe_fields(detail),
        detail => detail.name.clone(),
    }
}

fn describe_fields(object: &ObjectSchema) -> String {
    let mut text = String::from("{ ");
    for field in &object.fields {
        let sign = if field.presence == Presence::Optional { "?" } else { "" };
        let _ = write!(text, "{}{sign}: {}, ", field.name, describe_kind(&field.kind));
    }
    text + "}"
}

fn describe_kind(kind: &Kind) -> String {
    match kind {
        Kind::Object(inner) => describe_fields(inner),
        Kind::List(element) => format!("[{}]", describe_kind(element)),
        Kind::ClosedSet(set) => set.values.iter().map(|value| value.text.as_str()).collect::<Vec<_>>().join("|"),
        other => format!("{other:?}"),
    }
}

fn random_schema(seed: u64) -> Schema {
    let rng = &mut Rng::with_seed(seed);
    let detail = Kind::Object(Arc::new(random_object(rng, 0)));
    let detail = Field { presence: Presence::Required, ..Field::new("detail", detail) };
    Schema {
        source: Some("random".to_owned()),
        detail_type: Some("Random".to_owned()),
        title: "random event".to_owned(),
        root: Arc::new(whole_event(detail, None)),
        ..Schema::envelope()
    }
}

/// Names of fields, in the order that a schema requires.
const NAMES: [&str; 11] = ["", "A", "a", "aa", "b", "c", "d", "name", "x-y", "é", "😀\""];

fn random_object(rng: &mut Rng, depth: usize) -> ObjectSchema {
    let mut names: Vec<&str> = NAMES.into_iter().filter(|_| rng.u8(..5) < 2).collect();
    if names.is_empty() {
        names.push("a");
    }
    let field = |name: &str| {
        let presence = if rng.bool() { Presence::Required } else { Presence::Optional };
        let is_nullable = presence == Presence::Optional;
        Field { presence, is_nullable, ..Field::new(name, random_kind(rng, depth)) }
    };
    let fields: Vec<Field> = names.into_iter().map(field).collect();
    ObjectSchema { name: "Random".to_owned(), description: String::new(), fields, others: Others::None }
}

fn set(values: &[&str]) -> Kind {
    let value = |text: &&str| SetValue { text: (*text).to_owned(), description: String::new() };
    Kind::ClosedSet(Arc::new(ClosedSet {
        name: "Set".to_owned(),
        description: String::new(),
        values: values.iter().map(value).collect(),
        is_complete: true,
    }))
}

fn random_kind(rng: &mut Rng, depth: usize) -> Kind {
    match rng.u8(..14) {
        0..=2 if depth < 3 => Kind::Object(Arc::new(random_object(rng, depth + 1))),
        3..=6 if depth < 3 => Kind::List(Arc::new(Kind::Object(Arc::new(random_object(rng, depth + 1))))),
        7 => Kind::List(Arc::new(random_scalar(rng))),
        _ => random_scalar(rng),
    }
}

fn random_scalar(rng: &mut Rng) -> Kind {
    match rng.u8(..8) {
        0 => set(&["a", "b", "ab"]),
        1 => set(&["RUNNING", "STOPPED"]),
        2 => Kind::Integer(IntegerSize::Bits32),
        3 => Kind::Integer(IntegerSize::Bits64),
        4 => Kind::Number,
        5 => Kind::Boolean,
        _ => Kind::String,
    }
}
