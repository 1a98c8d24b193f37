//! The detail of task events.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ecs::{
    Attachment, Attribute, Connectivity, Container, HealthStatus, LaunchType, Overrides, StopCode, Tag, TaskStatus,
};
use crate::{List, Optional, borrow};

/// The detail of an `ECS Task State Change`.
///
/// A task, or one of its containers, changed. `version` grows with each change, so two events with
/// the same `taskArn` and `version` are the same event delivered twice.
///
/// Source: the page "Amazon ECS task state change events" of the Amazon ECS developer guide, and
/// the shape `Task` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TaskStateChange<'a> {
    /// What is attached to the task, such as its network interface. Absent when there is nothing.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub attachments: Optional<List<Attachment<'a>>>,

    /// The attributes of the task. Absent in older events.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub attributes: Optional<List<Attribute<'a>>>,

    /// The Availability Zone, such as `us-east-1b`. Absent until the task has a place.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub availability_zone: Optional<Cow<'a, str>>,

    /// The capacity provider. Absent for tasks that were started without one.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub capacity_provider_name: Optional<Cow<'a, str>>,

    /// The ARN of the cluster.
    #[serde(borrow)]
    pub cluster_arn: Cow<'a, str>,

    /// Whether the task is connected to Amazon ECS. Absent until it first connects.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub connectivity: Optional<Connectivity<'a>>,

    /// When the task was last connected, in the format of RFC 3339. Absent until then.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub connectivity_at: Optional<Cow<'a, str>>,

    /// The ARN of the container instance. Absent on AWS Fargate.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub container_instance_arn: Optional<Cow<'a, str>>,

    /// The containers of the task. May be empty when the task failed to start.
    #[serde(borrow)]
    pub containers: List<Container<'a>>,

    /// The CPU units of the task, as text, such as `256`. Absent when the task has no limit.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub cpu: Optional<Cow<'a, str>>,

    /// When the task entered `PENDING`, in the format of RFC 3339.
    #[serde(borrow)]
    pub created_at: Cow<'a, str>,

    /// The status that the task is meant to reach.
    #[serde(borrow)]
    pub desired_status: TaskStatus<'a>,

    /// Whether ECS Exec is on for the task. Absent in older events.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub enable_execute_command: Optional<bool>,

    /// The ephemeral storage of the task. Absent outside AWS Fargate.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub ephemeral_storage: Optional<EphemeralStorage>,

    /// When the containers stopped, in the format of RFC 3339. Absent until then.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub execution_stopped_at: Optional<Cow<'a, str>>,

    /// The task group: `service:NAME` for a task of a service, `family:NAME` for others by default.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub group: Optional<Cow<'a, str>>,

    /// The health of the task. The API has it, but the developer guide says that task events do not
    /// carry it.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub health_status: Optional<HealthStatus<'a>>,

    /// The Elastic Inference accelerators of the task. Absent when there are none.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub inference_accelerators: Optional<List<InferenceAccelerator<'a>>>,

    /// The last known status of the task.
    #[serde(borrow)]
    pub last_status: TaskStatus<'a>,

    /// What the task runs on. Absent in some events of tasks with a capacity provider.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub launch_type: Optional<LaunchType<'a>>,

    /// The memory of the task in MiB, as text, such as `512`. Absent when the task has no limit.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub memory: Optional<Cow<'a, str>>,

    /// What the task changes in its task definition.
    #[serde(borrow)]
    pub overrides: Overrides<'a>,

    /// The operating system family on AWS Fargate, such as `Linux`. Absent elsewhere.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub platform_family: Optional<Cow<'a, str>>,

    /// The platform version on AWS Fargate, such as `1.4.0`. Absent elsewhere.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub platform_version: Optional<Cow<'a, str>>,

    /// When the pull of the images began, in the format of RFC 3339. Absent until then.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub pull_started_at: Optional<Cow<'a, str>>,

    /// When the pull of the images ended, in the format of RFC 3339. Absent until then.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub pull_stopped_at: Optional<Cow<'a, str>>,

    /// When the task entered `RUNNING`, in the format of RFC 3339. Absent until then.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub started_at: Optional<Cow<'a, str>>,

    /// Who started the task: for a task of a service the identity of the deployment, such as
    /// `ecs-svc/123`. Absent when nobody gave a name.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub started_by: Optional<Cow<'a, str>>,

    /// Why the task was stopped, as a code. Absent until the task is stopping, and in old events.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub stop_code: Optional<StopCode<'a>>,

    /// When the task entered `STOPPED`, in the format of RFC 3339. Absent until then.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub stopped_at: Optional<Cow<'a, str>>,

    /// Why the task was stopped, in words, such as `Essential container in task exited`. Absent
    /// until the task is stopping.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub stopped_reason: Optional<Cow<'a, str>>,

    /// When the task began to stop, in the format of RFC 3339. Absent until then.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub stopping_at: Optional<Cow<'a, str>>,

    /// The tags of the task. Absent in most events.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub tags: Optional<List<Tag<'a>>>,

    /// The ARN of the task.
    #[serde(borrow)]
    pub task_arn: Cow<'a, str>,

    /// The ARN of the task definition, with its revision.
    #[serde(borrow)]
    pub task_definition_arn: Cow<'a, str>,

    /// When the task last changed, in the format of RFC 3339.
    #[serde(borrow)]
    pub updated_at: Cow<'a, str>,

    /// The version of the task, which grows with each change. Not the `version` of the event.
    pub version: i64,
}

/// The ephemeral storage of a task on AWS Fargate.
///
/// Source: the shape `EphemeralStorage` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct EphemeralStorage {
    /// The size in GiB.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    #[serde(rename = "sizeInGiB")]
    pub size_in_gib: Optional<i32>,
}

/// An Elastic Inference accelerator of a task.
///
/// Source: the shape `InferenceAccelerator` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InferenceAccelerator<'a> {
    /// The name of the accelerator.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub device_name: Optional<Cow<'a, str>>,

    /// The type of the accelerator.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub device_type: Optional<Cow<'a, str>>,
}
