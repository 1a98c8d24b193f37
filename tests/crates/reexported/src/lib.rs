//! Rules in a crate that has event-pattern from a prelude only.

#![cfg(test)]

#[path = "../../rules.rs"]
mod rules;

use event_pattern_test_prelude::{Event, EventError, ecs::TaskStateChange, event_pattern, event_patterns};

event_pattern! {
    #[event_pattern(crate = event_pattern_test_prelude::event_pattern)]
    fn with_path(json: &[u8]) -> Result<bool, EventError> { "detail": { "total": [1] } }

    #[event_pattern(crate = "event_pattern_test_prelude::event_pattern")]
    fn with_path_in_string(json: &[u8]) -> Result<bool, EventError> { "detail": { "total": [1] } }
}

#[test]
fn the_crate_may_be_named_by_a_path_or_a_string() -> Result<(), EventError> {
    assert!(with_path(br#"{ "detail": { "total": 1 } }"#)? && with_path_in_string(br#"{ "detail": { "total": 1 } }"#)?);
    Ok(())
}
