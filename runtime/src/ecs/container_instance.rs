//! The detail of container instance events.

use alloc::borrow::Cow;

use crate::ecs::{AgentUpdateStatus, Attachment, Attribute, InstanceStatus, ResourceType};
use crate::record::record;
use crate::{List, Optional};

record! {
    /// The detail of an `ECS Container Instance State Change`.
    ///
    /// A container instance changed: its agent connected or not, its status, or what is left of its
    /// resources. `version` grows with each change.
    ///
    /// Source: the page "Amazon ECS container instance state change events" of the Amazon ECS developer
    /// guide, and the shape `ContainerInstance` of the Amazon ECS API.
    pub struct ContainerInstanceStateChange<'a> {
        /// The type of the account. Known only from the Amazon EventBridge schema registry; absent in
        /// the documented examples.
        pub account_type: Optional<Cow<'a, str>> = "accountType",

        /// Whether the container agent is connected to Amazon ECS.
        pub agent_connected: bool = "agentConnected",

        /// The status of the last update of the agent. Absent when none was asked for.
        pub agent_update_status: Optional<AgentUpdateStatus<'a>> = "agentUpdateStatus",

        /// What is attached to the instance, such as a network interface. Absent when there is nothing.
        pub attachments: Optional<List<Attachment<'a>>> = "attachments",

        /// The attributes of the instance. Absent when there are none.
        pub attributes: Optional<List<Attribute<'a>>> = "attributes",

        /// The capacity provider. Absent for an instance without one.
        pub capacity_provider_name: Optional<Cow<'a, str>> = "capacityProviderName",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARN of the container instance.
        pub container_instance_arn: Cow<'a, str> = "containerInstanceArn",

        /// The identity of the Amazon EC2 instance, such as `i-0abcdef1234567890`. For a machine
        /// outside AWS it is the identity in AWS Systems Manager.
        pub ec2_instance_id: Optional<Cow<'a, str>> = "ec2InstanceId",

        /// The number of tasks in `PENDING`. Absent in older events.
        pub pending_tasks_count: Optional<i32> = "pendingTasksCount",

        /// When the instance was registered, in the format of RFC 3339. Absent in older events.
        pub registered_at: Optional<Cow<'a, str>> = "registeredAt",

        /// The resources of the instance when it was registered.
        pub registered_resources: List<Resource<'a>> = "registeredResources",

        /// The resources that are free. For ports it lists those that are taken.
        pub remaining_resources: List<Resource<'a>> = "remainingResources",

        /// The number of tasks that are meant to be running. Absent in older events.
        pub running_tasks_count: Optional<i32> = "runningTasksCount",

        /// The status of the instance.
        pub status: InstanceStatus<'a> = "status",

        /// Why the instance has this status. Absent if there is no reason.
        pub status_reason: Optional<Cow<'a, str>> = "statusReason",

        /// When the instance last changed, in the format of RFC 3339.
        pub updated_at: Cow<'a, str> = "updatedAt",

        /// The version of the instance, which grows with each change. Not the `version` of the event.
        pub version: i64 = "version",

        /// The versions of the agent and of Docker.
        pub version_info: VersionInfo<'a> = "versionInfo",
    }
}

record! {
    /// A resource of a container instance. `type` says which of the values it has.
    ///
    /// Source: the shape `Resource` of the Amazon ECS API.
    pub struct Resource<'a> {
        /// The value of a resource of the type `DOUBLE`.
        pub double_value: Optional<f64> = "doubleValue",

        /// The value of a resource of the type `INTEGER`: CPU units or MiB of memory, for example.
        pub integer_value: Optional<i32> = "integerValue",

        /// The value of a resource of the type `LONG`.
        pub long_value: Optional<i64> = "longValue",

        /// The name of the resource: `CPU`, `MEMORY`, `PORTS`, `PORTS_UDP` or one of your own.
        pub name: Cow<'a, str> = "name",

        /// The value of a resource of the type `STRINGSET`: port numbers as texts, for example.
        pub string_set_value: Optional<List<Cow<'a, str>>> = "stringSetValue",

        /// The type of the value. `type` in JSON.
        pub kind: ResourceType<'a> = "type",
    }
}

record! {
    /// The versions of what runs on a container instance.
    ///
    /// Source: the shape `VersionInfo` of the Amazon ECS API.
    pub struct VersionInfo<'a> {
        /// The Git commit of the container agent.
        pub agent_hash: Optional<Cow<'a, str>> = "agentHash",

        /// The version of the container agent, such as `1.13.0`.
        pub agent_version: Optional<Cow<'a, str>> = "agentVersion",

        /// The version of Docker, such as `DockerVersion: 1.11.2`. Absent until the agent connects.
        pub docker_version: Optional<Cow<'a, str>> = "dockerVersion",
    }
}
