//! The types of values.

use super::Paths;
use super::type_names::TypeNames;
use crate::rust_types::{RustField, Wrapper, made_map_value};
use event_pattern_compiler::schema::{Field, IntegerSize, Kind, ObjectSchema};

/// Returns the type of a field.
pub(super) fn of_field(field: &Field, rust: &RustField, names: &TypeNames<'_>, paths: Paths) -> String {
    let value = of(&field.kind, names, paths);
    match rust.wrapper {
        Wrapper::None => value,
        Wrapper::Optional | Wrapper::Option => format!("{}<{value}>", paths.item("Optional")),
    }
}

/// Returns the type of the values of a kind.
pub(super) fn of(kind: &Kind, names: &TypeNames<'_>, paths: Paths) -> String {
    match kind {
        Kind::Any | Kind::OneOf(_) => paths.item("Value") + "<'a>",
        Kind::String => paths.private("Cow") + "<'a, str>",
        Kind::ClosedSet(set) => names.of_set(set).to_owned() + "<'a>",
        Kind::Integer(IntegerSize::Bits32) => "i32".to_owned(),
        Kind::Integer(IntegerSize::Bits64) => "i64".to_owned(),
        Kind::Number => "f64".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Object(object) => match object.map_values() {
            Some(values) => {
                let value = of_field(values, &made_map_value(values), names, paths);
                format!("{}<'a, {value}>", paths.item("Map"))
            }
            None => names.of_object(object).to_owned() + object_generics(object),
        },
        Kind::List(element) => format!("{}<{}>", paths.item("List"), of(element, names, paths)),
    }
}

/// Returns the generic parameters of a type that contains a value of a kind.
pub(super) fn generics(kind: &Kind) -> &'static str {
    if borrows(kind) { "<'a>" } else { "" }
}

/// Returns the generic parameters of the struct for an object.
pub(super) fn object_generics(object: &ObjectSchema) -> &'static str {
    if object_borrows(object) { "<'a>" } else { "" }
}

/// Whether the type of a kind borrows from the JSON input.
fn borrows(kind: &Kind) -> bool {
    match kind {
        Kind::Any | Kind::OneOf(_) | Kind::String | Kind::ClosedSet(_) => true,
        Kind::Integer(_) | Kind::Number | Kind::Boolean => false,
        Kind::List(element) => borrows(element),
        Kind::Object(object) => object.map_values().is_some() || object_borrows(object),
    }
}

fn object_borrows(object: &ObjectSchema) -> bool {
    object.fields.iter().any(|field| borrows(&field.kind))
}
