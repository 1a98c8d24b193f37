use event_pattern::*;

event_pattern! {
    fn rule(_: &Event<ecs::TaskStateChange>) -> bool { "source": ["aws.ecs"] }
}

fn main() {}
