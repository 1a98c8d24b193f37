use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "a": [{ "cidr": "10.0.0/24" }],
        "b": [{ "cidr": "10.0.0.0/255.0.0.0" }],
        "c": [{ "cidr": "10.0.0.0/-8" }],
        "d": [{ "cidr": "10.0.0.0/8/8" }],
        "e": [{ "cidr": "2001:db8::1/128" }],
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
