use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, event_pattern};

event_pattern! {
    #[event_pattern(allow(unknown_field))]
    fn rule(event: &Event<TaskStateChange>) -> bool {
        "detail": { "newField": ["x"], "lastStatus": ["PAUSED"] }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _: fn(&Event<TaskStateChange>) -> bool = rule;
}
