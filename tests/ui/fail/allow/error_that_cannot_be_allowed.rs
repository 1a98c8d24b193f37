use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, event_pattern};

event_pattern! {
    #[event_pattern(allow(wrong_type))]
    fn rule(event: &Event<TaskStateChange>) -> bool {
        "detail": { "version": ["3"] }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _: fn(&Event<TaskStateChange>) -> bool = rule;
}
