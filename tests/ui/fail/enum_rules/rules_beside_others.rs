#![deny(deprecated)]

use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed { "source": ["my.jobs"], "detail": { "state": ["FAILED", "LATE"] } }
        AlsoFailed { "detail": { "state": ["FAILED", "LATE"] }, "source": ["my.jobs"] }
        #[event_pattern(allow(duplicate_rule))]
        Again { "source": ["my.jobs"], "detail": { "state": ["FAILED", "LATE"] } }
        // What only `event-pattern check --sets` compares: this rule matches whatever the others match.
        Any { "source": ["my.jobs"] }
    }
}

fn main() {}
