//! The schemas of the events of Amazon ECS, which have Rust types.

use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::{Catalogue, Entry, ObjectSchema, Schema, Schemas};
use event_pattern_compiler::{Parsed, parse_for};

/// Returns the catalogue of known events.
#[must_use]
pub fn catalogue() -> &'static Catalogue {
    event_pattern_catalogue::aws()
}

/// Returns the schemas of all events of Amazon ECS.
#[must_use]
pub fn ecs() -> Vec<&'static Schema> {
    let entries = catalogue().entries().iter().filter(|entry| entry.source() == Some("aws.ecs"));
    entries.map(Entry::schema).filter(|schema| schema.facts.service.is_some()).collect()
}

/// Returns the schema whose detail has this name, such as `TaskStateChange`.
///
/// # Panics
/// Panics if there is no such schema.
#[must_use]
pub fn named(name: &str) -> &'static Schema {
    ecs()
        .into_iter()
        .find(|schema| detail(schema).name == name)
        .unwrap_or_else(|| panic!("there is no schema `{name}`"))
}

/// Returns the schema of an event's detail.
///
/// # Panics
/// Panics if nothing is known about the detail.
#[must_use]
pub fn detail(schema: &Schema) -> &ObjectSchema {
    schema.detail().expect("the detail is an object")
}

/// Returns the schemas for a pattern for this event type, or for a pattern whose events follow from its conditions.
#[must_use]
pub fn schemas(event_type: Option<&Schema>) -> Schemas<'_> {
    Schemas { event_type, catalogue: catalogue() }
}

/// Parses a pattern whose events follow from its conditions.
#[must_use]
pub fn parse_known(text: &str) -> Parsed {
    parse_for(schemas(None), text, Dialect::Strict)
}
