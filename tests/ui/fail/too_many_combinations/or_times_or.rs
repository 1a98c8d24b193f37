use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "one": { "$or": [{ "a": [1] }, { "b": [1] }] },
        "two": { "$or": [{ "a": [1] }, { "b": [1] }] },
        "three": { "$or": [{ "a": [1] }, { "b": [1] }] },
        "four": { "$or": [{ "a": [1] }, { "b": [1] }] },
        "five": { "$or": [{ "a": [1] }, { "b": [1] }] },
        "six": { "$or": [{ "a": [1] }, { "b": [1] }] },
        "seven": { "$or": [{ "a": [1] }, { "b": [1] }] },
        "eight": { "$or": [{ "a": [1] }, { "b": [1] }] },
        "nine": { "$or": [{ "a": [1] }, { "b": [1] }] },
        "ten": { "$or": [{ "a": [1] }, { "b": [1] }] },
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
