use event_pattern::*;

event_pattern! {
    fn rule(event: &Event<ecs::TaskStateChange>) -> bool { "source": ["aws.ecs"] }
    fn rule(event: &Event<ecs::TaskStateChange>) -> bool { "account": ["123456789012"] }
}

fn main() {}
