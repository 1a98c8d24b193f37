use event_pattern::ecs::ContainerInstanceStateChange;
use event_pattern::{Event, event_pattern};

event_pattern! {
    fn rule(event: &Event<ContainerInstanceStateChange>) -> bool {
        "detail": { "status": ["DRAINED"] }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _: fn(&Event<ContainerInstanceStateChange>) -> bool = rule;
}
