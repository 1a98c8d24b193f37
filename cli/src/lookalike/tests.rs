use super::*;
use crate::arguments::Documents;
use serde_json::json;

fn known() -> KnownEvents {
    KnownEvents::read(&Documents::default()).unwrap()
}

fn event() -> Value {
    json!({ "version": "0", "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {} })
}

/// Checks the name of each object, and that its help contains a text.
fn check<const COUNT: usize>(cases: [(Value, &str, &str); COUNT]) {
    for (object, name, help) in cases {
        let lookalike = of(&object.to_string(), &known()).unwrap_or_else(|| panic!("{object}"));
        assert_eq!(lookalike.name, name, "{object}");
        assert!(lookalike.help().contains(help), "{}", lookalike.help());
    }
}

#[test]
fn objects_of_aws_services_are_recognised() {
    check([
        (
            json!({ "Records": [{ "eventVersion": "2.1", "eventSource": "aws:s3", "eventName": "ObjectCreated:Put" }] }),
            "an event notification of Amazon S3",
            "another form",
        ),
        (
            json!({ "Records": [{ "eventVersion": "1.08", "eventSource": "ecs.amazonaws.com", "eventName": "RunTask" }] }),
            "a log file of AWS CloudTrail",
            "the `detail` of an `AWS API Call via CloudTrail`",
        ),
        (
            json!({ "eventVersion": "1.08", "eventSource": "ecs.amazonaws.com", "eventName": "RunTask" }),
            "a record of AWS CloudTrail",
            "the `detail` of an `AWS API Call via CloudTrail`",
        ),
        (
            json!({ "results": [[{ "field": "detail.state", "value": "x" }]], "statistics": {}, "status": "Complete" }),
            "the results of CloudWatch Logs Insights without `@message`",
            "add `@message` to the fields of the query",
        ),
        (
            json!({ "field": "detail.state", "value": "x" }),
            "a field in results of CloudWatch Logs Insights",
            "add `@message`",
        ),
        (
            json!({ "Records": [{ "eventSource": "aws:other", "payload": { "event": event() } }] }),
            "an object with an event in `Records[].payload.event`",
            "`jq -c '.Records[].payload.event'`",
        ),
    ]);
}

#[test]
fn other_objects_are_described() {
    let text = event().to_string();
    check([
        (
            json!({ "date": 1.5, "line": text }),
            "an object with an event in `line`",
            "extract the events with `jq -c '.line | fromjson'`",
        ),
        (
            json!({ "@timestamp": "2026-01-01", "@event": event() }),
            r#"an object with an event in `"@event"`"#,
            r#"`jq -c '."@event"'`"#,
        ),
        (
            json!({ "a": 1, "items": [[{ "x": [{ "event text": text }] }]] }),
            r#"an object with an event in `items[][].x[]."event text"`"#,
            r#"`jq -c '.items[][].x[]."event text" | fromjson'`"#,
        ),
        (
            json!({ "taskArn": "x", "lastStatus": "RUNNING", "desiredStatus": "RUNNING" }),
            "only the `detail` of an ECS task state change",
            r#"`jq -c '{source: "aws.ecs", "detail-type": "ECS Task State Change", detail: .}'`"#,
        ),
        (
            json!({ "eventName": "SERVICE_TASK_PLACEMENT_FAILURE", "eventType": "ERROR", "clusterArn": "x", "reason": "y" }),
            "only the `detail` of an ECS service action",
            r#""detail-type": "ECS Service Action""#,
        ),
        (json!({ "source": ["aws.ecs"] }), "a pattern", "did you swap the pattern and the event?"),
        (json!({ "detail": { "lastStatus": ["STOPPED"] } }), "a pattern", "did you swap"),
        (json!({ "detail-type": ["x"], "detail": "not even valid" }), "a pattern", "did you swap"),
        (json!({ "hello": "world" }), "an object without `source` and `detail-type`", "every event of EventBridge has"),
        (json!({ "version": "0", "detail": {} }), "an object without `source` and `detail-type`", "every event"),
        (json!({}), "an object without `source` and `detail-type`", "every event"),
    ]);
}

#[test]
fn an_event_may_lack_fields() {
    for text in [
        &event().to_string(),
        r#"{"source": "x"}"#,
        r#"{"detail-type": "x"}"#,
        r#"{"\u0073ource": 1, "Records": [{"eventSource": "aws:sqs"}]}"#,
        "[]",
        "{",
    ] {
        assert_eq!(of(text, &known()), None, "{text}");
    }
}
