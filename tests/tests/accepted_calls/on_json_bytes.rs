use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn paid(json: &[u8]) -> Result<bool, EventError> {
        "detail": { "state": ["PAID"], "amount": [{ "numeric": [">", 100] }] }
    }
}

#[test]
fn the_rules_compile_and_match() {
    assert_eq!(paid(br#"{"detail":{"state":"PAID","amount":150.5}}"#), Ok(true));
    assert_eq!(paid::matches_json(br#"{"detail":{"state":"PAID","amount":"150"}}"#), Ok(false));
    assert!(paid(b"[]").is_err());
}
