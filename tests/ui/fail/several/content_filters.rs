use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "state": [{ "prefix": 5 }, { "Suffix": "x" }, {}],
        "code": [{ "numeric": ["<", "5"] }],
        "address": [{ "cidr": "10.0.0.0" }],
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
