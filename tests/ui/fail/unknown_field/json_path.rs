use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool {
        "$.detail.lastStatus": ["STOPPED"],
        "detail": { "containers[0].name": ["run-test"] }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _: fn(&Event<TaskStateChange>) -> bool = rule;
}
