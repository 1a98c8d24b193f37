use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<u8, JsonError> { "source": ["aws.ecs"] }
}

fn main() {}
