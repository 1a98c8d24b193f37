use event_pattern::*;

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, String> { "source": ["aws.ecs"] }
}

fn main() {}
