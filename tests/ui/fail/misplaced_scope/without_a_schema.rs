use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, JsonError> {
        "detail-type": ["Order Placed"],
        "detail": { "items": { "$any": { "count": [2] } } }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _ = rule(b"{}");
}
