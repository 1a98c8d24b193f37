use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "detail-type": ["Order Placed"],
        "detail": { "items": { "$any": { "count": [2] } } }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _ = rule(b"{}");
}
