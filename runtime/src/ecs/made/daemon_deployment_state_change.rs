//! The types of `ECS Daemon Deployment State Change` events.
//!
//! This file is made from `catalogue/documents/aws.ecs/ECS Daemon Deployment State Change.json`. After a change, run
//! `UPDATE=1 cargo test -p event-pattern-codegen --test ecs_types`.

use crate::__private::{Cow, closed_set, record};
use crate::ecs::EventType;
use crate::{EventDetail, Optional, OwnedDetail};

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

impl EventDetail for DaemonDeploymentStateChange<'_> {
    const SOURCE: &'static str = "aws.ecs";
    const DETAIL_TYPE: &'static str = "ECS Daemon Deployment State Change";
}

impl OwnedDetail for DaemonDeploymentStateChange<'static> {
    type Borrowed<'a> = DaemonDeploymentStateChange<'a>;
}

closed_set! {
    /// The name of a daemon deployment event, in the `eventName` field of an `ECS Daemon Deployment State Change`
    /// event.
    ///
    /// Source: the pages about daemon events in the Amazon ECS developer guide.
    DaemonDeploymentEventName {
        /// The deployment has not begun.
        Pending = "DAEMON_DEPLOYMENT_PENDING",
        /// The deployment is in progress.
        InProgress = "DAEMON_DEPLOYMENT_IN_PROGRESS",
        /// The deployment is complete.
        Successful = "DAEMON_DEPLOYMENT_SUCCESSFUL",
        /// The deployment was stopped.
        Stopped = "DAEMON_DEPLOYMENT_STOPPED",
        /// Amazon ECS received a request to stop the deployment.
        StopRequested = "DAEMON_DEPLOYMENT_STOP_REQUESTED",
        /// A rollback is in progress.
        RollbackInProgress = "DAEMON_DEPLOYMENT_ROLLBACK_IN_PROGRESS",
        /// A rollback is complete.
        RollbackSuccessful = "DAEMON_DEPLOYMENT_ROLLBACK_SUCCESSFUL",
        /// A rollback failed.
        RollbackFailed = "DAEMON_DEPLOYMENT_ROLLBACK_FAILED",
    }
}
