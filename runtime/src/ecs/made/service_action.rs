//! The types of `ECS Service Action` events.
//!
//! This file is made from `catalogue/documents/aws.ecs/ECS Service Action.json`. After a change, run
//! `UPDATE=1 cargo test -p event-pattern-codegen --test ecs_types`.

use crate::__private::{Cow, closed_set, record};
use crate::{EventDetail, List, Optional, OwnedDetail};

record! {
    /// The detail of an `ECS Service Action` event.
    ///
    /// The detail does not name the service. The ARN of the service is in the `resources` of the event.
    ///
    /// Sources: the "Amazon ECS service action events" page in the Amazon ECS developer guide, and the Amazon
    /// EventBridge schema registry.
    pub struct ServiceAction<'a> {
        /// The ARNs of the capacity providers that the action affects. Absent if the action affects no capacity
        /// providers.
        pub capacity_provider_arns: Optional<List<Cow<'a, str>>> = "capacityProviderArns",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARNs of the container instances that the action affects. Absent if the action affects no container
        /// instances.
        pub container_instance_arns: Optional<List<Cow<'a, str>>> = "containerInstanceArns",

        /// The container port that the action affects. Absent in most events.
        pub container_port: Optional<i32> = "containerPort",

        /// The time of the action, in RFC 3339 format.
        pub created_at: Optional<Cow<'a, str>> = "createdAt",

        /// The desired number of tasks. Absent if the number did not change.
        pub desired_count: Optional<i32> = "desiredCount",

        /// The IDs of the Amazon EC2 instances that the action affects. Absent if the action affects no instances.
        pub ec2_instance_ids: Optional<List<Cow<'a, str>>> = "ec2InstanceIds",

        /// The name of the event, such as `SERVICE_STEADY_STATE`.
        pub event_name: ServiceEventName<'a> = "eventName",

        /// The severity of the event: `INFO`, `WARN` or `ERROR`.
        pub event_type: EventType<'a> = "eventType",

        /// The reason for the event, such as `RESOURCE:CPU`. Absent if no reason is given.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The ARNs of the service discovery registries that the action affects. Absent if the action affects no
        /// service discovery registries.
        pub service_registry_arns: Optional<List<Cow<'a, str>>> = "serviceRegistryArns",

        /// The ARNs of the target groups that the action affects. Absent if the action affects no target groups.
        pub target_group_arns: Optional<List<Cow<'a, str>>> = "targetGroupArns",

        /// The targets that the action affects. Absent if the action affects no targets.
        pub targets: Optional<List<Cow<'a, str>>> = "targets",

        /// The ARNs of the tasks that the action affects. Absent if the action affects no tasks.
        pub task_arns: Optional<List<Cow<'a, str>>> = "taskArns",

        /// The ARNs of the task sets that the action affects. Absent if the action affects no task sets.
        pub task_set_arns: Optional<List<Cow<'a, str>>> = "taskSetArns",
    }
}

impl EventDetail for ServiceAction<'_> {
    const SOURCE: &'static str = "aws.ecs";
    const DETAIL_TYPE: &'static str = "ECS Service Action";
}

impl OwnedDetail for ServiceAction<'static> {
    type Borrowed<'a> = ServiceAction<'a>;
}

closed_set! {
    /// The name of a service event, in the `eventName` field of an `ECS Service Action` event.
    ///
    /// Source: the "Amazon ECS service action events" page in the Amazon ECS developer guide.
    ServiceEventName {
        /// The service is healthy and has the desired number of tasks.
        ServiceSteadyState = "SERVICE_STEADY_STATE",
        /// The task set is healthy and has the desired number of tasks.
        TaskSetSteadyState = "TASKSET_STEADY_STATE",
        /// A capacity provider of the service reached a steady state.
        CapacityProviderSteadyState = "CAPACITY_PROVIDER_STEADY_STATE",
        /// The service scheduler changed the desired count. This event is not sent if a user changes the count.
        ServiceDesiredCountUpdated = "SERVICE_DESIRED_COUNT_UPDATED",
        /// The service stopped tasks that were running.
        TasksStopped = "TASKS_STOPPED",
        /// A deployment or a rollback is in progress.
        ServiceDeploymentInProgress = "SERVICE_DEPLOYMENT_IN_PROGRESS",
        /// A deployment or a rollback is complete, and the service is in a steady state.
        ServiceDeploymentCompleted = "SERVICE_DEPLOYMENT_COMPLETED",
        /// The service cannot start tasks reliably.
        ServiceTaskStartImpaired = "SERVICE_TASK_START_IMPAIRED",
        /// A task in an AWS Cloud Map service registry is unhealthy.
        ServiceDiscoveryInstanceUnhealthy = "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY",
        /// A target in Amazon VPC Lattice is unhealthy.
        VpcLatticeTargetUnhealthy = "VPC_LATTICE_TARGET_UNHEALTHY",
        /// A task no longer satisfies the placement constraints of its service, which uses the daemon scheduling
        /// strategy.
        ServiceDaemonPlacementConstraintViolated = "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED",
        /// The Amazon ECS API throttled the service scheduler.
        EcsOperationThrottled = "ECS_OPERATION_THROTTLED",
        /// The AWS Cloud Map API throttled the service scheduler.
        ServiceDiscoveryOperationThrottled = "SERVICE_DISCOVERY_OPERATION_THROTTLED",
        /// A task could not be placed. The `reason` field names the missing resource.
        ServiceTaskPlacementFailure = "SERVICE_TASK_PLACEMENT_FAILURE",
        /// A task could not be placed because of a configuration error.
        ServiceTaskConfigurationFailure = "SERVICE_TASK_CONFIGURATION_FAILURE",
        /// The health data of the tasks is not available.
        ServiceHealthUnknown = "SERVICE_HEALTH_UNKNOWN",
        /// A deployment did not reach a steady state.
        ServiceDeploymentFailed = "SERVICE_DEPLOYMENT_FAILED",
    }
}

closed_set! {
    /// The severity of an event, in the `eventType` field.
    ///
    /// Service actions use `WARN`, whereas daemon service actions use `WARNING`.
    ///
    /// Source: the pages about service action, deployment and daemon events in the Amazon ECS developer guide.
    EventType {
        /// An informational event.
        Info = "INFO",
        /// A warning in a service action.
        Warn = "WARN",
        /// An error.
        Error = "ERROR",
        /// A warning in a daemon service action.
        Warning = "WARNING",
    }
}
