//! The detail of daemon events.

use alloc::borrow::Cow;

use crate::Optional;
use crate::ecs::{DaemonDeploymentEventName, EventType, FailureType};
use crate::record::record;

record! {
    /// The detail of an `ECS Daemon Service Action`.
    ///
    /// Source: the pages on daemon events of the Amazon ECS developer guide.
    pub struct DaemonServiceAction<'a> {
        /// The capacity provider of the container instance.
        pub capacity_provider_name: Optional<Cow<'a, str>> = "capacityProviderName",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARN of the container instance.
        pub container_instance_arn: Optional<Cow<'a, str>> = "containerInstanceArn",

        /// When the action happened, in the format of RFC 3339.
        pub created_at: Optional<Cow<'a, str>> = "createdAt",

        /// The ARN of the daemon.
        pub daemon_arn: Cow<'a, str> = "daemonArn",

        /// The ARN of the revision of the daemon.
        pub daemon_revision_arn: Optional<Cow<'a, str>> = "daemonRevisionArn",

        /// The ARN of the task definition of the daemon.
        pub daemon_task_definition_arn: Optional<Cow<'a, str>> = "daemonTaskDefinitionArn",

        /// What happened, an open text. The documented examples have `DAEMON_TASK_START_IMPAIRED`.
        pub event_name: Cow<'a, str> = "eventName",

        /// How serious it is: `WARNING` in the documented examples, where service actions say `WARN`.
        pub event_type: EventType<'a> = "eventType",

        /// How the task of the daemon failed. Absent when none did.
        pub failure_type: Optional<FailureType<'a>> = "failureType",

        /// Why it happened, in words.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The ARN of the task. Absent when no task could be made; the
        /// [`resources`](crate::Event::resources) of the event are then empty.
        pub task_arn: Optional<Cow<'a, str>> = "taskArn",
    }
}

record! {
    /// The detail of an `ECS Daemon Deployment State Change`.
    ///
    /// Source: the pages on daemon events of the Amazon ECS developer guide.
    pub struct DaemonDeploymentStateChange<'a> {
        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARN of the daemon.
        pub daemon_arn: Cow<'a, str> = "daemonArn",

        /// The ARN of the deployment.
        pub daemon_deployment_arn: Cow<'a, str> = "daemonDeploymentArn",

        /// What happened.
        pub event_name: DaemonDeploymentEventName<'a> = "eventName",

        /// How serious it is: `INFO` or `ERROR`.
        pub event_type: EventType<'a> = "eventType",

        /// Why it happened, in words. Absent if there is no reason.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The ARN of the revision that is being deployed.
        pub target_daemon_revision_arn: Cow<'a, str> = "targetDaemonRevisionArn",

        /// When the deployment changed, in the format of RFC 3339 with nanoseconds.
        pub updated_at: Cow<'a, str> = "updatedAt",
    }
}
