#![deny(deprecated)]

use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "resources": [
            { "wildcard": "*:stack/one/*" },
            { "wildcard": "*:stack/two/*" },
            { "wildcard": "*:stack/three/*" },
            { "wildcard": "*:stack/four/*" }
        ]
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
