use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, JsonError> {
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": { "containters": { "name": ["app"] } }
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
