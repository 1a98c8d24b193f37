//! What errors say.

use crate::support::{add_table, literal, message, rows, session, texts};
use datafusion::arrow::array::Int64Array;
use datafusion::prelude::SessionContext;
use event_pattern::RuleSet;
use event_pattern_datafusion::EventFunctions;
use std::sync::Arc;

fn archive(event: &str) -> SessionContext {
    let ctx = session();
    let number = Arc::new(Int64Array::from(vec![1]));
    add_table(&ctx, "events", vec![("event", texts([Some(event)])), ("number", number)]);
    ctx
}

#[tokio::test]
async fn an_invalid_call_is_explained() {
    let ctx = archive("{}");
    let cases = [
        ("event_matches(event)", "event_matches: expected the arguments (event, pattern), found 1 arguments"),
        ("event_explain(event, event, event)", "event_explain: expected the arguments (event, pattern), found 3"),
        (
            "event_matches(number, '{\"a\": [1]}')",
            "event_matches: expected the JSON text of an event, as text or bytes, found Int64",
        ),
        ("event_matches(event, number)", "event_matches: expected the JSON text of the pattern, found Int64"),
        ("event_rules(event, event)", "event_rules: the rules must be a constant, not a column"),
        (
            "event_rules(event)",
            "help: pass them as the second argument, or register them with `EventFunctions::with_rules`",
        ),
        ("event_matches(event, '{\"a\": 1}')", "put the value in brackets"),
        ("event_explain(event, '')", "the pattern is invalid"),
        ("event_rules(event, '[]')", "the rules are invalid: invalid type: sequence, expected a JSON object of rules"),
        ("event_rules(event, '{} {}')", "the rules are invalid: trailing characters"),
        ("event_rules(event, '{\"a\": {\"b\": [1]}, \"a\": {\"b\": [2]}}')", "duplicate rule name `a`"),
        ("event_rules(event, '{\"a\": {\"b\": 1}}')", "put the value in brackets"),
    ];
    for (call, expected) in cases {
        let sql = format!("SELECT {call} FROM events");
        let message = message(&ctx, &sql).await;
        assert!(message.contains(expected), "{call}: {message}");
    }
}

#[tokio::test]
async fn a_pattern_that_is_almost_certainly_wrong_is_an_error() {
    let ctx = archive("{}");
    let pattern =
        r#"{"source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": {"lastStatus": ["STOPED"]}}"#;
    let rules = format!(r#"{{"typo": {pattern}}}"#);
    let calls = [
        (format!("event_matches(event, {})", literal(pattern)), "did you mean `\"STOPPED\"`?"),
        (format!("event_explain(event, {})", literal(pattern)), "did you mean `\"STOPPED\"`?"),
        (format!("event_rules(event, {})", literal(&rules)), "rule `typo`:"),
    ];
    for (call, expected) in calls {
        for sql in [format!("SELECT {call} FROM events"), format!("SELECT event FROM events WHERE {call} IS NOT NULL")]
        {
            let message = message(&ctx, &sql).await;
            assert!(message.contains(expected), "{message}");
            assert!(message.contains("`SET event_pattern.check_patterns = false`"), "{message}");
        }
    }
    let registered = RuleSet::builder().add("typo", pattern).unwrap().build();
    EventFunctions::new().with_rules(registered).register(&ctx).unwrap();
    for _ in 0..2 {
        let message = message(&ctx, "SELECT event_rules(event) FROM events").await;
        assert!(message.contains("rule `typo`:"), "{message}");
    }
    rows(&ctx, "SET event_pattern.check_patterns = false").await.unwrap();
    let sql = format!("SELECT event_matches(event, {}), event_rules(event) FROM events", literal(pattern));
    assert_eq!(rows(&ctx, &sql).await.unwrap(), ["false|[]"]);
}

#[tokio::test]
async fn an_event_that_cannot_be_evaluated_is_shown() {
    let sql = r#"SELECT event_matches(event, '{"a": [1]}') FROM events"#;
    let short = message(&archive("[1, 2]"), sql).await;
    assert!(short.contains("event_matches: expected a JSON object at byte 0, in the event `[1, 2]`\n"), "{short}");
    assert!(short.contains("`SET event_pattern.invalid_events = 'null'`"), "{short}");
    let long = message(&archive(&"é".repeat(1000)), sql).await;
    assert!(long.contains("éé…`") && long.len() < 600, "{long}");
}

#[tokio::test]
async fn an_unknown_value_of_an_option_is_an_error() {
    let message = message(&session(), "SET event_pattern.invalid_events = 'ignore'").await;
    assert!(message.contains("expected `fail` or `null`, found `ignore`"), "{message}");
}
