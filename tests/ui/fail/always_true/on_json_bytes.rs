#![deny(deprecated)]

use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "detail": { "total": [{ "exists": true }, { "exists": false }] }
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
