use event_pattern::{EventError, event_pattern, event_patterns};

event_pattern! {
    #![event_pattern(allow(fires_twise))]

    fn rule(json: &[u8]) -> Result<bool, EventError> { "source": ["my.jobs"] }
}

event_patterns! {
    #![event_pattern(allow(invalid_json))]

    enum Job { Failed { "detail": { "state": ["FAILED"] } } }
}

fn main() {
    assert_eq!(rule(b"{}"), Ok(false));
    assert!(Job::matching_json(b"{}").is_ok_and(|matched| matched.is_empty()));
}
