use event_pattern::*;

event_pattern! {
    fn rule(event: &Event) -> bool { "source": ["aws.ecs"] }
}

fn main() {}
