//! The detail of container instance health events.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ecs::{HealthCheckStatus, HealthCheckType};
use crate::{List, Optional, borrow};

/// The detail of an `ECS Container Instance Health Change`.
///
/// Source: the page "Amazon ECS container instance health change events" of the Amazon ECS
/// developer guide.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContainerInstanceHealthChange<'a> {
    /// The capacity provider. Null for an instance without one.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub capacity_provider_name: Optional<Cow<'a, str>>,

    /// The ARN of the cluster.
    #[serde(borrow)]
    pub cluster_arn: Cow<'a, str>,

    /// The ARN of the container instance.
    #[serde(borrow)]
    pub container_instance_arn: Cow<'a, str>,

    /// The identity of the Amazon EC2 instance. The documented examples all have it.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub ec2_instance_id: Optional<Cow<'a, str>>,

    /// The results of the single health checks.
    #[serde(borrow)]
    pub health_checks: List<HealthCheck<'a>>,

    /// The health of the instance, from all its checks.
    #[serde(borrow)]
    pub overall_status: HealthCheckStatus<'a>,
}

/// The result of one health check of a container instance.
///
/// Source: the page "Amazon ECS container instance health change events" of the Amazon ECS
/// developer guide, and the shape `InstanceHealthCheckResult` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct HealthCheck<'a> {
    /// When the result last changed, in the format of RFC 3339.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub last_status_change: Optional<Cow<'a, str>>,

    /// When the check last ran, in the format of RFC 3339.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub last_updated: Optional<Cow<'a, str>>,

    /// The result.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub status: Optional<HealthCheckStatus<'a>>,

    /// Why, such as `XID_46` for a GPU. Null when all is well.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub status_reason: Optional<Cow<'a, str>>,

    /// What was checked. `type` in JSON.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(rename = "type")]
    pub kind: Optional<HealthCheckType<'a>>,
}
