//! The Rust types that the macros make for the schemas of one module.
//!
//! Each event has a type for its detail. Objects inside the details become structs, and closed sets become enums. A type
//! that is the same in several events is made once. The types are declared with `record!` and `closed_set!` of the
//! runtime, like those of Amazon ECS, so the generated code contains little more than names and documentation.
//!
//! The types are written as source text, because some of them are checked in.

pub(crate) mod documentation;
mod item;
pub(crate) mod type_names;
mod value_type;

use crate::rust_types::{EventType, RustTypes};
use event_pattern_compiler::schema::Schema;
use item::Writer;
pub(crate) use item::variant;
use proc_macro2::{Group, TokenStream, TokenTree};
use type_names::TypeNames;

/// The types of a module.
#[derive(Debug, Clone)]
pub struct MadeTypes {
    /// The event types, in the order of the schemas.
    pub events: Vec<EventType>,
    text: String,
}

/// How the types refer to the items of the `event-pattern` crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paths {
    /// By absolute paths that start with [`CRATE`].
    OfCrate,
    /// By their names, which the module imports.
    Imported,
}

/// The name that represents the path of the crate until the types become tokens. A path may contain `$crate`, which text
/// cannot represent.
const CRATE: &str = "__event_pattern";

impl Paths {
    /// Returns the path of a public item of the crate.
    fn item(self, name: &str) -> String {
        match self {
            Self::OfCrate => format!("{CRATE}::{name}"),
            Self::Imported => name.to_owned(),
        }
    }

    /// Returns the path of an item for generated code.
    fn private(self, name: &str) -> String {
        match self {
            Self::OfCrate => format!("{CRATE}::__private::{name}"),
            Self::Imported => name.to_owned(),
        }
    }
}

impl MadeTypes {
    /// Makes the types for the schemas of a module. The type of an event's detail is named after the `detail-type`.
    #[must_use]
    pub fn new(schemas: Vec<Schema>) -> Self {
        let mut events: Vec<EventType> = Vec::with_capacity(schemas.len());
        for schema in schemas {
            let mut rust = RustTypes::made(&schema);
            rust.detail = type_names::distinct_detail(&rust.detail, &schema, &events);
            events.push(EventType { schema, rust });
        }
        Self { text: write(&events, Paths::OfCrate).concat(), events }
    }

    /// Returns the types as items of the module, given the path of the `event-pattern` crate.
    #[must_use]
    pub fn items(&self, root: &TokenStream) -> TokenStream {
        // The text contains only tokens of Rust.
        with_doc_attributes(&self.text).parse().map(|items| with_root(items, root)).unwrap_or_default()
    }
}

/// Returns the types as source text for modules that import what they use. There is one text for each event, with the
/// types that no earlier event has.
#[must_use]
pub fn sources(events: &[EventType]) -> Vec<String> {
    write(events, Paths::Imported)
}

/// Returns the types as text, for each event.
fn write(events: &[EventType], paths: Paths) -> Vec<String> {
    let names = TypeNames::new(events);
    let of_event = |(index, event)| {
        let mut writer = Writer { events, names: &names, paths, text: String::new() };
        writer.detail(event);
        for object in names.objects.iter().filter(|object| object.owner == index) {
            writer.object(object);
        }
        for set in names.sets.iter().filter(|set| set.owner == index) {
            writer.set(set);
        }
        writer.text
    };
    events.iter().enumerate().map(of_event).collect()
}

/// Returns Rust source text with attributes instead of doc comments: rust-analyzer shows a slash in front of a doc comment
/// that a macro has parsed.
fn with_doc_attributes(text: &str) -> String {
    let line = |line: &str| match line.trim_start().strip_prefix("///") {
        Some(comment) => format!("#[doc = {comment:?}]\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// Replaces the name [`CRATE`] by the path of the crate.
fn with_root(tokens: TokenStream, root: &TokenStream) -> TokenStream {
    let mut replaced = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Ident(name) if name == CRATE => replaced.extend(root.clone()),
            TokenTree::Group(group) => {
                let mut with_root = Group::new(group.delimiter(), with_root(group.stream(), root));
                with_root.set_span(group.span());
                replaced.extend([TokenTree::Group(with_root)]);
            }
            other => replaced.extend([other]),
        }
    }
    replaced
}

#[cfg(test)]
mod tests;
