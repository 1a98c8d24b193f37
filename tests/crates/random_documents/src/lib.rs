//! Compiles random rules on events of random documents.

use event_pattern::{Event, EventError, event_pattern, event_types};

/// A rule on the events of a document.
pub struct Rule {
    /// The number of the document.
    pub document: usize,
    /// The pattern of the rule.
    pub pattern: &'static str,
    /// Deserializes an event and evaluates the rule on it.
    pub typed: fn(&str) -> serde_json::Result<bool>,
    /// Evaluates the rule on JSON bytes.
    pub bytes: fn(&[u8]) -> Result<bool, EventError>,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
