use event_pattern::*;

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, ()> { "source": ["aws.ecs"] }
}

fn main() {}
