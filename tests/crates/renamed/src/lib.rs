//! Rules in a crate that depends on event-pattern under another name.

#![cfg(test)]

#[path = "../../rules.rs"]
mod rules;

use ep::{Event, EventError, ecs::TaskStateChange, event_pattern, event_patterns};

event_pattern! {
    #[event_pattern(crate = ep)]
    fn with_path(json: &[u8]) -> Result<bool, EventError> { "detail": { "total": [1] } }

    #[event_pattern(crate = "ep")]
    fn with_path_in_string(json: &[u8]) -> Result<bool, EventError> { "detail": { "total": [1] } }
}

#[test]
fn the_attribute_crate_takes_a_path_or_a_string() -> Result<(), EventError> {
    assert!(with_path(br#"{ "detail": { "total": 1 } }"#)? && with_path_in_string(br#"{ "detail": { "total": 1 } }"#)?);
    Ok(())
}
