use event_pattern::*;

event_pattern! {
    fn rule(json: &[u8]) -> bool { "source": ["aws.ecs"] }
}

fn main() {}
