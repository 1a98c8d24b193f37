use event_pattern::*;

event_pattern! {
    fn rule(event: &Event<ecs::TaskStateChange>) -> Result<bool, JsonError> { "source": ["aws.ecs"] }
}

fn main() {}
