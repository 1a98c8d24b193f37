#![allow(clippy::needless_lifetimes)]
#![deny(elided_lifetimes_in_paths)]

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn named<'event, 'json>(event: &'event Event<'json, TaskStateChange<'json>>) -> bool {
        "detail": { "containers": { "name": ["run-test"], "exitCode": [1] } }
    }

    fn anonymous(event: &Event<'_, TaskStateChange<'_>>) -> bool {
        "detail": { "containers": { "name": ["run-test"], "exitCode": [1] } }
    }

    fn of_bytes<'json>(json: &'json [u8]) -> Result<bool, EventError> { "source": ["aws.ecs"] }
}

#[test]
fn the_rules_compile_and_match() {
    let _: [fn(&Event<'_, TaskStateChange<'_>>) -> bool; 2] = [named, anonymous];
    assert_eq!(of_bytes(b"{}"), Ok(false));
}
