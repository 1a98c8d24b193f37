use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        # Only failed jobs.
        "source": ["my.jobs"]
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
