use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Chnage"],
        "detail": { "lastStatus": ["STOPPED"] }
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
