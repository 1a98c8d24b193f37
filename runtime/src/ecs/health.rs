//! The detail of `ECS Container Instance Health Change` events.

use alloc::borrow::Cow;

use crate::__private::record;
use crate::ecs::{HealthCheckStatus, HealthCheckType};
use crate::{List, Optional};

record! {
    /// The detail of an `ECS Container Instance Health Change` event.
    ///
    /// Source: the "Amazon ECS container instance health change events" page in the Amazon ECS developer guide.
    pub struct ContainerInstanceHealthChange<'a> {
        /// The name of the capacity provider. Null if the instance has no capacity provider.
        pub capacity_provider_name: Optional<Cow<'a, str>> = "capacityProviderName",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARN of the container instance.
        pub container_instance_arn: Cow<'a, str> = "containerInstanceArn",

        /// The ID of the Amazon EC2 instance. All documented examples have this field.
        pub ec2_instance_id: Optional<Cow<'a, str>> = "ec2InstanceId",

        /// The results of the individual health checks.
        pub health_checks: List<HealthCheck<'a>> = "healthChecks",

        /// The overall result of all health checks of the instance.
        pub overall_status: HealthCheckStatus<'a> = "overallStatus",
    }
}

record! {
    /// The result of one health check of a container instance.
    ///
    /// Sources: the "Amazon ECS container instance health change events" page in the Amazon ECS developer guide, and
    /// the `InstanceHealthCheckResult` data type in the Amazon ECS API.
    pub struct HealthCheck<'a> {
        /// The time when the result last changed, in RFC 3339 format.
        pub last_status_change: Optional<Cow<'a, str>> = "lastStatusChange",

        /// The time when the health check last ran, in RFC 3339 format.
        pub last_updated: Optional<Cow<'a, str>> = "lastUpdated",

        /// The result of the health check.
        pub status: Optional<HealthCheckStatus<'a>> = "status",

        /// The reason for the result, such as `XID_46` for a GPU. Null if the check found no problem.
        pub status_reason: Optional<Cow<'a, str>> = "statusReason",

        /// The type of the health check. The JSON key is `type`.
        pub kind: Optional<HealthCheckType<'a>> = "type",
    }
}
