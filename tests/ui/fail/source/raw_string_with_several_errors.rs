use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        r#"{
            "state": [],
            "code": [{ "numeric": [">", 5, "<", 0] }],
            "größe": [{ "prefix": 5 }]
        }"#
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
