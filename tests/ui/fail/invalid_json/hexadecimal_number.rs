use event_pattern::{JsonError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, JsonError> {
        "port": [0x1F90]
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
