//! The details of daemon events.

use alloc::borrow::Cow;

use crate::__private::record;
use crate::Optional;
use crate::ecs::{DaemonDeploymentEventName, EventType, FailureType};

record! {
    /// The detail of an `ECS Daemon Service Action` event.
    ///
    /// Source: the pages about daemon events in the Amazon ECS developer guide.
    pub struct DaemonServiceAction<'a> {
        /// The name of the capacity provider of the container instance.
        pub capacity_provider_name: Optional<Cow<'a, str>> = "capacityProviderName",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARN of the container instance.
        pub container_instance_arn: Optional<Cow<'a, str>> = "containerInstanceArn",

        /// The time of the action, in RFC 3339 format.
        pub created_at: Optional<Cow<'a, str>> = "createdAt",

        /// The ARN of the daemon.
        pub daemon_arn: Cow<'a, str> = "daemonArn",

        /// The ARN of the daemon revision.
        pub daemon_revision_arn: Optional<Cow<'a, str>> = "daemonRevisionArn",

        /// The ARN of the daemon task definition.
        pub daemon_task_definition_arn: Optional<Cow<'a, str>> = "daemonTaskDefinitionArn",

        /// The name of the event, which is `DAEMON_TASK_START_IMPAIRED` in the documented examples. AWS does not list
        /// the possible values.
        pub event_name: Cow<'a, str> = "eventName",

        /// The severity of the event. It is `WARNING` in the documented examples, whereas service actions use `WARN`.
        pub event_type: EventType<'a> = "eventType",

        /// The way in which the daemon task failed. Absent if no task failed.
        pub failure_type: Optional<FailureType<'a>> = "failureType",

        /// The reason for the event.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The ARN of the task. Absent if the task could not be created, in which case the
        /// [`resources`](crate::Event::resources) list of the event is empty.
        pub task_arn: Optional<Cow<'a, str>> = "taskArn",
    }
}

record! {
    /// The detail of an `ECS Daemon Deployment State Change` event.
    ///
    /// Source: the pages about daemon events in the Amazon ECS developer guide.
    pub struct DaemonDeploymentStateChange<'a> {
        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARN of the daemon.
        pub daemon_arn: Cow<'a, str> = "daemonArn",

        /// The ARN of the daemon deployment.
        pub daemon_deployment_arn: Cow<'a, str> = "daemonDeploymentArn",

        /// The name of the event, such as `DAEMON_DEPLOYMENT_SUCCESSFUL`.
        pub event_name: DaemonDeploymentEventName<'a> = "eventName",

        /// The severity of the event: `INFO` or `ERROR`.
        pub event_type: EventType<'a> = "eventType",

        /// The reason for the event. Absent if no reason is given.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The ARN of the daemon revision that is deployed.
        pub target_daemon_revision_arn: Cow<'a, str> = "targetDaemonRevisionArn",

        /// The time when the deployment changed, in RFC 3339 format with nanoseconds.
        pub updated_at: Cow<'a, str> = "updatedAt",
    }
}
