#![deny(deprecated)]

use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "detail": { "sourceIPAddress": [{ "cidr": "10.0.0.0/8" }, { "cidr": "10.1.0.0/16" }] }
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
