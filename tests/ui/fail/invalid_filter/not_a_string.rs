use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "a": [{ "prefix": 5 }],
        "b": [{ "suffix": null }],
        "c": [{ "suffix": { "equals-ignore-case": 5 } }],
        "d": [{ "equals-ignore-case": true }],
        "e": [{ "wildcard": {} }],
        "f": [{ "exactly": 5 }],
        "g": [{ "cidr": 10 }],
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
