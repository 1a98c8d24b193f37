use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "detail": { "a": [{ "$field": "detail.b" }] }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _ = rule(b"{}");
}
