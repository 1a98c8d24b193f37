//! What the crates of a company use. They depend on this crate alone.

pub use ::event_pattern;
pub use ::event_pattern::{Event, EventError, ecs, event_pattern, event_patterns};
