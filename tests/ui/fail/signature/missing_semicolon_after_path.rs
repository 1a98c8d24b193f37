use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool = "patterns/rule.json"
}

fn main() {}
