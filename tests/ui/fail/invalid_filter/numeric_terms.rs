use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, JsonError> {
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
