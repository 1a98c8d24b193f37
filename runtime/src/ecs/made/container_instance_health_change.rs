//! The types of `ECS Container Instance Health Change` events.
//!
//! This file is made from `catalogue/documents/aws.ecs/ECS Container Instance Health Change.json`. After a change, run
//! `UPDATE=1 cargo test -p event-pattern-codegen --test ecs_types`.

use crate::__private::{Cow, closed_set, record};
use crate::{EventDetail, List, Optional, OwnedDetail};

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

impl EventDetail for ContainerInstanceHealthChange<'_> {
    const SOURCE: &'static str = "aws.ecs";
    const DETAIL_TYPE: &'static str = "ECS Container Instance Health Change";
}

impl OwnedDetail for ContainerInstanceHealthChange<'static> {
    type Borrowed<'a> = ContainerInstanceHealthChange<'a>;
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

closed_set! {
    /// The result of a container instance health check, in the `status` and `overallStatus` fields.
    ///
    /// Source: the `InstanceHealthCheckState` type in the Amazon ECS API.
    HealthCheckStatus {
        /// The check found no problem.
        Ok = "OK",
        /// The check found a problem.
        Impaired = "IMPAIRED",
        /// There is not enough data for a result.
        InsufficientData = "INSUFFICIENT_DATA",
        /// The check has begun but has no result yet.
        Initializing = "INITIALIZING",
    }
}

closed_set! {
    /// The type of a container instance health check, in the `type` field.
    ///
    /// Source: the `InstanceHealthCheckType` type in the Amazon ECS API.
    HealthCheckType {
        /// A check of the container runtime, such as Docker.
        ContainerRuntime = "CONTAINER_RUNTIME",
        /// A check of the accelerators, such as GPUs.
        AcceleratedCompute = "ACCELERATED_COMPUTE",
        /// A check of the daemon tasks that must run on the instance.
        Daemon = "DAEMON",
        /// A check of the container agent's connection to Amazon ECS.
        AgentConnectivity = "AGENT_CONNECTIVITY",
    }
}
