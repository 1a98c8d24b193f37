//! The events that patterns are checked against.

use event_pattern_compiler::schema::{Catalogue, Entry, Schema, Schemas};

/// The catalogue of known events.
pub(crate) fn catalogue() -> &'static Catalogue {
    event_pattern_catalogue::aws()
}

/// Returns the schemas for patterns for one event type, or for patterns whose events follow from their conditions.
pub(crate) fn schemas(event_type: Option<&'static Schema>) -> Schemas<'static> {
    Schemas { event_type, catalogue: catalogue() }
}

/// Finds an event type by its `detail-type` or by the name of its detail, such as `TaskStateChange`.
pub(crate) fn event_type(name: &str) -> Option<&'static Schema> {
    let entries = catalogue().entries();
    let by_detail_type = entries.iter().find(|entry| entry.detail_type() == Some(name)).map(Entry::schema);
    by_detail_type.or_else(|| entries.iter().map(Entry::schema).find(|schema| detail_name(schema) == name))
}

/// Returns the name of an event's detail.
pub(crate) fn detail_name(schema: &Schema) -> &str {
    schema.detail().map_or("", |detail| &detail.name)
}
