#![deny(deprecated)]

use event_pattern::*;

event_patterns! {
    enum Alert for Event<ecs::TaskStateChange> {
        Stopped { "detail": { "lastStatus": ["STOPPED"] } }
        #[event_pattern(allow(unknown_field))]
        New { "detail": { "newField": ["x"] } }
    }
}

fn main() {
    let _ = Alert::matching(b"{}");
    let _: fn(&Event<ecs::TaskStateChange>) -> AlertSet = Alert::matching_event;
    let _: fn(Alert, &Event<ecs::TaskStateChange>) -> bool = Alert::matches;
}
