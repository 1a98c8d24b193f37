//! The prelude of a company. The other crates of the company depend on this crate instead of on event-pattern.

pub use ::event_pattern;
pub use ::event_pattern::{Event, EventError, ecs, event_pattern, event_patterns};
