//! The detail of `ECS Container Instance State Change` events.

use alloc::borrow::Cow;

use crate::ecs::{AgentUpdateStatus, Attachment, Attribute, InstanceStatus, ResourceType};
use crate::record::record;
use crate::{List, Optional};

record! {
    /// The detail of an `ECS Container Instance State Change` event.
    ///
    /// Amazon ECS sends this event when a container instance changes: the connection of its agent, its status, or its
    /// remaining resources. `version` increases with each change.
    ///
    /// Sources: the page "Amazon ECS container instance state change events" of the Amazon ECS developer guide, and the
    /// data type `ContainerInstance` of the Amazon ECS API.
    pub struct ContainerInstanceStateChange<'a> {
        /// The type of the account. Only the Amazon EventBridge schema registry has this field. Absent in the
        /// documented examples.
        pub account_type: Optional<Cow<'a, str>> = "accountType",

        /// Whether the container agent is connected to Amazon ECS.
        pub agent_connected: bool = "agentConnected",

        /// The status of the most recent agent update. Absent if no update was requested.
        pub agent_update_status: Optional<AgentUpdateStatus<'a>> = "agentUpdateStatus",

        /// The attachments of the instance, such as a network interface. Absent if it has none.
        pub attachments: Optional<List<Attachment<'a>>> = "attachments",

        /// The attributes of the instance. Absent if it has none.
        pub attributes: Optional<List<Attribute<'a>>> = "attributes",

        /// The name of the capacity provider. Absent if the instance has none.
        pub capacity_provider_name: Optional<Cow<'a, str>> = "capacityProviderName",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARN of the container instance.
        pub container_instance_arn: Cow<'a, str> = "containerInstanceArn",

        /// The ID of the Amazon EC2 instance, such as `i-0abcdef1234567890`. For an external instance, it is the
        /// managed instance ID in AWS Systems Manager.
        pub ec2_instance_id: Optional<Cow<'a, str>> = "ec2InstanceId",

        /// The number of tasks on the instance in the status `PENDING`. Absent in older events.
        pub pending_tasks_count: Optional<i32> = "pendingTasksCount",

        /// The time when the instance was registered, in RFC 3339 format. Absent in older events.
        pub registered_at: Optional<Cow<'a, str>> = "registeredAt",

        /// The resources of the instance at the time of its registration.
        pub registered_resources: List<Resource<'a>> = "registeredResources",

        /// The resources that are available for new tasks. For ports, the value lists the ports that are in use.
        pub remaining_resources: List<Resource<'a>> = "remainingResources",

        /// The number of tasks on the instance with the desired status `RUNNING`. Absent in older events.
        pub running_tasks_count: Optional<i32> = "runningTasksCount",

        /// The status of the instance.
        pub status: InstanceStatus<'a> = "status",

        /// The reason that the instance reached its current status. Absent if there is none.
        pub status_reason: Optional<Cow<'a, str>> = "statusReason",

        /// The time when the instance last changed, in RFC 3339 format.
        pub updated_at: Cow<'a, str> = "updatedAt",

        /// The version counter of the instance, which increases with each change. It is unrelated to the `version` of
        /// the event.
        pub version: i64 = "version",

        /// The versions of the container agent and of Docker.
        pub version_info: VersionInfo<'a> = "versionInfo",
    }
}

record! {
    /// A resource of a container instance. The field `type` determines which of the value fields is set.
    ///
    /// Source: the data type `Resource` of the Amazon ECS API.
    pub struct Resource<'a> {
        /// The value of a resource of the type `DOUBLE`.
        pub double_value: Optional<f64> = "doubleValue",

        /// The value of a resource of the type `INTEGER`: CPU units or MiB of memory, for example.
        pub integer_value: Optional<i32> = "integerValue",

        /// The value of a resource of the type `LONG`.
        pub long_value: Optional<i64> = "longValue",

        /// The name of the resource: `CPU`, `MEMORY`, `PORTS`, `PORTS_UDP` or a user-defined resource.
        pub name: Cow<'a, str> = "name",

        /// The value of a resource of the type `STRINGSET`: port numbers as strings, for example.
        pub string_set_value: Optional<List<Cow<'a, str>>> = "stringSetValue",

        /// The type of the value. The JSON key is `type`.
        pub kind: ResourceType<'a> = "type",
    }
}

record! {
    /// The versions of the container agent and of Docker on a container instance.
    ///
    /// Source: the data type `VersionInfo` of the Amazon ECS API.
    pub struct VersionInfo<'a> {
        /// The Git commit hash of the container agent build.
        pub agent_hash: Optional<Cow<'a, str>> = "agentHash",

        /// The version of the container agent, such as `1.13.0`.
        pub agent_version: Optional<Cow<'a, str>> = "agentVersion",

        /// The version of Docker, such as `DockerVersion: 1.11.2`. Absent until the agent connects.
        pub docker_version: Optional<Cow<'a, str>> = "dockerVersion",
    }
}
