//! The wrappers, as AWS services and tools write them.

use crate::support::gzip;
use serde_json::{Value, json};

fn base64(bytes: impl AsRef<[u8]>) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = bytes.as_ref().chunks(3).flat_map(|group| {
        let bits = group.iter().chain([0, 0].iter()).take(3).fold(0, |bits, &byte| bits << 8 | usize::from(byte));
        let letter =
            move |at: usize| if at > group.len() { '=' } else { char::from(ALPHABET[bits >> (18 - 6 * at) & 63]) };
        (0..4).map(letter)
    });
    groups.collect()
}

/// Returns an object like those that Amazon CloudWatch Logs sends to subscriptions.
pub(crate) fn subscription(messages: &[String]) -> String {
    let log_events: Vec<Value> = messages.iter().map(|message| json!({ "id": "3", "message": message })).collect();
    json!({ "messageType": "DATA_MESSAGE", "owner": "1", "logGroup": "g", "logEvents": log_events }).to_string()
}

pub(crate) fn notification(message: &str) -> String {
    json!({ "Type": "Notification", "TopicArn": "arn:aws:sns:us-east-1:123456789012:t", "Message": message })
        .to_string()
}

fn entry(text: &str) -> Value {
    let detail = serde_json::from_str(text).map_or(text.to_owned(), |event: Value| event["detail"].to_string());
    json!({ "Source": "shop", "DetailType": "Order Placed", "Detail": detail, "EventBusName": "default" })
}

/// Returns the value of JSON text, or the text.
pub(crate) fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| json!(text))
}

/// Puts texts into wrappers.
pub(crate) type Wrap = fn(&[String]) -> Vec<u8>;

fn list(texts: &[String], wrap: impl Fn(&str) -> Value) -> Value {
    texts.iter().map(|text| wrap(text)).collect()
}

fn lines(texts: &[String], wrap: impl Fn(&str) -> Value) -> Vec<u8> {
    texts.iter().map(|text| wrap(text).to_string() + "\n").collect::<String>().into_bytes()
}

fn bytes(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

/// The wrappers, each with the place of the last text if there are three.
pub(crate) const WRAPPERS: [(&str, Wrap, &str); 32] = [
    (
        "sqs_receive_message",
        |texts| {
            format!("{:#}", json!({ "Messages": list(texts, |text| json!({ "MessageId": "1", "Body": text })) })).into()
        },
        "1: in `Messages[2].Body`",
    ),
    (
        "sqs_lambda",
        |texts| {
            bytes(
                &json!({ "Records": list(texts, |text| json!({ "messageId": "1", "eventSource": "aws:sqs", "body": text })) }),
            )
        },
        "1: in `Records[2].body`",
    ),
    (
        "sqs_pipes",
        |texts| bytes(&list(texts, |text| json!({ "messageId": "1", "eventSource": "aws:sqs", "body": text }))),
        "1: in `body`",
    ),
    ("sqs_messages", |texts| lines(texts, |text| json!({ "MessageId": "1", "Body": text })), "3: in `Body`"),
    (
        "sns_lambda",
        |texts| {
            bytes(
                &json!({ "Records": list(texts, |text| json!({ "EventSource": "aws:sns", "Sns": { "Message": text } })) }),
            )
        },
        "1: in `Records[2].Sns.Message`",
    ),
    (
        "sns_notifications",
        |texts| texts.iter().map(|text| notification(text)).collect::<String>().into(),
        "1: in `Message`",
    ),
    (
        "sns_in_sqs",
        |texts| {
            let record = |text: &str| json!({ "eventSource": "aws:sqs", "body": notification(text) });
            bytes(&json!({ "Records": list(texts, record) }))
        },
        "1: in `Records[2].body.Message`",
    ),
    (
        "kinesis_lambda",
        |texts| {
            let record = |text: &str| json!({ "eventSource": "aws:kinesis", "kinesis": { "data": base64(text) } });
            bytes(&json!({ "Records": list(texts, record) }))
        },
        "1: in `Records[2].kinesis.data`",
    ),
    (
        "kinesis_pipes",
        |texts| bytes(&list(texts, |text| json!({ "eventSource": "aws:kinesis", "data": base64(text) }))),
        "1: in `data`",
    ),
    (
        "kinesis_get_records",
        |texts| {
            bytes(&json!({ "Records": list(texts, |text| json!({ "SequenceNumber": "1", "Data": base64(text) })) }))
        },
        "1: in `Records[2].Data`",
    ),
    (
        "kinesis_of_a_log_group",
        |texts| {
            let data = |text: &str| base64(gzip(subscription(&[text.to_owned()])));
            bytes(&json!({ "Records": list(texts, |text| json!({ "kinesis": { "data": data(text) } })) }))
        },
        "1: in `Records[2].kinesis.data.logEvents[0].message`",
    ),
    (
        "firehose_lambda",
        |texts| bytes(&json!({ "records": list(texts, |text| json!({ "recordId": "1", "data": base64(text) })) })),
        "1: in `records[2].data`",
    ),
    (
        "firehose_many_in_a_record",
        |texts| bytes(&json!({ "records": [{ "recordId": "1", "data": base64(texts.join("\n")) }] })),
        "1: in `records[0].data`",
    ),
    (
        "kafka_lambda",
        |texts| {
            let records = list(texts, |text| json!({ "topic": "t", "value": base64(text) }));
            bytes(&json!({ "eventSource": "aws:kafka", "records": { "t-0": records } }))
        },
        "1: in `records.t-0[2].value`",
    ),
    (
        "logs_lambda",
        |texts| bytes(&json!({ "awslogs": { "data": base64(gzip(subscription(texts))) } })),
        "1: in `awslogs.data.logEvents[2].message`",
    ),
    ("logs_subscription", |texts| gzip(subscription(texts)), "1: in `logEvents[2].message`"),
    (
        "logs_filter",
        |texts| bytes(&json!({ "events": list(texts, |text| json!({ "message": text })), "searchedLogStreams": [] })),
        "1: in `events[2].message`",
    ),
    (
        "insights",
        |texts| {
            let row =
                |text: &str| json!([{ "field": "@timestamp", "value": "t" }, { "field": "@message", "value": text }]);
            bytes(&json!({ "results": list(texts, row), "statistics": {}, "status": "Complete" }))
        },
        "1: in `results[2][1].value`",
    ),
    (
        "insights_query_results",
        |texts| {
            bytes(&list(
                texts,
                |text| json!([{ "field": "@ptr", "value": "p" }, { "field": "@message", "value": text }]),
            ))
        },
        "1: in `value`",
    ),
    (
        "insights_export",
        |texts| bytes(&list(texts, |text| json!({ "@timestamp": "2026-01-31 12:00:00.000", "@message": value(text) }))),
        "1: in `@message`",
    ),
    ("fluent_bit", |texts| lines(texts, |text| json!({ "date": 1.5, "log": text })), "3: in `log`"),
    ("fluent_bit_parsed", |texts| lines(texts, |text| json!({ "date": 1.5, "log": value(text) })), "3: in `log`"),
    (
        "docker",
        |texts| lines(texts, |text| json!({ "log": format!("{text}\n"), "stream": "stdout", "time": "t" })),
        "3: in `log`",
    ),
    (
        "firelens",
        |texts| lines(texts, |text| json!({ "source": "stdout", "log": text, "container_name": "c" })),
        "3: in `log`",
    ),
    (
        "lambda_json_logs",
        |texts| {
            lines(texts, |text| json!({ "timestamp": "t", "level": "INFO", "requestId": "r", "message": value(text) }))
        },
        "3: in `message`",
    ),
    (
        "lambda_json_log_texts",
        |texts| lines(texts, |text| json!({ "timestamp": "t", "level": "INFO", "requestId": "r", "message": text })),
        "3: in `message`",
    ),
    (
        "log_texts",
        |texts| {
            subscription(
                &texts.iter().map(|text| format!("2026-01-31T12:00:00.000Z\tr\tINFO\t{text}\n")).collect::<Vec<_>>(),
            )
            .into()
        },
        "1: in `logEvents[2].message`",
    ),
    (
        "log_texts_of_python",
        |texts| {
            let prefix = "[INFO]\t2026-01-31T12:00:00.000Z\tr\t";
            let lines = texts.join("\n").trim_end().replace('\n', &format!("\n{prefix}"));
            format!("{prefix}{lines}\n").into()
        },
        "3:2",
    ),
    (
        "destination",
        |texts| {
            lines(
                texts,
                |text| json!({ "version": "1.0", "requestContext": { "functionArn": "f" }, "requestPayload": value(text) }),
            )
        },
        "3: in `requestPayload`",
    ),
    (
        "test_event_pattern",
        |texts| lines(texts, |text| json!({ "EventPattern": "{}", "Event": text })),
        "3: in `Event`",
    ),
    ("put_events", |texts| bytes(&json!({ "Entries": list(texts, entry) })), "1: in `Entries[2]`"),
    ("put_events_list", |texts| bytes(&list(texts, entry)), "1:"),
];
