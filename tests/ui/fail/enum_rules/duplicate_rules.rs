#![deny(deprecated)]

use event_pattern::*;

event_patterns! {
    enum Alert {
        Failed { "source": ["my.jobs"], "detail": { "state": ["FAILED", "LATE"] } }
        AlsoFailed { "detail": { "state": ["FAILED", "LATE"] }, "source": ["my.jobs"] }
        #[event_pattern(allow(duplicate_rule))]
        Again { "source": ["my.jobs"], "detail": { "state": ["FAILED", "LATE"] } }
        // This rule matches every event that the others match. Only `event-pattern check --sets` reports that.
        Any { "source": ["my.jobs"] }
    }
}

fn main() {}
