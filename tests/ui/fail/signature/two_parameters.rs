use event_pattern::*;

event_pattern! {
    fn rule(event: &Event<ecs::TaskStateChange>, name: &str) -> bool { "source": ["aws.ecs"] }
}

fn main() {}
