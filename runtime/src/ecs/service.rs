//! The detail of service events.

use alloc::borrow::Cow;

use crate::ecs::{EventType, ServiceEventName};
use crate::record::record;
use crate::{List, Optional};

record! {
    /// The detail of an `ECS Service Action`.
    ///
    /// There is no `serviceName` here: the ARN of the service is in the
    /// [`resources`](crate::Event::resources) of the event.
    ///
    /// Source: the page "Amazon ECS service action events" of the Amazon ECS developer guide, and the
    /// Amazon EventBridge schema registry.
    pub struct ServiceAction<'a> {
        /// The ARNs of the capacity providers that the event is about. Absent when it is not about any.
        pub capacity_provider_arns: Optional<List<Cow<'a, str>>> = "capacityProviderArns",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARNs of the container instances that the event is about. Absent when it is not about
        /// any.
        pub container_instance_arns: Optional<List<Cow<'a, str>>> = "containerInstanceArns",

        /// The port of the container that the event is about. Absent in most events.
        pub container_port: Optional<i32> = "containerPort",

        /// When the action happened, in the format of RFC 3339.
        pub created_at: Optional<Cow<'a, str>> = "createdAt",

        /// The desired number of tasks. Absent unless that number changed.
        pub desired_count: Optional<i32> = "desiredCount",

        /// The Amazon EC2 instances that the event is about. Absent when it is not about any.
        pub ec2_instance_ids: Optional<List<Cow<'a, str>>> = "ec2InstanceIds",

        /// What happened.
        pub event_name: ServiceEventName<'a> = "eventName",

        /// How serious it is: `INFO`, `WARN` or `ERROR`.
        pub event_type: EventType<'a> = "eventType",

        /// Why it happened, such as `RESOURCE:CPU`. Absent if there is no reason.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The ARNs of the service discovery registries that the event is about. Absent when it is not
        /// about any.
        pub service_registry_arns: Optional<List<Cow<'a, str>>> = "serviceRegistryArns",

        /// The ARNs of the target groups that the event is about. Absent when it is not about any.
        pub target_group_arns: Optional<List<Cow<'a, str>>> = "targetGroupArns",

        /// The targets that the event is about. Absent when it is not about any.
        pub targets: Optional<List<Cow<'a, str>>> = "targets",

        /// The ARNs of the tasks that the event is about. Absent when it is not about any.
        pub task_arns: Optional<List<Cow<'a, str>>> = "taskArns",

        /// The ARNs of the task sets that the event is about. Absent when it is not about any.
        pub task_set_arns: Optional<List<Cow<'a, str>>> = "taskSetArns",
    }
}
