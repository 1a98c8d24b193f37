use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "source": ["my.jobs"],
        "detail": {{ "state": ["OK"] }}
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
