#![deny(deprecated)]

use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed { "detail": { "state": ["FAILED"] } }
        AlsoFailed { "detail": { "state": ["FAILED"] } }
        Any { "detail": { "state": [{ "prefix": "F" }] } }
        #[event_pattern(allow(implied_rule))]
        Late { "detail": { "state": [{ "prefix": "LATE" }] } }
        VeryLate { "detail": { "state": ["LATE2"] } }
    }
}

fn main() {}
