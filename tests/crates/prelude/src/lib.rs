//! The prelude crate of a company. The company's other crates depend on this crate instead of on event-pattern.

pub use ::event_pattern;
pub use ::event_pattern::{Event, EventError, ecs, event_pattern, event_patterns};
