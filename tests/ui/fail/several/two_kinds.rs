use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "source": "my.jobs",
        "size": [1_000],
        "state": [{ "prefx": "run-" }],
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
