//! The types of `ECS Daemon Service Action` events.
//!
//! This file is made from `catalogue/documents/aws.ecs/ECS Daemon Service Action.json`. After a change, run
//! `UPDATE=1 cargo test -p event-pattern-codegen --test ecs_types`.

use crate::__private::{Cow, closed_set, record};
use crate::ecs::EventType;
use crate::{EventDetail, Optional, OwnedDetail};

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

        /// The ARN of the task. Absent if the task could not be created, in which case the `resources` list of the
        /// event is empty.
        pub task_arn: Optional<Cow<'a, str>> = "taskArn",
    }
}

impl EventDetail for DaemonServiceAction<'_> {
    const SOURCE: &'static str = "aws.ecs";
    const DETAIL_TYPE: &'static str = "ECS Daemon Service Action";
}

impl OwnedDetail for DaemonServiceAction<'static> {
    type Borrowed<'a> = DaemonServiceAction<'a>;
}

closed_set! {
    /// The way in which a daemon task failed, in the `failureType` field.
    ///
    /// Source: the pages about daemon events in the Amazon ECS developer guide.
    FailureType {
        /// The task was created but did not reach `RUNNING`.
        TaskFailedToRun = "TASK_FAILED_TO_RUN",
        /// The task could not be created. The event has no `taskArn`.
        TaskCreationFailed = "TASK_CREATION_FAILED",
    }
}
