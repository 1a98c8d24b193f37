use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }
    fn rule(event: &Event<TaskStateChange>) -> bool { "account": ["123456789012"] }
}

fn main() {}
