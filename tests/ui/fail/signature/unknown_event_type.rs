use event_pattern::*;

event_pattern! {
    fn rule(event: &Event<ObjectCreated>) -> bool { "source": ["aws.ecs"] }
}

struct ObjectCreated;

fn main() {}
