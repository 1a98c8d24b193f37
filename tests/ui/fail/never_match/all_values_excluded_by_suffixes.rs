use event_pattern::ecs::ContainerInstanceHealthChange;
use event_pattern::{Event, event_pattern};

event_pattern! {
    fn rule(event: &Event<ContainerInstanceHealthChange>) -> bool {
        "detail": { "overallStatus": [{ "anything-but": { "suffix": ["OK", "ED", "DATA", "ING"] } }] }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _: fn(&Event<ContainerInstanceHealthChange>) -> bool = rule;
}
