//! The detail of service deployment events.

use alloc::borrow::Cow;

use crate::Optional;
use crate::ecs::{DeploymentEventName, EventType};
use crate::record::record;

record! {
    /// The detail of an `ECS Deployment State Change`.
    ///
    /// The ARN of the service is in the [`resources`](crate::Event::resources) of the event.
    ///
    /// Source: the page "Amazon ECS service deployment state change events" of the Amazon ECS developer
    /// guide.
    pub struct DeploymentStateChange<'a> {
        /// The ARN of the cluster. Absent in events before 2025.
        pub cluster_arn: Optional<Cow<'a, str>> = "clusterArn",

        /// The identity of the deployment, such as `ecs-svc/123`.
        pub deployment_id: Cow<'a, str> = "deploymentId",

        /// What happened.
        pub event_name: DeploymentEventName<'a> = "eventName",

        /// How serious it is: `INFO` or `ERROR`.
        pub event_type: EventType<'a> = "eventType",

        /// What happened, in words.
        pub reason: Cow<'a, str> = "reason",

        /// When the deployment changed, in the format of RFC 3339.
        pub updated_at: Cow<'a, str> = "updatedAt",
    }
}
