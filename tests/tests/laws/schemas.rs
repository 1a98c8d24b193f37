//! The schemas for which patterns are generated: the compiler's schemas, and random schemas.
//!
//! The compiler takes schemas with the `'static` lifetime, so the random schemas are leaked.

use super::values::one_of;
use event_pattern_compiler::schema::{ClosedSet, Field, Kind, ObjectSchema, Presence, Schema};
use fastrand::Rng;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// Number of random schemas.
const RANDOM: u64 = 300;

static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| (0..RANDOM).map(random_schema).collect());

/// Returns one of the compiler's schemas, a random schema, or `None`.
pub(crate) fn pick_or_none(rng: &mut Rng) -> Option<&'static Schema> {
    if rng.u8(..3) == 0 { None } else { Some(pick(rng)) }
}

/// Returns one of the compiler's schemas or a random schema.
pub(crate) fn pick(rng: &mut Rng) -> &'static Schema {
    if rng.u8(..5) < 2 { one_of(rng, Schema::all()) } else { one_of(rng, &SCHEMAS) }
}

/// Returns the fields of a random schema on one line, or the name of one of the compiler's schemas.
pub(crate) fn describe(schema: &Schema) -> String {
    match Schema::by_rust_name(schema.rust_name) {
        Some(_) => schema.rust_name.to_owned(),
        None => describe_fields(schema.detail),
    }
}

fn describe_fields(object: &ObjectSchema) -> String {
    let mut text = String::from("{ ");
    for field in object.fields {
        let sign = if field.presence == Presence::Optional { "?" } else { "" };
        let _ = write!(text, "{}{sign}: {}, ", field.name, describe_kind(&field.kind));
    }
    text + "}"
}

fn describe_kind(kind: &Kind) -> String {
    match kind {
        Kind::Object(inner) => describe_fields(inner),
        Kind::List { element, .. } => format!("[{}]", describe_kind(element)),
        Kind::ClosedSet(set) => set.values.join("|"),
        other => format!("{other:?}"),
    }
}

fn random_schema(seed: u64) -> Schema {
    let rng = &mut Rng::with_seed(seed);
    let detail = &*Box::leak(Box::new(random_object(rng, 0)));
    // All events have the same envelope.
    let fields = Schema::all()[0].root.fields.iter().map(|field| match field.name {
        "detail" => Field { kind: Kind::Object(detail), ..*field },
        _ => *field,
    });
    let fields: Vec<Field> = fields.collect();
    let root = Box::leak(Box::new(ObjectSchema { rust_name: "Event", fields: Vec::leak(fields) }));
    Schema { rust_name: "Random", title: "random event", source: "random", detail_type: "Random", root, detail }
}

/// Names of fields, in the order that a schema requires.
const NAMES: [&str; 11] = ["", "A", "a", "aa", "b", "c", "d", "name", "x-y", "é", "😀\""];

fn random_object(rng: &mut Rng, depth: usize) -> ObjectSchema {
    let mut names: Vec<&str> = NAMES.into_iter().filter(|_| rng.u8(..5) < 2).collect();
    if names.is_empty() {
        names.push("a");
    }
    let field = |name: &'static str| {
        let presence = if rng.bool() { Presence::Required } else { Presence::Optional };
        Field::new(name, "field", presence, random_kind(rng, depth))
    };
    let fields: Vec<Field> = names.into_iter().map(field).collect();
    ObjectSchema { rust_name: "Random", fields: Vec::leak(fields) }
}

static LETTERS: ClosedSet = ClosedSet { rust_name: "Letter", values: &["a", "b", "ab"] };
static STATES: ClosedSet = ClosedSet { rust_name: "State", values: &["RUNNING", "STOPPED"] };

fn random_kind(rng: &mut Rng, depth: usize) -> Kind {
    match rng.u8(..14) {
        0..=2 if depth < 3 => Kind::Object(Box::leak(Box::new(random_object(rng, depth + 1)))),
        3..=6 if depth < 3 => {
            let element = Kind::Object(Box::leak(Box::new(random_object(rng, depth + 1))));
            Kind::List { element: Box::leak(Box::new(element)), singular: "element" }
        }
        7 => Kind::List { element: Box::leak(Box::new(random_scalar(rng))), singular: "element" },
        _ => random_scalar(rng),
    }
}

fn random_scalar(rng: &mut Rng) -> Kind {
    match rng.u8(..8) {
        0 => Kind::ClosedSet(&LETTERS),
        1 => Kind::ClosedSet(&STATES),
        2 => Kind::Integer,
        3 => Kind::Long,
        4 => Kind::Double,
        5 => Kind::Boolean,
        _ => Kind::String,
    }
}
