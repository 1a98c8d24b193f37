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
fn what_lambda_receives_is_recognised() {
    let text = event().to_string();
    check([
        (
            json!({ "Records": [{ "messageId": "1", "eventSource": "aws:sqs", "body": text }] }),
            "an event that Lambda receives from Amazon SQS",
            "`jq -c '.Records[].body | fromjson'`",
        ),
        (
            json!({ "Records": [{ "EventSource": "aws:sns", "Sns": { "Message": text } }] }),
            "an event that Lambda receives from Amazon SNS",
            "`jq -c '.Records[].Sns.Message | fromjson'`",
        ),
        (
            json!({ "Records": [{ "eventSource": "aws:kinesis", "kinesis": { "data": "e30=" } }] }),
            "an event that Lambda receives from Amazon Kinesis",
            "| @base64d | fromjson'`",
        ),
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
            json!({ "Records": [{ "eventSource": "aws:other", "payload": { "event": event() } }] }),
            "an object with an event in `Records[].payload.event`",
            "`jq -c '.Records[].payload.event'`",
        ),
    ]);
}

#[test]
fn messages_and_logs_are_recognised() {
    let text = event().to_string();
    check([
        (
            json!({ "Messages": [{ "MessageId": "1", "ReceiptHandle": "x", "Body": text }] }),
            "the output of `aws sqs receive-message`",
            "`jq -c '.Messages[].Body | fromjson'`",
        ),
        (json!({ "MessageId": "1", "Body": text }), "a message of Amazon SQS", "`jq -c '.Body | fromjson'`"),
        (json!({ "messageId": "1", "body": text }), "a message of Amazon SQS", "`jq -c '.body | fromjson'`"),
        (
            json!({ "Type": "Notification", "TopicArn": "arn:aws:sns:us-east-1:123456789012:t", "Message": text }),
            "a notification of Amazon SNS",
            "`jq -c '.Message | fromjson'`",
        ),
        (
            json!({ "Entries": [{ "Source": "a", "DetailType": "b", "Detail": "{}" }] }),
            "the input of `aws events put-events`",
            "detail: (.Detail | fromjson)}'`",
        ),
        (
            json!({ "Source": "a", "DetailType": "b", "Detail": "{}" }),
            "an entry for `aws events put-events`",
            "`jq -c '{source: .Source,",
        ),
        (
            json!({ "results": [[{ "field": "@message", "value": text }]], "statistics": {}, "status": "Complete" }),
            "the results of CloudWatch Logs Insights",
            r#"select(.field == "@message").value | fromjson'`"#,
        ),
        (
            json!({ "field": "@message", "value": text }),
            "a field in results of CloudWatch Logs Insights",
            "`jq -c '.[][] | select",
        ),
        (
            json!({ "awslogs": { "data": "H4sI" } }),
            "the data that Lambda receives from CloudWatch Logs",
            "`jq -r .awslogs.data | base64 -d | gunzip`",
        ),
        (
            json!({ "records": [{ "recordId": "1", "data": "e30=" }] }),
            "an event that Lambda receives from Amazon Data Firehose",
            "| @base64d | fromjson'`",
        ),
        (
            json!({ "version": "1.0", "requestContext": {}, "requestPayload": event(), "responsePayload": {} }),
            "a record of an invocation of a Lambda function",
            "`jq -c '.requestPayload'`",
        ),
        (
            json!({ "tasks": [{ "taskArn": "x" }], "failures": [] }),
            "the output of `aws ecs describe-tasks`",
            "`event-pattern test`",
        ),
        (
            json!({ "eventVersion": "1.08", "eventSource": "ecs.amazonaws.com", "eventName": "RunTask" }),
            "a record of AWS CloudTrail",
            "the `detail` of an `AWS API Call via CloudTrail`",
        ),
    ]);
}

#[test]
fn other_objects_are_described() {
    let text = event().to_string();
    check([
        (
            json!({ "date": 1.5, "log": text }),
            "an object with an event in `log`",
            "extract the events with `jq -c '.log | fromjson'`",
        ),
        (
            json!({ "@timestamp": "2026-01-01", "@message": event() }),
            r#"an object with an event in `"@message"`"#,
            r#"`jq -c '."@message"'`"#,
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
