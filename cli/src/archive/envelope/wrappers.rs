//! The objects that wrap events, as AWS services and tools write them.

use super::path::Step::{self, Each, Has, Key, Member};
use Content::{Base64, Entry, Json, Nothing, Tasks};

/// An object that wraps events.
#[derive(Debug)]
pub(super) struct Wrapper {
    pub(super) name: &'static str,
    /// An event pattern that matches the object. It is applied only to objects without `detail-type`, because an object
    /// with `detail-type` is an event.
    pub(super) pattern: &'static str,
    /// The path to the values with the events.
    pub(super) path: &'static [Step],
    pub(super) content: Content,
}

/// What the values in a wrapper contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// JSON, or a string with JSON text, which may follow other text.
    Json,
    /// A string with text in base64. The text can be compressed, and can contain several events.
    Base64,
    /// An entry of `aws events put-events`.
    Entry,
    /// The output of `aws ecs describe-tasks`, or one of its tasks.
    Tasks,
    /// No event.
    Nothing(Note),
}

/// A remark about events or other parts of an archive, which is printed once with a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Note {
    /// An entry of `put-events` was converted to an event.
    Entry,
    /// A task of `describe-tasks` was converted to an event.
    Task,
    /// `describe-tasks` could not describe a task.
    MissingTask,
    /// A control message of CloudWatch Logs was skipped.
    ControlMessage,
    /// A field in the results of CloudWatch Logs Insights was skipped.
    OtherField,
}

const fn wrapper(name: &'static str, pattern: &'static str, path: &'static [Step], content: Content) -> Wrapper {
    Wrapper { name, pattern, path, content }
}

/// The wrappers. If several patterns match an object, the first one whose path leads to a value counts: a pattern cannot
/// ask for a key whose value may be an object.
pub(super) const WRAPPERS: &[Wrapper] = &[
    // Amazon SQS
    wrapper(
        "the event that Lambda receives from SQS",
        r#"{"Records": {"eventSource": ["aws:sqs"], "body": [{"exists": true}]}}"#,
        &[Key("Records"), Each, Key("body")],
        Json,
    ),
    wrapper(
        "the output of `aws sqs receive-message`",
        r#"{"Messages": {"Body": [{"exists": true}]}}"#,
        &[Key("Messages"), Each, Key("Body")],
        Json,
    ),
    wrapper(
        "an SQS message in the API",
        r#"{"MessageId": [{"exists": true}], "Body": [{"exists": true}]}"#,
        &[Key("Body")],
        Json,
    ),
    wrapper(
        "an SQS message that Lambda or Pipes receives",
        r#"{"messageId": [{"exists": true}], "body": [{"exists": true}]}"#,
        &[Key("body")],
        Json,
    ),
    // Amazon SNS
    wrapper(
        "the event that Lambda receives from SNS",
        r#"{"Records": {"Sns": {"Message": [{"exists": true}]}}}"#,
        &[Key("Records"), Each, Key("Sns"), Key("Message")],
        Json,
    ),
    wrapper(
        "an SNS record that Lambda receives",
        r#"{"Sns": {"Message": [{"exists": true}]}}"#,
        &[Key("Sns"), Key("Message")],
        Json,
    ),
    wrapper(
        "an SNS notification",
        r#"{"TopicArn": [{"exists": true}], "Message": [{"exists": true}]}"#,
        &[Key("Message")],
        Json,
    ),
    // Amazon Kinesis and Amazon Data Firehose
    wrapper(
        "the event that Lambda receives from Kinesis",
        r#"{"Records": {"kinesis": {"data": [{"exists": true}]}}}"#,
        &[Key("Records"), Each, Key("kinesis"), Key("data")],
        Base64,
    ),
    wrapper(
        "a Kinesis record that Lambda receives",
        r#"{"kinesis": {"data": [{"exists": true}]}}"#,
        &[Key("kinesis"), Key("data")],
        Base64,
    ),
    wrapper(
        "a Kinesis record that Pipes receives",
        r#"{"eventSource": ["aws:kinesis"], "data": [{"exists": true}]}"#,
        &[Key("data")],
        Base64,
    ),
    wrapper(
        "the output of `aws kinesis get-records`",
        r#"{"Records": {"SequenceNumber": [{"exists": true}], "Data": [{"exists": true}]}}"#,
        &[Key("Records"), Each, Key("Data")],
        Base64,
    ),
    wrapper(
        "the records that Firehose sends to Lambda and to HTTP endpoints",
        r#"{"records": {"data": [{"exists": true}]}}"#,
        &[Key("records"), Each, Key("data")],
        Base64,
    ),
    // Apache Kafka and Amazon MQ
    wrapper(
        "the event that Lambda receives from Kafka",
        r#"{"eventSource": ["aws:kafka", "SelfManagedKafka"]}"#,
        &[Key("records"), Member, Each, Key("value")],
        Base64,
    ),
    wrapper(
        "the event that Lambda receives from ActiveMQ",
        r#"{"eventSource": ["aws:mq"]}"#,
        &[Key("messages"), Each, Key("data")],
        Base64,
    ),
    wrapper(
        "the event that Lambda receives from RabbitMQ",
        r#"{"eventSource": ["aws:rmq"]}"#,
        &[Key("rmqMessagesByQueue"), Member, Each, Key("data")],
        Base64,
    ),
    // Amazon CloudWatch Logs
    wrapper(
        "the event that Lambda receives from a log group",
        r#"{"awslogs": {"data": [{"exists": true}]}}"#,
        &[Key("awslogs"), Key("data")],
        Base64,
    ),
    wrapper(
        "the data of a log subscription",
        r#"{"messageType": ["DATA_MESSAGE"]}"#,
        &[Key("logEvents"), Each, Key("message")],
        Json,
    ),
    // It only tests the connection.
    wrapper(
        "the control message of a log subscription",
        r#"{"messageType": ["CONTROL_MESSAGE"]}"#,
        &[],
        Nothing(Note::ControlMessage),
    ),
    // A page of the output can be empty.
    wrapper(
        "the output of `aws logs filter-log-events` or `get-log-events`",
        r#"{"$or": [
            {"events": {"message": [{"exists": true}]}},
            {"nextForwardToken": [{"exists": true}]},
            {"searchedLogStreams": {"logStreamName": [{"exists": true}]}}
        ]}"#,
        &[Key("events"), Each, Key("message")],
        Json,
    ),
    wrapper(
        "the results of CloudWatch Logs Insights",
        r#"{"results": {"field": ["@message"], "value": [{"exists": true}]}}"#,
        &[Key("results"), Each, Each, Has("field", "@message"), Key("value")],
        Json,
    ),
    wrapper(
        "the message in a row of results",
        r#"{"field": ["@message"], "value": [{"exists": true}]}"#,
        &[Key("value")],
        Json,
    ),
    // Such as `@ptr`, which is in every row.
    wrapper(
        "another field in a row of results",
        r#"{"field": [{"prefix": "@"}], "value": [{"exists": true}]}"#,
        &[],
        Nothing(Note::OtherField),
    ),
    wrapper(
        "a row of results that the console exports",
        r#"{"$or": [
            {"@message": [{"exists": true}]},
            {"@timestamp": [{"exists": true}]},
            {"@ptr": [{"exists": true}]}
        ]}"#,
        &[Key("@message")],
        Json,
    ),
    // Lines of logs
    wrapper(
        "a line of Docker, Fluent Bit or FireLens",
        r#"{"$or": [
            {"log": [{"exists": true}]},
            {"date": [{"exists": true}]},
            {"log": {"detail-type": [{"exists": true}]}},
            {"log": {"source": [{"exists": true}]}}
        ]}"#,
        &[Key("log")],
        Json,
    ),
    wrapper(
        "a log event, or a line in the JSON format of Lambda and other loggers",
        r#"{"source": [{"exists": false}], "$or": [
            {"message": [{"exists": true}], "timestamp": [{"exists": true}]},
            {"message": [{"exists": true}], "@timestamp": [{"exists": true}]},
            {"level": [{"exists": true}], "timestamp": [{"exists": true}]}
        ]}"#,
        &[Key("message")],
        Json,
    ),
    // AWS Lambda and Amazon EventBridge
    wrapper(
        "the record of an invocation that Lambda sends to a destination",
        r#"{"$or": [
            {"requestContext": {"functionArn": [{"exists": true}]}},
            {"requestPayload": {"detail-type": [{"exists": true}]}},
            {"requestPayload": {"source": [{"exists": true}]}}
        ]}"#,
        &[Key("requestPayload")],
        Json,
    ),
    wrapper(
        "the input of `aws events test-event-pattern`",
        r#"{"Event": [{"exists": true}], "EventPattern": [{"exists": true}]}"#,
        &[Key("Event")],
        Json,
    ),
    wrapper(
        "the input of `aws events put-events`",
        r#"{"Entries": {"DetailType": [{"exists": true}], "Source": [{"exists": true}]}}"#,
        &[Key("Entries"), Each],
        Entry,
    ),
    wrapper(
        "an entry of `aws events put-events`",
        r#"{"DetailType": [{"exists": true}], "Source": [{"exists": true}]}"#,
        &[],
        Entry,
    ),
    // Amazon ECS
    wrapper("the output of `aws ecs describe-tasks`", r#"{"tasks": {"taskArn": [{"exists": true}]}}"#, &[], Tasks),
    wrapper(
        "a task of `aws ecs describe-tasks`",
        r#"{
            "source": [{"exists": false}], "taskArn": [{"exists": true}], "lastStatus": [{"exists": true}],
            "containerArn": [{"exists": false}]
        }"#,
        &[],
        Tasks,
    ),
    // Of this command
    wrapper(
        "a case of `test --ndjson`",
        r#"{"source": [{"exists": false}], "$or": [
            {"event": [{"wildcard": "*{*"}]},
            {"event": {"detail-type": [{"exists": true}]}},
            {"event": {"source": [{"exists": true}]}}
        ]}"#,
        &[Key("event")],
        Json,
    ),
];
