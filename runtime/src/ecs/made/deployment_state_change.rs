//! The types of `ECS Deployment State Change` events.
//!
//! This file is made from `catalogue/documents/aws.ecs/ECS Deployment State Change.json`. After a change, run
//! `UPDATE=1 cargo test -p event-pattern-codegen --test ecs_types`.

use crate::__private::{Cow, closed_set, record};
use crate::ecs::EventType;
use crate::{EventDetail, Optional, OwnedDetail};

record! {
    /// The detail of an `ECS Deployment State Change` event.
    ///
    /// The ARN of the service is in the `resources` of the event.
    ///
    /// Source: the "Amazon ECS service deployment state change events" page in the Amazon ECS developer guide.
    pub struct DeploymentStateChange<'a> {
        /// The ARN of the cluster. Absent in events from before 2025.
        pub cluster_arn: Optional<Cow<'a, str>> = "clusterArn",

        /// The ID of the deployment, such as `ecs-svc/123`.
        pub deployment_id: Cow<'a, str> = "deploymentId",

        /// The name of the event, such as `SERVICE_DEPLOYMENT_FAILED`.
        pub event_name: DeploymentEventName<'a> = "eventName",

        /// The severity of the event: `INFO` or `ERROR`.
        pub event_type: EventType<'a> = "eventType",

        /// A description of the event.
        pub reason: Cow<'a, str> = "reason",

        /// The time when the deployment changed, in RFC 3339 format.
        pub updated_at: Cow<'a, str> = "updatedAt",
    }
}

impl EventDetail for DeploymentStateChange<'_> {
    const SOURCE: &'static str = "aws.ecs";
    const DETAIL_TYPE: &'static str = "ECS Deployment State Change";
}

impl OwnedDetail for DeploymentStateChange<'static> {
    type Borrowed<'a> = DeploymentStateChange<'a>;
}

closed_set! {
    /// The name of a deployment event, in the `eventName` field of an `ECS Deployment State Change` event.
    ///
    /// Source: the "Amazon ECS service deployment state change events" page in the Amazon ECS developer guide.
    DeploymentEventName {
        /// The deployment, or a rollback to this deployment, is in progress.
        ServiceDeploymentInProgress = "SERVICE_DEPLOYMENT_IN_PROGRESS",
        /// The deployment is complete.
        ServiceDeploymentCompleted = "SERVICE_DEPLOYMENT_COMPLETED",
        /// The deployment failed.
        ServiceDeploymentFailed = "SERVICE_DEPLOYMENT_FAILED",
    }
}
