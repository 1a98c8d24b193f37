use event_pattern::{Event, JsonError, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> Result<bool, JsonError> { "source": ["aws.ecs"] }
}

fn main() {}
