use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "a": [{ "numeric": ["==", 5] }],
        "b": [{ "numeric": [5] }],
        "c": [{ "numeric": [">="] }],
        "d": [{ "numeric": [">", 0, ">=", 5] }],
        "e": [{ "numeric": [">", 0, 5] }],
        "f": [{ "numeric": [">", 0, "<", 5, "<", 6] }],
        "g": [{ "numeric": ["=", 5, "<", 6] }],
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
