#![deny(deprecated)]

use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "detail-type": ["ECS Task State Change"],
        "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [1] } }
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
