//! The detail of container instance health events.

use alloc::borrow::Cow;

use crate::ecs::{HealthCheckStatus, HealthCheckType};
use crate::record::record;
use crate::{List, Optional};

record! {
    /// The detail of an `ECS Container Instance Health Change`.
    ///
    /// Source: the page "Amazon ECS container instance health change events" of the Amazon ECS
    /// developer guide.
    pub struct ContainerInstanceHealthChange<'a> {
        /// The capacity provider. Null for an instance without one.
        pub capacity_provider_name: Optional<Cow<'a, str>> = "capacityProviderName",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARN of the container instance.
        pub container_instance_arn: Cow<'a, str> = "containerInstanceArn",

        /// The identity of the Amazon EC2 instance. The documented examples all have it.
        pub ec2_instance_id: Optional<Cow<'a, str>> = "ec2InstanceId",

        /// The results of the single health checks.
        pub health_checks: List<HealthCheck<'a>> = "healthChecks",

        /// The health of the instance, from all its checks.
        pub overall_status: HealthCheckStatus<'a> = "overallStatus",
    }
}

record! {
    /// The result of one health check of a container instance.
    ///
    /// Source: the page "Amazon ECS container instance health change events" of the Amazon ECS
    /// developer guide, and the shape `InstanceHealthCheckResult` of the Amazon ECS API.
    pub struct HealthCheck<'a> {
        /// When the result last changed, in the format of RFC 3339.
        pub last_status_change: Optional<Cow<'a, str>> = "lastStatusChange",

        /// When the check last ran, in the format of RFC 3339.
        pub last_updated: Optional<Cow<'a, str>> = "lastUpdated",

        /// The result.
        pub status: Optional<HealthCheckStatus<'a>> = "status",

        /// Why, such as `XID_46` for a GPU. Null when all is well.
        pub status_reason: Optional<Cow<'a, str>> = "statusReason",

        /// What was checked. `type` in JSON.
        pub kind: Optional<HealthCheckType<'a>> = "type",
    }
}
