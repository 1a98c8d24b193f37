//! The types of `ECS Container Instance State Change` events.
//!
//! This file is made from `catalogue/documents/aws.ecs/ECS Container Instance State Change.json`. After a change, run
//! `UPDATE=1 cargo test -p event-pattern-codegen --test ecs_types`.

use crate::__private::{Cow, closed_set, record};
use crate::ecs::{Attachment, Attribute};
use crate::{EventDetail, HasName, List, Optional, OwnedDetail};

record! {
    /// The detail of an `ECS Container Instance State Change` event.
    ///
    /// Amazon ECS sends this event when the agent connection, the status or the remaining resources of a container
    /// instance change. The `version` field increases with each change.
    ///
    /// Sources: the "Amazon ECS container instance state change events" page in the Amazon ECS developer guide, and the
    /// `ContainerInstance` data type in the Amazon ECS API.
    pub struct ContainerInstanceStateChange<'a> {
        /// The type of the account. This field appears only in the Amazon EventBridge schema registry, not in the
        /// documented examples.
        pub account_type: Optional<Cow<'a, str>> = "accountType",

        /// Whether the container agent is connected to Amazon ECS.
        pub agent_connected: bool = "agentConnected",

        /// The status of the most recent agent update. Absent if no update was requested.
        pub agent_update_status: Optional<AgentUpdateStatus<'a>> = "agentUpdateStatus",

        /// The attachments of the instance, such as network interfaces. Absent if the instance has no attachments.
        pub attachments: Optional<List<Attachment<'a>>> = "attachments",

        /// The attributes of the instance. Absent if the instance has no attributes.
        pub attributes: Optional<List<Attribute<'a>>> = "attributes",

        /// The name of the capacity provider. Absent if the instance has no capacity provider.
        pub capacity_provider_name: Optional<Cow<'a, str>> = "capacityProviderName",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The ARN of the container instance.
        pub container_instance_arn: Cow<'a, str> = "containerInstanceArn",

        /// The ID of the Amazon EC2 instance, such as `i-0abcdef1234567890`. For an external instance, this is the
        /// managed instance ID in AWS Systems Manager.
        pub ec2_instance_id: Optional<Cow<'a, str>> = "ec2InstanceId",

        /// The number of tasks on the instance that are in the `PENDING` status. Absent in older events.
        pub pending_tasks_count: Optional<i32> = "pendingTasksCount",

        /// The time when the instance was registered, in RFC 3339 format. Absent in older events.
        pub registered_at: Optional<Cow<'a, str>> = "registeredAt",

        /// The resources that the instance had when it was registered.
        pub registered_resources: List<Resource<'a>> = "registeredResources",

        /// The resources that are available for new tasks. For ports, the value lists the ports that are in use.
        pub remaining_resources: List<Resource<'a>> = "remainingResources",

        /// The number of tasks on the instance that have the desired status `RUNNING`. Absent in older events.
        pub running_tasks_count: Optional<i32> = "runningTasksCount",

        /// The status of the instance.
        pub status: InstanceStatus<'a> = "status",

        /// The reason for the current status of the instance. Absent if no reason is given.
        pub status_reason: Optional<Cow<'a, str>> = "statusReason",

        /// The time when the instance last changed, in RFC 3339 format.
        pub updated_at: Cow<'a, str> = "updatedAt",

        /// The version counter of the instance, which increases with each change. It is unrelated to the `version`
        /// field of the envelope.
        pub version: i64 = "version",

        /// The versions of the container agent and of Docker.
        pub version_info: VersionInfo<'a> = "versionInfo",
    }
}

impl EventDetail for ContainerInstanceStateChange<'_> {
    const SOURCE: &'static str = "aws.ecs";
    const DETAIL_TYPE: &'static str = "ECS Container Instance State Change";
}

impl OwnedDetail for ContainerInstanceStateChange<'static> {
    type Borrowed<'a> = ContainerInstanceStateChange<'a>;
}

record! {
    /// A resource of a container instance. The `type` field determines which of the value fields is set.
    ///
    /// Source: the `Resource` data type in the Amazon ECS API.
    pub struct Resource<'a> {
        /// The value of a resource of type `DOUBLE`.
        pub double_value: Optional<f64> = "doubleValue",

        /// The value of a resource of type `INTEGER`, such as CPU units or MiB of memory.
        pub integer_value: Optional<i32> = "integerValue",

        /// The value of a resource of type `LONG`.
        pub long_value: Optional<i64> = "longValue",

        /// The name of the resource: `CPU`, `MEMORY`, `PORTS`, `PORTS_UDP` or a user-defined name.
        pub name: Cow<'a, str> = "name",

        /// The value of a resource of type `STRINGSET`, such as port numbers as strings.
        pub string_set_value: Optional<List<Cow<'a, str>>> = "stringSetValue",

        /// The type of the value. The JSON key is `type`.
        pub kind: ResourceType<'a> = "type",
    }
}

impl HasName for Resource<'_> {
    #[inline]
    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }
}

record! {
    /// The versions of the container agent and of Docker on a container instance.
    ///
    /// Source: the `VersionInfo` data type in the Amazon ECS API.
    pub struct VersionInfo<'a> {
        /// The Git commit hash of the container agent build.
        pub agent_hash: Optional<Cow<'a, str>> = "agentHash",

        /// The version of the container agent, such as `1.13.0`.
        pub agent_version: Optional<Cow<'a, str>> = "agentVersion",

        /// The version of Docker, such as `DockerVersion: 1.11.2`. Absent until the agent connects.
        pub docker_version: Optional<Cow<'a, str>> = "dockerVersion",
    }
}

closed_set! {
    /// The status of the most recent container agent update, in the `agentUpdateStatus` field.
    ///
    /// Source: the `AgentUpdateStatus` type in the Amazon ECS API.
    AgentUpdateStatus {
        /// The update was requested.
        Pending = "PENDING",
        /// The download of the update has begun.
        Staging = "STAGING",
        /// The download of the update is complete.
        Staged = "STAGED",
        /// The update is being installed.
        Updating = "UPDATING",
        /// The update is installed.
        Updated = "UPDATED",
        /// The update failed.
        Failed = "FAILED",
    }
}

closed_set! {
    /// The type of a container instance resource, in the `type` field. The type determines which field contains the
    /// resource's value.
    ///
    /// Source: the `Resource` data type in the Amazon ECS API.
    ResourceType {
        /// The value is in `integerValue`.
        Integer = "INTEGER",
        /// The value is in `longValue`.
        Long = "LONG",
        /// The value is in `doubleValue`.
        Double = "DOUBLE",
        /// The value is in `stringSetValue`.
        StringSet = "STRINGSET",
    }
}

closed_set! {
    /// The status of a container instance, in the `status` field.
    ///
    /// Source: the `ContainerInstanceStatus` type in the Amazon ECS API.
    InstanceStatus {
        /// The instance accepts tasks.
        Active = "ACTIVE",
        /// The instance accepts no new tasks.
        Draining = "DRAINING",
        /// The instance is deregistered and accepts no tasks.
        Inactive = "INACTIVE",
        /// The instance is being registered with the cluster.
        Registering = "REGISTERING",
        /// The instance is being deregistered from the cluster.
        Deregistering = "DEREGISTERING",
        /// The registration of the instance with the cluster failed.
        RegistrationFailed = "REGISTRATION_FAILED",
    }
}
