//! The differences between the types in a file and the schemas that they were made from.

use event_pattern_compiler::schema::{ClosedSet, Field, IntegerSize, Kind, ObjectSchema, Others, Presence, Schema};

/// Returns what is out of date in a file, given the schemas that the macro reads from it and those that it would read
/// from a new file. Names of types and documentation do not matter. A type of the file may accept more than expected: it
/// may be one that the macro does not know, or an enum with a variant for other values.
#[must_use]
pub fn differences(found: &[Schema], expected: &[Schema]) -> Vec<String> {
    let mut differences = Vec::new();
    for schema in expected {
        let name = schema.detail_type.as_deref().unwrap_or(&schema.title);
        let is_same = |other: &&Schema| other.source == schema.source && other.detail_type == schema.detail_type;
        match found.iter().find(is_same).map(|found| (found.root.field("detail"), schema.root.field("detail"))) {
            Some((Some(found), Some(expected))) => field("detail", found, expected, &mut differences),
            _ => differences.push(format!("missing type for `{name}`")),
        }
    }
    differences
}

fn field(path: &str, found: &Field, expected: &Field, to: &mut Vec<String>) {
    if found.kind == Kind::Any {
        return;
    }
    match (is_optional(found), is_optional(expected)) {
        (false, true) => to.push(format!("`{path}` may be absent or null")),
        (true, false) => to.push(format!("`{path}` is always present")),
        _ => {}
    }
    kind(path, &found.kind, &expected.kind, to);
}

fn is_optional(field: &Field) -> bool {
    field.is_nullable || field.presence == Presence::Optional
}

fn kind(path: &str, found: &Kind, expected: &Kind, to: &mut Vec<String>) {
    match (found, expected) {
        (Kind::Any, _) => {}
        (Kind::List(found), Kind::List(expected)) => kind(path, found, expected, to),
        (Kind::Object(found), Kind::Object(expected)) => object(path, found, expected, to),
        (Kind::ClosedSet(found), Kind::ClosedSet(expected)) => set(path, found, expected, to),
        _ if found == expected => {}
        _ => to.push(format!("expected `{path}` to be {}, found {}", described(expected), described(found))),
    }
}

fn object(path: &str, found: &ObjectSchema, expected: &ObjectSchema, to: &mut Vec<String>) {
    match (&found.others, &expected.others) {
        (Others::Values(found), Others::Values(expected)) => field(&format!("{path}.*"), found, expected, to),
        (found, expected) if found == expected => {}
        (_, Others::Values(_)) => to.push(format!("`{path}` is a map")),
        (_, Others::Unknown) => to.push(format!("`{path}` may have other fields")),
        (_, Others::None) => to.push(format!("`{path}` has no other fields")),
    }
    for expected in &expected.fields {
        let path = format!("{path}.{}", expected.name);
        match found.fields.iter().find(|found| found.name == expected.name) {
            Some(found) => field(&path, found, expected, to),
            None => to.push(format!("missing field for `{path}`")),
        }
    }
    let extra = found.fields.iter().filter(|found| expected.fields.iter().all(|field| field.name != found.name));
    to.extend(extra.map(|field| format!("`{path}` has no field `{}`", field.name)));
}

fn set(path: &str, found: &ClosedSet, expected: &ClosedSet, to: &mut Vec<String>) {
    if found.is_complete && !expected.is_complete {
        to.push(format!("`{path}` can have other values"));
    }
    let has = |set: &ClosedSet, text: &str| set.values.iter().any(|value| value.text == text);
    let missing = expected.values.iter().filter(|value| !has(found, &value.text));
    to.extend(missing.map(|value| format!("`{path}` can be `{:?}`", value.text)));
    let extra = found.values.iter().filter(|value| !has(expected, &value.text));
    to.extend(extra.map(|value| format!("`{path}` cannot be `{:?}`", value.text)));
}

fn described(kind: &Kind) -> &'static str {
    match kind {
        Kind::ClosedSet(_) => "one of several strings",
        Kind::Integer(IntegerSize::Bits32) => "an integer of 32 bits",
        Kind::Integer(IntegerSize::Bits64) => "an integer of 64 bits",
        kind => kind.described(),
    }
}
