use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u16]) -> Result<bool, JsonError> { "source": ["aws.ecs"] }
}

fn main() {}
