//! Schemas that are inferred from events.
//!
//! `shape` is what was seen at a place in the events: how often a field was there, and with which values. `conclusion`
//! turns shapes into a schema, and `closed_set` decides whether the strings at a place are those of a closed set.

mod closed_set;
mod conclusion;
mod shape;

pub(crate) use closed_set::last_word;

use conclusion::Conclusion;
use event_pattern_compiler::json::{Value, ValueKind};
use event_pattern_compiler::schema::Schema;
use shape::Shape;
use std::collections::BTreeMap;

/// The events that were seen, by their source and their `detail-type`.
#[derive(Debug, Default)]
pub(crate) struct Inference {
    types: BTreeMap<(Option<String>, Option<String>), Shape>,
}

impl Inference {
    /// Adds an event.
    pub(crate) fn add(&mut self, event: &Value) {
        let text = |key| outer_text(event, key).map(str::to_owned);
        let shape = self.types.entry((text("source"), text("detail-type"))).or_default();
        if let Some(detail) = member(event, "detail") {
            shape.add(detail);
        }
    }

    /// Returns a schema for each event type.
    pub(crate) fn schemas(&self) -> Vec<Schema> {
        let schema = |((source, detail_type), detail): (&(Option<String>, Option<String>), &Shape)| {
            Conclusion::schema(source.as_deref(), detail_type.as_deref(), detail)
        };
        self.types.iter().map(schema).collect()
    }
}

/// Returns a member of an event. If the key is repeated, the last one counts.
pub(crate) fn member<'e>(event: &'e Value, key: &str) -> Option<&'e Value> {
    let ValueKind::Object(members) = &event.kind else { return None };
    members.iter().rev().find(|member| member.key.as_str() == Some(key)).map(|member| &member.value)
}

/// Returns the text of an outer field of an event.
pub(crate) fn outer_text<'e>(event: &'e Value, key: &str) -> Option<&'e str> {
    match &member(event, key)?.kind {
        ValueKind::String(text) => text.as_str(),
        _ => None,
    }
}
