use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "size": [1_000, 0x10, 7u8],
        "state": ['A', None],
        owner: ["me"],
        "done": [True],
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
