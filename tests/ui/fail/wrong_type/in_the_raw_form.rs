use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, JsonError> {
        "detail-type": ["ECS Task State Change"],
        "detail": { "version": ["3"] }
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
