use event_pattern::*;

event_pattern! {
    fn rule(event: &Event<ecs::TaskStateChange>) -> Result<bool, EventError> { "source": ["aws.ecs"] }
}

fn main() {}
