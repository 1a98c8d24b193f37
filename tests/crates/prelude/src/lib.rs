//! A prelude of a company. Its other crates depend on this crate and not on event-pattern.

pub use ::event_pattern;
pub use ::event_pattern::{Event, EventError, ecs, event_pattern, event_patterns};
