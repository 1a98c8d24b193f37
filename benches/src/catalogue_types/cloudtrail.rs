//! A role that was denied access to an object in Amazon S3, recorded by AWS CloudTrail.

use super::{Case, Matches, NeededFields, events, matchers};
use aws_lambda_events::cloudwatch_events::{CloudWatchEvent, cloudtrail::AWSAPICall};
use event_pattern::{Event, event_types};
use serde::Deserialize;
use serde_json::Value;
use types::AwsApiCallViaCloudTrail;

event_types! {
    /// API calls to Amazon S3.
    mod types = aws("aws.s3", "AWS API Call via CloudTrail");
}

both_forms! {
    on_bytes, on_type: AwsApiCallViaCloudTrail {
        "source": ["aws.s3"],
        "detail-type": ["AWS API Call via CloudTrail"],
        "detail": {
            "userIdentity": { "type": ["AssumedRole"] },
            "eventName": ["GetObject", "HeadObject"],
            "errorCode": [{ "suffix": "Denied" }],
            "requestParameters": { "bucketName": ["example-media"] },
            "resources": { "type": ["AWS::S3::Object"], "ARN": [{ "prefix": "arn:aws:s3:::example-media/" }] }
        }
    }
}

both_forms! {
    on_bytes_with_scope, on_type_with_scope: AwsApiCallViaCloudTrail {
        "source": ["aws.s3"],
        "detail-type": ["AWS API Call via CloudTrail"],
        "detail": {
            "userIdentity": { "type": ["AssumedRole"] },
            "eventName": ["GetObject", "HeadObject"],
            "errorCode": [{ "suffix": "Denied" }],
            "requestParameters": { "bucketName": ["example-media"] },
            "resources": {
                "$any": {
                    "type": ["AWS::S3::Object"],
                    "ARN": [{ "prefix": "arn:aws:s3:::example-media/" }],
                    "accountId": [{ "exists": false }]
                }
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail<'a> {
    #[serde(borrow)]
    user_identity: UserIdentity<'a>,
    event_name: &'a str,
    error_code: Option<&'a str>,
    #[serde(borrow)]
    request_parameters: Option<RequestParameters<'a>>,
    #[serde(borrow, default)]
    resources: Vec<Resource<'a>>,
}

#[derive(Deserialize)]
struct UserIdentity<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RequestParameters<'a> {
    bucket_name: Option<&'a str>,
}

#[derive(Deserialize)]
struct Resource<'a> {
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    #[serde(rename = "ARN")]
    arn: Option<&'a str>,
    #[serde(rename = "accountId")]
    account_id: Option<&'a str>,
}

fn by_hand<const SCOPE: bool>(json: &[u8]) -> bool {
    serde_json::from_slice::<NeededFields<Detail>>(json).is_ok_and(|event| {
        let detail = &event.detail;
        event.source == "aws.s3"
            && event.detail_type == "AWS API Call via CloudTrail"
            && detail.user_identity.kind == "AssumedRole"
            && matches!(detail.event_name, "GetObject" | "HeadObject")
            && detail.error_code.is_some_and(|code| code.ends_with("Denied"))
            && detail.request_parameters.as_ref().and_then(|all| all.bucket_name) == Some("example-media")
            && detail
                .resources
                .iter()
                .any(|resource| is_wanted(resource.kind, resource.arn) && !(SCOPE && resource.account_id.is_some()))
    })
}

fn is_wanted(kind: Option<&str>, arn: Option<&str>) -> bool {
    kind == Some("AWS::S3::Object") && arn.is_some_and(|arn| arn.starts_with("arn:aws:s3:::example-media/"))
}

/// The crate's type has neither the `errorCode` nor the `resources` of a call, so these two conditions are not
/// evaluated.
fn with_aws_lambda_events(json: &[u8]) -> bool {
    serde_json::from_slice::<CloudWatchEvent<AWSAPICall>>(json).is_ok_and(|event| {
        event.source.as_deref() == Some("aws.s3")
            && event.detail_type.as_deref() == Some("AWS API Call via CloudTrail")
            && event.detail.is_some_and(|detail| {
                detail.user_identity.r#type == "AssumedRole"
                    && matches!(detail.event_name.as_str(), "GetObject" | "HeadObject")
                    && detail.request_parameters["bucketName"] == "example-media"
            })
    })
}

fn with_value<const SCOPE: bool>(json: &[u8]) -> bool {
    serde_json::from_slice::<Value>(json).is_ok_and(|event| {
        let detail = &event["detail"];
        event["source"] == "aws.s3"
            && event["detail-type"] == "AWS API Call via CloudTrail"
            && detail["userIdentity"]["type"] == "AssumedRole"
            && matches!(detail["eventName"].as_str(), Some("GetObject" | "HeadObject"))
            && detail["errorCode"].as_str().is_some_and(|code| code.ends_with("Denied"))
            && detail["requestParameters"]["bucketName"] == "example-media"
            && detail["resources"].as_array().is_some_and(|resources| {
                resources.iter().any(|resource| {
                    is_wanted(resource["type"].as_str(), resource["ARN"].as_str())
                        && !(SCOPE && resource.get("accountId").is_some())
                })
            })
    })
}

pub(super) fn case() -> Case {
    let on_type =
        |json: &[u8]| serde_json::from_slice::<Event<AwsApiCallViaCloudTrail>>(json).is_ok_and(|event| on_type(&event));
    with::<false>("cloudtrail", "API call", |json| on_bytes(json) == Ok(true), on_type)
}

pub(super) fn case_with_scope() -> Case {
    let on_type = |json: &[u8]| {
        serde_json::from_slice::<Event<AwsApiCallViaCloudTrail>>(json).is_ok_and(|event| on_type_with_scope(&event))
    };
    with::<true>("cloudtrail_with_scope", "API call, `$any`", |json| on_bytes_with_scope(json) == Ok(true), on_type)
}

fn with<const SCOPE: bool>(name: &'static str, title: &'static str, on_bytes: Matches, on_type: Matches) -> Case {
    Case {
        name,
        title,
        events: events(
            include_str!("../../events/cloudtrail.json").trim_end(),
            [r#""source":"aws.s3""#, r#""source":"aws.s4""#],
            [r#""bucketName":"example-media""#, r#""bucketName":"example-books""#],
        ),
        matchers: matchers([on_bytes, on_type, by_hand::<SCOPE>, with_aws_lambda_events, with_value::<SCOPE>]),
    }
}
