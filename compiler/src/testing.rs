//! The schemas that the tests of this crate use.

use crate::json::Dialect;
use crate::schema::{Catalogue, Entry, Schema, Schemas};
use crate::{Parsed, parse_for};
use std::sync::LazyLock;

/// The catalogue of AWS events.
pub(crate) fn catalogue() -> &'static Catalogue {
    static AWS: LazyLock<Catalogue> = LazyLock::new(|| {
        Catalogue::from_compact(&[
            include_str!("../../catalogue/data/checked.txt"),
            include_str!("../../catalogue/data/inferred.txt"),
        ])
        .with_sources(include_str!("../../catalogue/data/sources.txt"))
    });
    &AWS
}

/// Returns the schema whose detail has this name, such as `TaskStateChange`.
pub(crate) fn schema(name: &str) -> &'static Schema {
    let mut schemas = catalogue().entries().iter().map(Entry::schema);
    schemas.find(|schema| schema.detail().is_some_and(|detail| detail.name == name)).unwrap()
}

/// Returns the schemas for a rule on a typed event, or for a rule whose events follow from its pattern.
pub(crate) fn schemas(event_type: Option<&str>) -> Schemas<'static> {
    Schemas { event_type: event_type.map(schema), catalogue: catalogue() }
}

/// Parses a pattern whose events are known.
pub(crate) fn parse_known(text: &str) -> Parsed {
    parse_for(schemas(None), text, Dialect::Strict)
}
