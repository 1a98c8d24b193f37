use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn rule(_: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }
}

fn main() {}
