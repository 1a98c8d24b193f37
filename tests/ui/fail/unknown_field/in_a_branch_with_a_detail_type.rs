use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "$or": [
            { "detail-type": ["ECS Service Action"], "detail": { "desiredCounts": [1] } },
            { "detail-type": ["Order Placed"], "detail": { "total": [1] } }
        ]
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
