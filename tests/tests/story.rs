//! Tests the rule in the README: the `run-test` container itself failed, whatever its sidecars did.

use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    /// The `run-test` container itself failed.
    pub fn run_test_failed(event: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": {
            // Comments and trailing commas are welcome.
            "lastStatus": ["STOPPED"],
            "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] },
        },
    }

    fn any_source(json: &[u8]) -> Result<bool, event_pattern::EventError> {
        "detail": { "état": ["ok"] }
    }

    fn with_json_escapes(json: &[u8]) -> Result<bool, event_pattern::EventError> {
        r#"{ "detail": { "\u00e9tat": ["ok"] } }"#
    }
}

const PATTERN: &str = r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"],"containers":{"name":["run-test"],"exitCode":[{"anything-but":[0]}]}}}"#;

#[test]
fn a_rule_has_its_pattern_as_json_text() {
    assert_eq!(run_test_failed::PATTERN, PATTERN);
    assert!(!run_test_failed::matches_json(b"{}").unwrap());
    let _: fn(&Event<TaskStateChange>) -> bool = run_test_failed;
}

#[test]
fn a_rule_on_json_bytes_matches_strings_with_and_without_escapes() {
    assert_eq!(any_source("{\"detail\":{\"état\":\"ok\"}}".as_bytes()), Ok(true));
    assert_eq!(with_json_escapes("{\"detail\":{\"état\":\"ok\"}}".as_bytes()), Ok(true));
    assert_eq!(with_json_escapes(br#"{"detail":{"\u00E9tat":"no"}}"#), Ok(false));
    assert!(any_source(b"[]").is_err());
}
