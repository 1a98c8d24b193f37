//! The detail of `ECS Deployment State Change` events.

use alloc::borrow::Cow;

use crate::__private::record;
use crate::Optional;
use crate::ecs::{DeploymentEventName, EventType};

record! {
    /// The detail of an `ECS Deployment State Change` event.
    ///
    /// The ARN of the service is in the [`resources`](crate::Event::resources) of the event.
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
