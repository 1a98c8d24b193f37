//! The detail of `ECS Service Action` events.

use alloc::borrow::Cow;

use crate::__private::record;
use crate::ecs::{EventType, ServiceEventName};
use crate::{List, Optional};

record! {
    /// The detail of an `ECS Service Action` event.
    ///
    /// The detail does not name the service. The ARN of the service is in the [`resources`](crate::Event::resources) of
    /// the event.
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
