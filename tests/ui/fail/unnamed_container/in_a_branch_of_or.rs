#![deny(deprecated)]

use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "lastStatus": ["STOPPED"],
            "$or": [
                { "containers": { "name": ["app"], "exitCode": [1] } },
                { "containers.exitCode": [2] }
            ]
        }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _: fn(&Event<TaskStateChange>) -> bool = rule;
}
