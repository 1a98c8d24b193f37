use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, JsonError> {
        "address": [{ "cidr": "10.0.0.1/32" }]
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
