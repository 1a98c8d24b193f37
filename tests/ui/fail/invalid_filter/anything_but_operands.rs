use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "a": [{ "anything-but": [true] }],
        "b": [{ "anything-but": { "contains": "x" } }],
        "c": [{ "anything-but": { "prefix": { "equals-ignore-case": "run-" } } }],
        "d": [{ "anything-but": { "suffix": [] } }],
        "e": [{ "anything-but": { "prefix": "a", "suffix": "b" } }],
        "f": [{ "anything-but": { "wildcard": [5] } }],
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
