//! The detail of daemon events.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ecs::{DaemonDeploymentEventName, EventType, FailureType};
use crate::{Optional, borrow};

/// The detail of an `ECS Daemon Service Action`.
///
/// Source: the pages on daemon events of the Amazon ECS developer guide.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DaemonServiceAction<'a> {
    /// The capacity provider of the container instance.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub capacity_provider_name: Optional<Cow<'a, str>>,

    /// The ARN of the cluster.
    #[serde(borrow)]
    pub cluster_arn: Cow<'a, str>,

    /// The ARN of the container instance.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub container_instance_arn: Optional<Cow<'a, str>>,

    /// When the action happened, in the format of RFC 3339.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub created_at: Optional<Cow<'a, str>>,

    /// The ARN of the daemon.
    #[serde(borrow)]
    pub daemon_arn: Cow<'a, str>,

    /// The ARN of the revision of the daemon.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub daemon_revision_arn: Optional<Cow<'a, str>>,

    /// The ARN of the task definition of the daemon.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub daemon_task_definition_arn: Optional<Cow<'a, str>>,

    /// What happened, an open text. The documented examples have `DAEMON_TASK_START_IMPAIRED`.
    #[serde(borrow)]
    pub event_name: Cow<'a, str>,

    /// How serious it is: `WARNING` in the documented examples, where service actions say `WARN`.
    #[serde(borrow)]
    pub event_type: EventType<'a>,

    /// How the task of the daemon failed. Absent when none did.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub failure_type: Optional<FailureType<'a>>,

    /// Why it happened, in words.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub reason: Optional<Cow<'a, str>>,

    /// The ARN of the task. Absent when no task could be made; the
    /// [`resources`](crate::Event::resources) of the event are then empty.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub task_arn: Optional<Cow<'a, str>>,
}

/// The detail of an `ECS Daemon Deployment State Change`.
///
/// Source: the pages on daemon events of the Amazon ECS developer guide.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DaemonDeploymentStateChange<'a> {
    /// The ARN of the cluster.
    #[serde(borrow)]
    pub cluster_arn: Cow<'a, str>,

    /// The ARN of the daemon.
    #[serde(borrow)]
    pub daemon_arn: Cow<'a, str>,

    /// The ARN of the deployment.
    #[serde(borrow)]
    pub daemon_deployment_arn: Cow<'a, str>,

    /// What happened.
    #[serde(borrow)]
    pub event_name: DaemonDeploymentEventName<'a>,

    /// How serious it is: `INFO` or `ERROR`.
    #[serde(borrow)]
    pub event_type: EventType<'a>,

    /// Why it happened, in words. Absent when there is nothing to tell.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub reason: Optional<Cow<'a, str>>,

    /// The ARN of the revision that is being deployed.
    #[serde(borrow)]
    pub target_daemon_revision_arn: Cow<'a, str>,

    /// When the deployment changed, in the format of RFC 3339 with nanoseconds.
    #[serde(borrow)]
    pub updated_at: Cow<'a, str>,
}
