//! The detail of service events.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ecs::{EventType, ServiceEventName};
use crate::{List, Optional, borrow};

/// The detail of an `ECS Service Action`.
///
/// There is no `serviceName` here: the ARN of the service is in the
/// [`resources`](crate::Event::resources) of the event.
///
/// Source: the page "Amazon ECS service action events" of the Amazon ECS developer guide, and the
/// Amazon EventBridge schema registry.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServiceAction<'a> {
    /// The ARNs of the capacity providers that the event is about. Absent when it is not about any.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub capacity_provider_arns: Optional<List<Cow<'a, str>>>,

    /// The ARN of the cluster.
    #[serde(borrow)]
    pub cluster_arn: Cow<'a, str>,

    /// The ARNs of the container instances that the event is about. Absent when it is not about
    /// any.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub container_instance_arns: Optional<List<Cow<'a, str>>>,

    /// The port of the container that the event is about. Absent in most events.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub container_port: Optional<i32>,

    /// When the action happened, in the format of RFC 3339.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub created_at: Optional<Cow<'a, str>>,

    /// The desired number of tasks. Absent unless that number changed.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub desired_count: Optional<i32>,

    /// The Amazon EC2 instances that the event is about. Absent when it is not about any.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub ec2_instance_ids: Optional<List<Cow<'a, str>>>,

    /// What happened.
    #[serde(borrow)]
    pub event_name: ServiceEventName<'a>,

    /// How serious it is: `INFO`, `WARN` or `ERROR`.
    #[serde(borrow)]
    pub event_type: EventType<'a>,

    /// Why it happened, such as `RESOURCE:CPU`. Absent when there is nothing to tell.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub reason: Optional<Cow<'a, str>>,

    /// The ARNs of the service discovery registries that the event is about. Absent when it is not
    /// about any.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub service_registry_arns: Optional<List<Cow<'a, str>>>,

    /// The ARNs of the target groups that the event is about. Absent when it is not about any.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub target_group_arns: Optional<List<Cow<'a, str>>>,

    /// The targets that the event is about. Absent when it is not about any.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub targets: Optional<List<Cow<'a, str>>>,

    /// The ARNs of the tasks that the event is about. Absent when it is not about any.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub task_arns: Optional<List<Cow<'a, str>>>,

    /// The ARNs of the task sets that the event is about. Absent when it is not about any.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub task_set_arns: Optional<List<Cow<'a, str>>>,
}
