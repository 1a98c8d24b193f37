//! The types of fields: what they are in JSON, and how generated code reads them.

use super::schema::Reader;
use crate::names;
use crate::rust_types::{IntegerType, RustValue};
use crate::syntax::Type;
use event_pattern_compiler::schema::{Kind, ObjectSchema, Others};
use std::sync::Arc;

/// The form of a value in JSON and in Rust.
pub(super) type ValueForm = (Kind, RustValue);

/// Where a type occurs.
pub(super) struct Place<'p> {
    /// The name of the object that has the field.
    pub(super) object: &'p str,
    /// The name of the field in Rust.
    pub(super) field: &'p str,
    /// How many types contain this one.
    pub(super) depth: usize,
}

/// Maximum number of types that contain a type, such as 2 for the `String` in `Box<Vec<String>>`. Types are read recursively, so
/// deeply nested types would otherwise overflow the stack.
const MAX_TYPE_LEVELS: usize = 16;

/// Returns the form of a type that the macros cannot look into.
pub(super) fn opaque(reason: impl Into<String>) -> ValueForm {
    (Kind::Any, RustValue::Opaque(reason.into()))
}

impl Place<'_> {
    fn inside(&self) -> Self {
        Self { depth: self.depth + 1, ..*self }
    }
}

impl Reader<'_> {
    /// Returns the form of a type that is neither an `Option` nor an `Optional`.
    pub(super) fn value(&mut self, of: &Type, place: &Place<'_>) -> ValueForm {
        if place.depth > MAX_TYPE_LEVELS {
            return opaque("its type is nested too deeply");
        }
        if let Some(target) = of.referent() {
            return if target.last_segment_name().is_some_and(|name| name == "str") {
                (Kind::String, RustValue::Pointer(Box::new(RustValue::Str)))
            } else {
                unknown(of)
            };
        }
        if let Some(element) = of.array_element() {
            return self.list(&element, place, false);
        }
        let Some(last) = of.last_segment() else { return unknown(of) };
        let name = last.name.to_string();
        if let Some(own) = of.is_single_segment().then(|| self.find(&name)).flatten() {
            return self.own_type(own);
        }
        match (name.as_str(), last.types.as_slice()) {
            ("String", []) => (Kind::String, RustValue::Text),
            ("bool", []) => (Kind::Boolean, RustValue::Boolean),
            ("f64", []) => (Kind::Number, RustValue::Number),
            ("f32", []) => (Kind::Number, RustValue::Opaque("an `f32` rounds it; make it an `f64`".to_owned())),
            ("char", []) => (Kind::String, RustValue::Opaque("its type is `char`; make it a `String`".to_owned())),
            ("i128" | "u128", []) => {
                let reason = format!("its type is `{name}`; make it an `i64` or a `u64`");
                (Kind::Number, RustValue::Opaque(reason))
            }
            ("Box" | "Rc" | "Arc" | "Cow", [target]) => self.pointer(&name, target, place),
            ("Vec" | "VecDeque", [element]) => self.list(element, place, false),
            ("List", [element]) => self.list(element, place, true),
            ("HashMap" | "BTreeMap" | "IndexMap", [key, values, ..]) if is_text(key) => self.map(values, place),
            ("Map", [values]) if of.has_lifetimes() => self.map(values, place),
            ("Value", []) if of.has_lifetimes() => (Kind::Any, RustValue::Value),
            ("Value", []) => opaque("its type is `serde_json::Value`; make it an `event_pattern::Value<'a>`"),
            ("Option" | "Optional", [_]) => opaque(format!("there is an `{name}` inside its type")),
            (_, []) => match IntegerType::named(&name) {
                Some(integer) => (integer.kind(), RustValue::Integer(integer)),
                None => unknown(of),
            },
            _ => unknown(of),
        }
    }

    fn pointer(&mut self, pointer: &str, target: &Type, place: &Place<'_>) -> ValueForm {
        if let Some(element) = target.slice_element() {
            return self.list(&element, place, false);
        }
        if target.is_single_segment() && target.last_segment_name().is_some_and(|name| name == "str") {
            let value = if pointer == "Cow" { RustValue::Text } else { RustValue::Pointer(Box::new(RustValue::Str)) };
            return (Kind::String, value);
        }
        let (kind, value) = self.value(target, &place.inside());
        match value {
            // Field accesses and method calls look through pointers.
            RustValue::Object
            | RustValue::List { .. }
            | RustValue::Vec { .. }
            | RustValue::Map
            | RustValue::Opaque(_) => (kind, value),
            value => (kind, RustValue::Pointer(Box::new(value))),
        }
    }

    fn list(&mut self, element: &Type, place: &Place<'_>, is_list: bool) -> ValueForm {
        let (kind, value) = self.value(element, &place.inside());
        let (kind, value) = match kind {
            Kind::List(_) => opaque("it is an array of arrays"),
            kind => (kind, value),
        };
        let object = match &kind {
            Kind::Object(object) => Some(object.name.as_str()),
            _ => None,
        };
        let (singular, element) = (names::singular(place.field, object), Box::new(value));
        let value = if is_list { RustValue::List { singular, element } } else { RustValue::Vec { singular, element } };
        (Kind::List(Arc::new(kind)), value)
    }

    fn map(&mut self, values: &Type, place: &Place<'_>) -> ValueForm {
        // No type has a dot in its name, so this name is unique.
        let name = format!("{}.{}", place.object, place.field);
        let field = self.field_of_map(values, &Place { object: &name, field: place.field, depth: place.depth + 1 });
        let others = Others::Values(Arc::new(field));
        let object = ObjectSchema { name, description: String::new(), fields: Vec::new(), others };
        (Kind::Object(Arc::new(object)), RustValue::Map)
    }
}

/// Whether a type is a string that a map can be searched for with a `&str`.
fn is_text(key: &Type) -> bool {
    let is_str = |of: Type| of.last_segment_name().is_some_and(|name| name == "str");
    match (key.referent(), key.last_segment()) {
        (Some(target), _) => is_str(target),
        (None, Some(last)) if last.name == "String" => true,
        (None, Some(last)) => {
            let is_pointer = ["Box", "Rc", "Arc", "Cow"].iter().any(|pointer| last.name == pointer);
            is_pointer && last.types.first().cloned().is_some_and(is_str)
        }
        (None, None) => false,
    }
}

/// Returns the form of a type that the macros do not know.
fn unknown(of: &Type) -> ValueForm {
    opaque(format!("the macros do not know the type `{}`", of.text()))
}
