//! Compiles the types that are made for documents and for the catalogue of AWS events.

pub mod schemas;

use event_pattern::{Event, OwnedEvent};
use serde_json::Value;

/// What the tests do with an event type.
pub struct Functions {
    /// Deserializes an event, and returns it as it is serialized.
    pub read_and_write: fn(&str) -> serde_json::Result<Value>,
    /// Does the same with an event that borrows nothing.
    pub read_and_write_owned: fn(&str) -> serde_json::Result<Value>,
    /// Returns the source and the detail-type of a new event.
    pub origin: fn() -> (String, String),
}

/// Returns the functions of an event type, given its detail.
macro_rules! functions {
    ($detail:ty) => {
        Functions {
            read_and_write: |json| serde_json::to_value(serde_json::from_str::<Event<$detail>>(json)?),
            read_and_write_owned: |json| serde_json::to_value(serde_json::from_str::<OwnedEvent<$detail>>(json)?),
            origin: || {
                let event = Event::<$detail>::default();
                (event.source.into_owned(), event.detail_type.into_owned())
            },
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/made_types.rs"));
