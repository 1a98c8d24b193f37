use event_pattern::*;

event_pattern! {
    fn rule(event: &Event<ecs::TaskStateChange>) { "source": ["aws.ecs"] }
}

fn main() {}
