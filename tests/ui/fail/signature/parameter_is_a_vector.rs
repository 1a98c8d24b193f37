use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &Vec<u8>) -> Result<bool, JsonError> { "source": ["aws.ecs"] }
}

fn main() {}
