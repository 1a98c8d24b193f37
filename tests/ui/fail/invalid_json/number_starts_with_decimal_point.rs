use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "ratio": [.5]
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
