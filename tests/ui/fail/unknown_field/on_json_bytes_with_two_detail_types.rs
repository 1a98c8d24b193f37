use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "detail-type": ["ECS Service Action", "ECS Deployment State Change"],
        "detail": { "desiredCount": [1], "eventNames": ["SERVICE_STEADY_STATE"] }
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
