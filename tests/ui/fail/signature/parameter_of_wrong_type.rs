use event_pattern::*;

event_pattern! {
    fn rule(event: &str) -> bool { "source": ["aws.ecs"] }
}

fn main() {}
