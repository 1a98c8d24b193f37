use event_pattern::{EventError, event_pattern};

event_pattern! {
    // A comment before the rule.
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        // One line.
        "source": ["my.jobs",], // At the end of a line.
        /* Several
           lines. */
        "detail": {
            "state": [
                "FAILED", /* in the middle */
                { "prefix": "CANCEL", },
            ],
            "$or": [
                { "code": [{ "numeric": [">", 0,], }], },
                { "code": [-1], },
            ],
        },
    }
}

#[test]
fn the_rules_compile_and_match() {
    assert_eq!(rule(br#"{"source":"my.jobs","detail":{"state":"CANCELLED","code":-1}}"#), Ok(true));
    assert!(!rule::PATTERN.contains([' ', '/']) && !rule::PATTERN.contains(",]"));
}
