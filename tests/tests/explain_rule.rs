//! Tests `explain` for a rule and for a pattern that is parsed at run time.

use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, EventError, Pattern, event_pattern};

event_pattern! {
    fn run_test_vanished(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "lastStatus": ["STOPPED"],
            "containers": { "$any": { "name": ["run-test"], "exitCode": [{ "exists": false }] } }
        }
    }

    fn order_placed(json: &[u8]) -> Result<bool, EventError> {
        "detail-type": ["Order Placed"],
        "detail": { "total": [{ "numeric": [">", 100] }] }
    }
}

#[test]
fn a_rule_on_a_typed_event_is_explained() -> Result<(), EventError> {
    let event = br#"{"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {
        "lastStatus": "STOPPED", "containers": [{"name": "run-test", "exitCode": 0}]
    }}"#;
    assert!(!run_test_vanished::matches_json(event)?);
    let explanation = run_test_vanished::explain(event)?;
    assert!(!explanation.is_match());
    let summary = "`$any` on `detail.containers` fails: containers[0] (run-test), the only element, does not match because \
                   `exitCode` is 0, but the pattern requires {\"exists\": false}";
    assert_eq!(explanation.summary(), summary);
    assert!(run_test_vanished::PREFILTER.ends_with(r#""containers":{"name":["run-test"]}}}"#));
    let function: fn(&Event<TaskStateChange>) -> bool = run_test_vanished;
    let _ = function;
    Ok(())
}

#[test]
fn a_rule_on_json_is_explained() -> Result<(), EventError> {
    let explanation =
        order_placed::explain(br#"{"detail-type": "Order Placed", "detail": {"total": 100.5}} trailing"#)?;
    assert!(explanation.is_match() && order_placed(br#"{"detail-type": "Order Placed", "detail": {"total": 100.5}}"#)?);
    let text = "match: the event satisfies every condition\n\n✓ detail-type: \"Order Placed\"\n  detail\n  ✓ total: 100.5 matches {\"numeric\": \
                [\">\", 100]}";
    assert_eq!(explanation.to_string(), text);
    assert!(explanation.to_coloured_text().contains("\u{1b}[1;92mmatch\u{1b}[0m"));
    assert!(explanation.to_json().starts_with("{\"match\":true,"));
    assert!(order_placed::explain(b"[]").is_err());
    Ok(())
}

#[test]
fn a_pattern_that_is_parsed_at_run_time_is_explained() -> Result<(), EventError> {
    let pattern: Pattern = r#"{"a": [1]}"#.parse().unwrap();
    assert_eq!(pattern.explain(br#"{"a": 2}"#)?.summary(), "`a` is 2 instead of 1");
    let deep = format!("{{\"a\": {}1{}}}", "[".repeat(600), "]".repeat(600));
    let explanation = pattern.explain(deep.as_bytes())?;
    assert!(explanation.is_match());
    assert_eq!(explanation.to_string(), "match: the event is nested too deeply to be explained");
    Ok(())
}
