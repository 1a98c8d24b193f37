use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, JsonError> {
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
