use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, JsonError> {
        "state": [{ "anything-but": { "prefix": "" } }]
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
