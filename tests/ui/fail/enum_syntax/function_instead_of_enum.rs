use event_pattern::*;

event_patterns! {
    fn failed(json: &[u8]) -> Result<bool, EventError> { "detail": { "state": ["FAILED"] } }
}

fn main() {}
