//! The detail of container instance events.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ecs::{AgentUpdateStatus, Attachment, Attribute, InstanceStatus, ResourceType};
use crate::{List, Optional, borrow};

/// The detail of an `ECS Container Instance State Change`.
///
/// A container instance changed: its agent connected or not, its status, or what is left of its
/// resources. `version` grows with each change.
///
/// Source: the page "Amazon ECS container instance state change events" of the Amazon ECS developer
/// guide, and the shape `ContainerInstance` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContainerInstanceStateChange<'a> {
    /// The type of the account. Known only from the Amazon EventBridge schema registry; absent in
    /// the documented examples.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub account_type: Optional<Cow<'a, str>>,

    /// Whether the container agent is connected to Amazon ECS.
    pub agent_connected: bool,

    /// The status of the last update of the agent. Absent when none was asked for.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub agent_update_status: Optional<AgentUpdateStatus<'a>>,

    /// What is attached to the instance, such as a network interface. Absent when there is nothing.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub attachments: Optional<List<Attachment<'a>>>,

    /// The attributes of the instance. Absent when there are none.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub attributes: Optional<List<Attribute<'a>>>,

    /// The capacity provider. Absent for an instance without one.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub capacity_provider_name: Optional<Cow<'a, str>>,

    /// The ARN of the cluster.
    #[serde(borrow)]
    pub cluster_arn: Cow<'a, str>,

    /// The ARN of the container instance.
    #[serde(borrow)]
    pub container_instance_arn: Cow<'a, str>,

    /// The identity of the Amazon EC2 instance, such as `i-0abcdef1234567890`. For a machine
    /// outside AWS it is the identity in AWS Systems Manager.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub ec2_instance_id: Optional<Cow<'a, str>>,

    /// The number of tasks in `PENDING`. Absent in older events.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub pending_tasks_count: Optional<i32>,

    /// When the instance was registered, in the format of RFC 3339. Absent in older events.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub registered_at: Optional<Cow<'a, str>>,

    /// The resources of the instance when it was registered.
    #[serde(borrow)]
    pub registered_resources: List<Resource<'a>>,

    /// The resources that are free. For ports it lists those that are taken.
    #[serde(borrow)]
    pub remaining_resources: List<Resource<'a>>,

    /// The number of tasks that are meant to be running. Absent in older events.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub running_tasks_count: Optional<i32>,

    /// The status of the instance.
    #[serde(borrow)]
    pub status: InstanceStatus<'a>,

    /// Why the instance has this status. Absent when there is nothing to tell.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub status_reason: Optional<Cow<'a, str>>,

    /// When the instance last changed, in the format of RFC 3339.
    #[serde(borrow)]
    pub updated_at: Cow<'a, str>,

    /// The version of the instance, which grows with each change. Not the `version` of the event.
    pub version: i64,

    /// The versions of the agent and of Docker.
    #[serde(borrow)]
    pub version_info: VersionInfo<'a>,
}

/// A resource of a container instance. `type` says which of the values it has.
///
/// Source: the shape `Resource` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Resource<'a> {
    /// The value of a resource of the type `DOUBLE`.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub double_value: Optional<f64>,

    /// The value of a resource of the type `INTEGER`: CPU units or MiB of memory, for example.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub integer_value: Optional<i32>,

    /// The value of a resource of the type `LONG`.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub long_value: Optional<i64>,

    /// The name of the resource: `CPU`, `MEMORY`, `PORTS`, `PORTS_UDP` or one of your own.
    #[serde(borrow)]
    pub name: Cow<'a, str>,

    /// The value of a resource of the type `STRINGSET`: port numbers as texts, for example.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub string_set_value: Optional<List<Cow<'a, str>>>,

    /// The type of the value. `type` in JSON.
    #[serde(borrow)]
    #[serde(rename = "type")]
    pub kind: ResourceType<'a>,
}

/// The versions of what runs on a container instance.
///
/// Source: the shape `VersionInfo` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VersionInfo<'a> {
    /// The Git commit of the container agent.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub agent_hash: Optional<Cow<'a, str>>,

    /// The version of the container agent, such as `1.13.0`.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub agent_version: Optional<Cow<'a, str>>,

    /// The version of Docker, such as `DockerVersion: 1.11.2`. Absent until the agent connects.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub docker_version: Optional<Cow<'a, str>>,
}
