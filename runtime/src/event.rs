//! The envelope of an event: what every Amazon EventBridge event carries.

use alloc::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

use crate::strict_keys::Strict;
use crate::{List, borrow};

/// An Amazon EventBridge event with a typed `detail`.
///
/// The fields are those of "AWS service event metadata" in the Amazon EventBridge user guide.
/// EventBridge sets every one of them on every event. Texts borrow from the JSON input unless they
/// contain escapes.
///
/// ```
/// use event_pattern::{Event, ecs::DeploymentStateChange};
///
/// let json = r#"{
///     "version": "0",
///     "id": "ddca6449-b258-46c0-8653-e0e3aEXAMPLE",
///     "detail-type": "ECS Deployment State Change",
///     "source": "aws.ecs",
///     "account": "123456789012",
///     "time": "2020-05-23T12:31:14Z",
///     "region": "eu-west-1",
///     "resources": ["arn:aws:ecs:eu-west-1:123456789012:service/default/web"],
///     "detail": {
///         "eventType": "ERROR",
///         "eventName": "SERVICE_DEPLOYMENT_FAILED",
///         "deploymentId": "ecs-svc/123",
///         "updatedAt": "2020-05-23T11:11:11Z",
///         "reason": "ECS deployment circuit breaker: task failed to start."
///     }
/// }"#;
/// let event: Event<DeploymentStateChange> = serde_json::from_str(json)?;
/// assert_eq!(event.source, "aws.ecs");
/// assert!(event.detail.event_name == "SERVICE_DEPLOYMENT_FAILED");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # What is refused
///
/// Event patterns join the keys of nested objects with a dot. So a key such as `detail.lastStatus`
/// at the top level names the same field as `lastStatus` inside `detail`. A struct has one place
/// for a field. For that reason an event that writes a known field twice is refused, and so is a
/// key that joins the name of a known field and something else with a dot. An array in place of an
/// object is refused as well. Amazon EventBridge sends no such event.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Event<'a, D> {
    /// The version of the event format; `0` in every event so far.
    pub version: Cow<'a, str>,

    /// The identity of the event, a UUID.
    pub id: Cow<'a, str>,

    /// What kind of event it is, such as `ECS Task State Change`; `detail-type` in JSON.
    #[serde(rename = "detail-type")]
    pub detail_type: Cow<'a, str>,

    /// The service that sent the event, such as `aws.ecs`.
    pub source: Cow<'a, str>,

    /// The twelve digits of the AWS account.
    pub account: Cow<'a, str>,

    /// When the event happened, in UTC and in the format of RFC 3339.
    pub time: Cow<'a, str>,

    /// The AWS Region of the event, such as `eu-west-1`.
    pub region: Cow<'a, str>,

    /// The ARNs of what the event is about; may be empty.
    pub resources: List<Cow<'a, str>>,

    /// What the event says; its fields depend on [`detail_type`](Self::detail_type).
    pub detail: D,
}

/// How an [`Event`] is read, before the wrapper that holds keys to the rules above.
#[derive(Deserialize)]
#[serde(remote = "Event", expecting = "an Amazon EventBridge event")]
struct EventFields<'a, D> {
    #[serde(borrow)]
    version: Cow<'a, str>,
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, rename = "detail-type")]
    detail_type: Cow<'a, str>,
    #[serde(borrow)]
    source: Cow<'a, str>,
    #[serde(borrow)]
    account: Cow<'a, str>,
    #[serde(borrow)]
    time: Cow<'a, str>,
    #[serde(borrow)]
    region: Cow<'a, str>,
    #[serde(borrow, deserialize_with = "borrow::list_of_text")]
    resources: List<Cow<'a, str>>,
    detail: D,
}

impl<'de: 'a, 'a, D: Deserialize<'de>> Deserialize<'de> for Event<'a, D> {
    fn deserialize<Source: Deserializer<'de>>(deserializer: Source) -> Result<Self, Source::Error> {
        EventFields::deserialize(Strict::new(deserializer))
    }
}
