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
    let _ = Alert::matching_json(b"{}");
    let _: fn(&Event<ecs::TaskStateChange>) -> AlertSet = Alert::matching;
    let _: fn(Alert, &Event<ecs::TaskStateChange>) -> bool = Alert::matches;
}
