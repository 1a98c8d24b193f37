//! The detail of service deployment events.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ecs::{DeploymentEventName, EventType};
use crate::{Optional, borrow};

/// The detail of an `ECS Deployment State Change`.
///
/// The ARN of the service is in the [`resources`](crate::Event::resources) of the event.
///
/// Source: the page "Amazon ECS service deployment state change events" of the Amazon ECS developer
/// guide.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeploymentStateChange<'a> {
    /// The ARN of the cluster. Absent in events before 2025.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub cluster_arn: Optional<Cow<'a, str>>,

    /// The identity of the deployment, such as `ecs-svc/123`.
    #[serde(borrow)]
    pub deployment_id: Cow<'a, str>,

    /// What happened.
    #[serde(borrow)]
    pub event_name: DeploymentEventName<'a>,

    /// How serious it is: `INFO` or `ERROR`.
    #[serde(borrow)]
    pub event_type: EventType<'a>,

    /// What happened, in words.
    #[serde(borrow)]
    pub reason: Cow<'a, str>,

    /// When the deployment changed, in the format of RFC 3339.
    #[serde(borrow)]
    pub updated_at: Cow<'a, str>,
}
