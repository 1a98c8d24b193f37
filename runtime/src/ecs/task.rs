//! The detail of task events.

use alloc::borrow::Cow;

use crate::ecs::{
    Attachment, Attribute, Connectivity, Container, HealthStatus, LaunchType, Overrides, StopCode, Tag, TaskStatus,
};
use crate::record::record;
use crate::{List, Optional};

record! {
    /// The detail of an `ECS Task State Change`.
    ///
    /// A task, or one of its containers, changed. `version` grows with each change, so two events with
    /// the same `taskArn` and `version` are the same event delivered twice.
    ///
    /// Source: the page "Amazon ECS task state change events" of the Amazon ECS developer guide, and
    /// the shape `Task` of the Amazon ECS API.
    pub struct TaskStateChange<'a> {
        /// What is attached to the task, such as its network interface. Absent when there is nothing.
        pub attachments: Optional<List<Attachment<'a>>> = "attachments",

        /// The attributes of the task. Absent in older events.
        pub attributes: Optional<List<Attribute<'a>>> = "attributes",

        /// The Availability Zone, such as `us-east-1b`. Absent until the task has a place.
        pub availability_zone: Optional<Cow<'a, str>> = "availabilityZone",

        /// The capacity provider. Absent for tasks that were started without one.
        pub capacity_provider_name: Optional<Cow<'a, str>> = "capacityProviderName",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// Whether the task is connected to Amazon ECS. Absent until it first connects.
        pub connectivity: Optional<Connectivity<'a>> = "connectivity",

        /// When the task was last connected, in the format of RFC 3339. Absent until then.
        pub connectivity_at: Optional<Cow<'a, str>> = "connectivityAt",

        /// The ARN of the container instance. Absent on AWS Fargate.
        pub container_instance_arn: Optional<Cow<'a, str>> = "containerInstanceArn",

        /// The containers of the task. May be empty when the task failed to start.
        pub containers: List<Container<'a>> = "containers",

        /// The CPU units of the task, as text, such as `256`. Absent when the task has no limit.
        pub cpu: Optional<Cow<'a, str>> = "cpu",

        /// When the task entered `PENDING`, in the format of RFC 3339.
        pub created_at: Cow<'a, str> = "createdAt",

        /// The status that the task is meant to reach.
        pub desired_status: TaskStatus<'a> = "desiredStatus",

        /// Whether ECS Exec is on for the task. Absent in older events.
        pub enable_execute_command: Optional<bool> = "enableExecuteCommand",

        /// The ephemeral storage of the task. Absent outside AWS Fargate.
        pub ephemeral_storage: Optional<EphemeralStorage> = "ephemeralStorage",

        /// When the containers stopped, in the format of RFC 3339. Absent until then.
        pub execution_stopped_at: Optional<Cow<'a, str>> = "executionStoppedAt",

        /// The task group: `service:NAME` for a task of a service, `family:NAME` for others by default.
        pub group: Optional<Cow<'a, str>> = "group",

        /// The health of the task. The API has it, but the developer guide says that task events do not
        /// carry it.
        pub health_status: Optional<HealthStatus<'a>> = "healthStatus",

        /// The Elastic Inference accelerators of the task. Absent when there are none.
        pub inference_accelerators: Optional<List<InferenceAccelerator<'a>>> = "inferenceAccelerators",

        /// The last known status of the task.
        pub last_status: TaskStatus<'a> = "lastStatus",

        /// What the task runs on. Absent in some events of tasks with a capacity provider.
        pub launch_type: Optional<LaunchType<'a>> = "launchType",

        /// The memory of the task in MiB, as text, such as `512`. Absent when the task has no limit.
        pub memory: Optional<Cow<'a, str>> = "memory",

        /// What the task changes in its task definition.
        pub overrides: Overrides<'a> = "overrides",

        /// The operating system family on AWS Fargate, such as `Linux`. Absent elsewhere.
        pub platform_family: Optional<Cow<'a, str>> = "platformFamily",

        /// The platform version on AWS Fargate, such as `1.4.0`. Absent elsewhere.
        pub platform_version: Optional<Cow<'a, str>> = "platformVersion",

        /// When the pull of the images began, in the format of RFC 3339. Absent until then.
        pub pull_started_at: Optional<Cow<'a, str>> = "pullStartedAt",

        /// When the pull of the images ended, in the format of RFC 3339. Absent until then.
        pub pull_stopped_at: Optional<Cow<'a, str>> = "pullStoppedAt",

        /// When the task entered `RUNNING`, in the format of RFC 3339. Absent until then.
        pub started_at: Optional<Cow<'a, str>> = "startedAt",

        /// Who started the task: for a task of a service the identity of the deployment, such as
        /// `ecs-svc/123`. Absent when nobody gave a name.
        pub started_by: Optional<Cow<'a, str>> = "startedBy",

        /// Why the task was stopped, as a code. Absent until the task is stopping, and in old events.
        pub stop_code: Optional<StopCode<'a>> = "stopCode",

        /// When the task entered `STOPPED`, in the format of RFC 3339. Absent until then.
        pub stopped_at: Optional<Cow<'a, str>> = "stoppedAt",

        /// Why the task was stopped, in words, such as `Essential container in task exited`. Absent
        /// until the task is stopping.
        pub stopped_reason: Optional<Cow<'a, str>> = "stoppedReason",

        /// When the task began to stop, in the format of RFC 3339. Absent until then.
        pub stopping_at: Optional<Cow<'a, str>> = "stoppingAt",

        /// The tags of the task. Absent in most events.
        pub tags: Optional<List<Tag<'a>>> = "tags",

        /// The ARN of the task.
        pub task_arn: Cow<'a, str> = "taskArn",

        /// The ARN of the task definition, with its revision.
        pub task_definition_arn: Cow<'a, str> = "taskDefinitionArn",

        /// When the task last changed, in the format of RFC 3339.
        pub updated_at: Cow<'a, str> = "updatedAt",

        /// The version of the task, which grows with each change. Not the `version` of the event.
        pub version: i64 = "version",
    }
}

record! {
    /// The ephemeral storage of a task on AWS Fargate.
    ///
    /// Source: the shape `EphemeralStorage` of the Amazon ECS API.
    pub struct EphemeralStorage {
        /// The size in GiB.
        pub size_in_gib: Optional<i32> = "sizeInGiB",
    }
}

record! {
    /// An Elastic Inference accelerator of a task.
    ///
    /// Source: the shape `InferenceAccelerator` of the Amazon ECS API.
    pub struct InferenceAccelerator<'a> {
        /// The name of the accelerator.
        pub device_name: Optional<Cow<'a, str>> = "deviceName",

        /// The type of the accelerator.
        pub device_type: Optional<Cow<'a, str>> = "deviceType",
    }
}
