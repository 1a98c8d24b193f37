//! An upload of a large image to a bucket.

use super::{Case, NeededFields, events, matchers};
use aws_lambda_events::cloudwatch_events::CloudWatchEvent;
use event_pattern::{Event, event_types};
use serde::Deserialize;
use serde_json::Value;
use types::ObjectCreated;

event_types! {
    /// Objects in Amazon S3.
    mod types = aws("aws.s3", "Object Created");
}

both_forms! {
    on_bytes, on_type: ObjectCreated {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {
            "bucket": { "name": ["example-media"] },
            "object": { "key": [{ "prefix": "images/" }], "size": [{ "numeric": [">", 100000] }] },
            "reason": ["PutObject", "CompleteMultipartUpload"]
        }
    }
}

#[derive(Deserialize)]
struct Detail<'a> {
    #[serde(borrow)]
    bucket: Bucket<'a>,
    #[serde(borrow)]
    object: Object<'a>,
    reason: &'a str,
}

#[derive(Deserialize)]
struct Bucket<'a> {
    name: &'a str,
}

#[derive(Deserialize)]
struct Object<'a> {
    key: &'a str,
    size: i64,
}

fn by_hand(json: &[u8]) -> bool {
    serde_json::from_slice::<NeededFields<Detail>>(json).is_ok_and(|event| {
        let detail = &event.detail;
        event.source == "aws.s3"
            && event.detail_type == "Object Created"
            && detail.bucket.name == "example-media"
            && detail.object.key.starts_with("images/")
            && detail.object.size > 100_000
            && matches!(detail.reason, "PutObject" | "CompleteMultipartUpload")
    })
}

/// The crate has no type for the detail of this event.
fn with_aws_lambda_events(json: &[u8]) -> bool {
    serde_json::from_slice::<CloudWatchEvent>(json).is_ok_and(|event| {
        event.source.as_deref() == Some("aws.s3")
            && event.detail_type.as_deref() == Some("Object Created")
            && event.detail.as_ref().is_some_and(is_wanted)
    })
}

fn with_value(json: &[u8]) -> bool {
    serde_json::from_slice::<Value>(json).is_ok_and(|event| {
        event["source"] == "aws.s3" && event["detail-type"] == "Object Created" && is_wanted(&event["detail"])
    })
}

fn is_wanted(detail: &Value) -> bool {
    detail["bucket"]["name"] == "example-media"
        && detail["object"]["key"].as_str().is_some_and(|key| key.starts_with("images/"))
        && detail["object"]["size"].as_f64().is_some_and(|size| size > 100_000.0)
        && matches!(detail["reason"].as_str(), Some("PutObject" | "CompleteMultipartUpload"))
}

pub(super) fn case() -> Case {
    let of_this_type = |event: &&str| event.contains(r#""detail-type":"Object Created""#);
    let event = include_str!("../../events/aws.ndjson").lines().find(of_this_type).unwrap_or_default();
    Case {
        name: "s3",
        title: "Object Created",
        events: events(
            event,
            [r#""source":"aws.s3""#, r#""source":"aws.s4""#],
            [r#""reason":"PutObject""#, r#""reason":"CopyObject""#],
        ),
        matchers: matchers([
            |json| on_bytes(json) == Ok(true),
            |json| serde_json::from_slice::<Event<ObjectCreated>>(json).is_ok_and(|event| on_type(&event)),
            by_hand,
            with_aws_lambda_events,
            with_value,
        ]),
    }
}
