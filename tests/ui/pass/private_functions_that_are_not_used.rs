#![deny(warnings)]

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn called(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }

    fn bytes_only(json: &[u8]) -> Result<bool, EventError> { "source": ["aws.ecs"] }
}

fn main() {
    // Neither `called::PATTERN` nor `called::matches_json` is used.
    let _: fn(&Event<TaskStateChange>) -> bool = called;
    let _ = bytes_only(b"{}");
}
