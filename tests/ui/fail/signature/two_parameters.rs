use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>, name: &str) -> bool { "source": ["aws.ecs"] }
}

fn main() {}
