//! The detail of `ECS Task State Change` events.

use alloc::borrow::Cow;

use crate::__private::record;
use crate::ecs::{
    Attachment, Attribute, Connectivity, Container, HealthStatus, LaunchType, Overrides, StopCode, Tag, TaskStatus,
};
use crate::{List, Optional};

record! {
    /// The detail of an `ECS Task State Change` event.
    ///
    /// Amazon ECS sends this event when a task or one of its containers changes. The `version` field increases with
    /// each change, so two events with the same `taskArn` and `version` are duplicates.
    ///
    /// Sources: the "Amazon ECS task state change events" page in the Amazon ECS developer guide, and the `Task` data
    /// type in the Amazon ECS API.
    pub struct TaskStateChange<'a> {
        /// The attachments of the task, such as its network interface. Absent if the task has no attachments.
        pub attachments: Optional<List<Attachment<'a>>> = "attachments",

        /// The attributes of the task. Absent in older events.
        pub attributes: Optional<List<Attribute<'a>>> = "attributes",

        /// The Availability Zone, such as `us-east-1b`. Absent until the task is placed.
        pub availability_zone: Optional<Cow<'a, str>> = "availabilityZone",

        /// The name of the capacity provider. Absent if the task was started without a capacity provider.
        pub capacity_provider_name: Optional<Cow<'a, str>> = "capacityProviderName",

        /// The ARN of the cluster.
        pub cluster_arn: Cow<'a, str> = "clusterArn",

        /// The connectivity status of the task. Absent until the task first connects to Amazon ECS.
        pub connectivity: Optional<Connectivity<'a>> = "connectivity",

        /// The time when the task last entered the `CONNECTED` connectivity status, in RFC 3339 format. Absent until
        /// the task first connects to Amazon ECS.
        pub connectivity_at: Optional<Cow<'a, str>> = "connectivityAt",

        /// The ARN of the container instance that hosts the task. Absent on AWS Fargate.
        pub container_instance_arn: Optional<Cow<'a, str>> = "containerInstanceArn",

        /// The containers of the task. May be empty if the task failed to start.
        pub containers: List<Container<'a>> = "containers",

        /// The number of CPU units of the task, as a string, such as `256`. Absent if the task has no limit.
        pub cpu: Optional<Cow<'a, str>> = "cpu",

        /// The time when the task was created and entered `PENDING`, in RFC 3339 format.
        pub created_at: Cow<'a, str> = "createdAt",

        /// The desired status of the task: the status that Amazon ECS moves the task toward.
        pub desired_status: TaskStatus<'a> = "desiredStatus",

        /// Whether ECS Exec is enabled for the task. Absent in older events.
        pub enable_execute_command: Optional<bool> = "enableExecuteCommand",

        /// The ephemeral storage of the task. Absent if the task does not run on AWS Fargate.
        pub ephemeral_storage: Optional<EphemeralStorage> = "ephemeralStorage",

        /// The time when the containers stopped, in RFC 3339 format. Absent until then.
        pub execution_stopped_at: Optional<Cow<'a, str>> = "executionStoppedAt",

        /// The name of the task group: `service:NAME` for a task of a service, and `family:NAME` by default for any
        /// other task.
        pub group: Optional<Cow<'a, str>> = "group",

        /// The health status of the task. The API has this field, but the developer guide says that task events do not
        /// contain it.
        pub health_status: Optional<HealthStatus<'a>> = "healthStatus",

        /// The Elastic Inference accelerators of the task. Absent if the task has no accelerators.
        pub inference_accelerators: Optional<List<InferenceAccelerator<'a>>> = "inferenceAccelerators",

        /// The last known status of the task.
        pub last_status: TaskStatus<'a> = "lastStatus",

        /// The infrastructure that the task runs on. Absent in some events for tasks that have a capacity provider.
        pub launch_type: Optional<LaunchType<'a>> = "launchType",

        /// The memory of the task in MiB, as a string, such as `512`. Absent if the task has no limit.
        pub memory: Optional<Cow<'a, str>> = "memory",

        /// The task definition overrides for this task.
        pub overrides: Overrides<'a> = "overrides",

        /// The operating system family on AWS Fargate, such as `Linux`. Absent if the task does not run on AWS Fargate.
        pub platform_family: Optional<Cow<'a, str>> = "platformFamily",

        /// The platform version on AWS Fargate, such as `1.4.0`. Absent if the task does not run on AWS Fargate.
        pub platform_version: Optional<Cow<'a, str>> = "platformVersion",

        /// The time when the container image pull began, in RFC 3339 format. Absent until then.
        pub pull_started_at: Optional<Cow<'a, str>> = "pullStartedAt",

        /// The time when the container image pull completed, in RFC 3339 format. Absent until then.
        pub pull_stopped_at: Optional<Cow<'a, str>> = "pullStoppedAt",

        /// The time when the task entered `RUNNING`, in RFC 3339 format. Absent until then.
        pub started_at: Optional<Cow<'a, str>> = "startedAt",

        /// The tag that was specified when the task was started. For a task of a service, the tag is the ID of the
        /// deployment, such as `ecs-svc/123`. Absent if no tag was specified.
        pub started_by: Optional<Cow<'a, str>> = "startedBy",

        /// The stop code, which indicates why the task was stopped. Absent until the task begins to stop. Always absent
        /// in older events.
        pub stop_code: Optional<StopCode<'a>> = "stopCode",

        /// The time when the task entered `STOPPED`, in RFC 3339 format. Absent until then.
        pub stopped_at: Optional<Cow<'a, str>> = "stoppedAt",

        /// The reason that the task was stopped, such as `Essential container in task exited`. Absent until the task
        /// begins to stop.
        pub stopped_reason: Optional<Cow<'a, str>> = "stoppedReason",

        /// The time when the task began to stop, in RFC 3339 format. Absent until then.
        pub stopping_at: Optional<Cow<'a, str>> = "stoppingAt",

        /// The tags of the task. Absent in most events.
        pub tags: Optional<List<Tag<'a>>> = "tags",

        /// The ARN of the task.
        pub task_arn: Cow<'a, str> = "taskArn",

        /// The ARN of the task definition, including the revision.
        pub task_definition_arn: Cow<'a, str> = "taskDefinitionArn",

        /// The time when the task last changed, in RFC 3339 format.
        pub updated_at: Cow<'a, str> = "updatedAt",

        /// The version counter of the task, which increases with each change. It is unrelated to the `version` field of
        /// the envelope.
        pub version: i64 = "version",
    }
}

record! {
    /// The ephemeral storage of a task on AWS Fargate.
    ///
    /// Source: the `EphemeralStorage` data type in the Amazon ECS API.
    pub struct EphemeralStorage {
        /// The size in GiB.
        pub size_in_gib: Optional<i32> = "sizeInGiB",
    }
}

record! {
    /// An Elastic Inference accelerator of a task.
    ///
    /// Source: the `InferenceAccelerator` data type in the Amazon ECS API.
    pub struct InferenceAccelerator<'a> {
        /// The device name of the accelerator.
        pub device_name: Optional<Cow<'a, str>> = "deviceName",

        /// The device type of the accelerator.
        pub device_type: Optional<Cow<'a, str>> = "deviceType",
    }
}
