use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, JsonError> {
        "address": [{ "cidr": "2001:db8::1/128" }]
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
