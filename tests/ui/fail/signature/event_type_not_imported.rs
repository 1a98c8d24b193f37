use event_pattern::*;

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }
}

fn main() {}
