//! The types of `ECS Task State Change` events.
//!
//! This file is made from `catalogue/documents/aws.ecs/ECS Task State Change.json`. After a change, run
//! `UPDATE=1 cargo test -p event-pattern-codegen --test ecs_types`.

use crate::__private::{Cow, closed_set, record};
use crate::{EventDetail, HasName, List, Optional, OwnedDetail};

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

impl EventDetail for TaskStateChange<'_> {
    const SOURCE: &'static str = "aws.ecs";
    const DETAIL_TYPE: &'static str = "ECS Task State Change";
}

impl OwnedDetail for TaskStateChange<'static> {
    type Borrowed<'a> = TaskStateChange<'a>;
}

record! {
    /// An attachment of a task or a container instance, such as a network interface.
    ///
    /// Source: the `Attachment` data type in the Amazon ECS API.
    pub struct Attachment<'a> {
        /// The details of the attachment as name-value pairs. Empty if the attachment has no details.
        pub details: Optional<List<AttachmentDetail<'a>>> = "details",

        /// The ID of the attachment.
        pub id: Optional<Cow<'a, str>> = "id",

        /// The status of the attachment.
        pub status: Optional<AttachmentStatus<'a>> = "status",

        /// The type of the attachment, such as `eni`, `sdi` or `ElasticNetworkInterface`. AWS does not list all
        /// possible values. The JSON key is `type`.
        pub kind: Optional<Cow<'a, str>> = "type",
    }
}

record! {
    /// A detail of an attachment: a name-value pair.
    ///
    /// Source: the `KeyValuePair` data type in the Amazon ECS API.
    pub struct AttachmentDetail<'a> {
        /// The name of the detail. The details of a network interface are named `subnetId`, `networkInterfaceId`,
        /// `macAddress`, `privateDnsName` and `privateIPv4Address`.
        pub name: Optional<Cow<'a, str>> = "name",

        /// The value of the detail.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

impl HasName for AttachmentDetail<'_> {
    #[inline]
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

record! {
    /// An attribute of a task or a container instance, such as `ecs.cpu-architecture`.
    ///
    /// Source: the `Attribute` data type in the Amazon ECS API.
    pub struct Attribute<'a> {
        /// The name of the attribute.
        pub name: Optional<Cow<'a, str>> = "name",

        /// The ID of the target that the attribute is attached to. Absent in all known events.
        pub target_id: Optional<Cow<'a, str>> = "targetId",

        /// The type of the target, currently always `container-instance`. Absent in all known events.
        pub target_type: Optional<Cow<'a, str>> = "targetType",

        /// The value of the attribute. Absent if the attribute has only a name.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

impl HasName for Attribute<'_> {
    #[inline]
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

record! {
    /// A container of a task.
    ///
    /// Sources: the `Container` data type in the Amazon ECS API, and the examples on the "Amazon ECS task state change
    /// events" page in the Amazon ECS developer guide.
    pub struct Container<'a> {
        /// The ARN of the container.
        pub container_arn: Cow<'a, str> = "containerArn",

        /// The number of CPU units of the container, as a string. The value is `"0"` if the container definition does
        /// not specify a number, and `"null"` in some events.
        pub cpu: Optional<Cow<'a, str>> = "cpu",

        /// The exit code of the container. Absent if the container has not stopped or never ran.
        pub exit_code: Optional<i32> = "exitCode",

        /// The IDs of the container's GPUs. Absent if the container has no GPUs.
        pub gpu_ids: Optional<List<Cow<'a, str>>> = "gpuIds",

        /// The health status of the container. Absent in many events.
        pub health_status: Optional<HealthStatus<'a>> = "healthStatus",

        /// The image, as specified in the container definition. Absent for containers that AWS adds, such as
        /// `aws-guardduty-agent-…`.
        pub image: Optional<Cow<'a, str>> = "image",

        /// The digest of the image, such as `sha256:7a1b…`. Absent until the image has been pulled.
        pub image_digest: Optional<Cow<'a, str>> = "imageDigest",

        /// The last known status of the container.
        pub last_status: TaskStatus<'a> = "lastStatus",

        /// The managed agents of the container, such as the agent for ECS Exec. Absent if the container has no managed
        /// agents.
        pub managed_agents: Optional<List<ManagedAgent<'a>>> = "managedAgents",

        /// The hard memory limit in MiB, as a string. Absent if the container definition does not set this limit.
        pub memory: Optional<Cow<'a, str>> = "memory",

        /// The soft memory limit in MiB, as a string. Absent if the container definition does not set this limit.
        pub memory_reservation: Optional<Cow<'a, str>> = "memoryReservation",

        /// The name of the container in the task definition.
        pub name: Cow<'a, str> = "name",

        /// The network bindings of the container. Absent if the task has its own network interface.
        pub network_bindings: Optional<List<NetworkBinding<'a>>> = "networkBindings",

        /// The network interfaces of the container in the `awsvpc` network mode. Absent or empty in other network
        /// modes.
        pub network_interfaces: Optional<List<NetworkInterface<'a>>> = "networkInterfaces",

        /// Details about why the container stopped or did not start, such as `OutOfMemoryError: …`. The text has at
        /// most 1,024 characters. Absent if there are no details.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The ID of the container in the container runtime, such as Docker. Absent until the container is created.
        pub runtime_id: Optional<Cow<'a, str>> = "runtimeId",

        /// The ARN of the task that the container belongs to.
        pub task_arn: Cow<'a, str> = "taskArn",
    }
}

impl HasName for Container<'_> {
    #[inline]
    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }
}

record! {
    /// A managed agent that Amazon ECS runs in a container.
    ///
    /// Source: task events of Amazon ECS. `DescribeTasks` has the status in `lastStatus` instead of `status`.
    pub struct ManagedAgent<'a> {
        /// The time when the agent was last started, in RFC 3339 format. Absent until the agent is first started.
        pub last_started_at: Optional<Cow<'a, str>> = "lastStartedAt",

        /// The name of the agent: `ExecuteCommandAgent` for ECS Exec.
        pub name: Optional<Cow<'a, str>> = "name",

        /// The reason for the current status of the agent. Absent if no reason is given.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The last known status of the agent, such as `RUNNING`.
        pub status: Optional<Cow<'a, str>> = "status",
    }
}

impl HasName for ManagedAgent<'_> {
    #[inline]
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

record! {
    /// A network binding, which binds a container port or a range of container ports to the container instance.
    ///
    /// Source: the `NetworkBinding` data type in the Amazon ECS API.
    pub struct NetworkBinding<'a> {
        /// The IP address that the container is bound to on the container instance.
        pub bind_ip: Optional<Cow<'a, str>> = "bindIP",

        /// The port number on the container. Absent if a port range is bound.
        pub container_port: Optional<i32> = "containerPort",

        /// The port range on the container, such as `8000-8010`. Absent if a single port is bound.
        pub container_port_range: Optional<Cow<'a, str>> = "containerPortRange",

        /// The port number on the container instance. Absent if a port range is bound.
        pub host_port: Optional<i32> = "hostPort",

        /// The port range on the container instance. Absent if a single port is bound.
        pub host_port_range: Optional<Cow<'a, str>> = "hostPortRange",

        /// The protocol of the network binding.
        pub protocol: Optional<TransportProtocol<'a>> = "protocol",
    }
}

record! {
    /// A network interface of a container in the `awsvpc` network mode.
    ///
    /// Source: the `NetworkInterface` data type in the Amazon ECS API.
    pub struct NetworkInterface<'a> {
        /// The ID of the network interface's attachment, which equals the `id` of the attachment.
        pub attachment_id: Optional<Cow<'a, str>> = "attachmentId",

        /// The private IPv6 address. Absent if the network interface has no private IPv6 address.
        pub ipv6_address: Optional<Cow<'a, str>> = "ipv6Address",

        /// The private IPv4 address. In the details of the attachment, this address is named `privateIPv4Address`, with
        /// `IP` in capital letters.
        pub private_ipv4_address: Optional<Cow<'a, str>> = "privateIpv4Address",
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

record! {
    /// The task definition overrides for one task.
    ///
    /// Source: the `TaskOverride` data type in the Amazon ECS API.
    pub struct Overrides<'a> {
        /// The overrides for containers. Many events list every container here, including containers without overrides.
        pub container_overrides: Optional<List<ContainerOverride<'a>>> = "containerOverrides",

        /// The number of CPU units of the task, as a string. Absent if not overridden.
        pub cpu: Optional<Cow<'a, str>> = "cpu",

        /// The ephemeral storage of the task. Absent if not overridden.
        pub ephemeral_storage: Optional<EphemeralStorage> = "ephemeralStorage",

        /// The ARN of the task execution role. Absent if not overridden.
        pub execution_role_arn: Optional<Cow<'a, str>> = "executionRoleArn",

        /// The overrides for Elastic Inference accelerators. Absent or empty if no accelerator is overridden.
        pub inference_accelerator_overrides: Optional<List<InferenceAcceleratorOverride<'a>>> = "inferenceAcceleratorOverrides",

        /// The memory of the task in MiB, as a string. Absent if not overridden.
        pub memory: Optional<Cow<'a, str>> = "memory",

        /// The ARN of the task role, which the containers assume. Absent if not overridden.
        pub task_role_arn: Optional<Cow<'a, str>> = "taskRoleArn",
    }
}

record! {
    /// The overrides for one container of a task.
    ///
    /// `cpu`, `memory` and `memoryReservation` are numbers here, but strings in a `Container`.
    ///
    /// Source: the `ContainerOverride` data type in the Amazon ECS API.
    pub struct ContainerOverride<'a> {
        /// The command of the container, which replaces the default command of the image. Absent if not overridden.
        pub command: Optional<List<Cow<'a, str>>> = "command",

        /// The number of CPU units. Absent if not overridden.
        pub cpu: Optional<i32> = "cpu",

        /// The environment variables that are added or changed. Absent if no variable is added or changed.
        pub environment: Optional<List<EnvironmentVariable<'a>>> = "environment",

        /// The files that contain environment variables. Absent if no files are specified.
        pub environment_files: Optional<List<EnvironmentFile<'a>>> = "environmentFiles",

        /// The hard memory limit in MiB. Absent if not overridden.
        pub memory: Optional<i32> = "memory",

        /// The soft memory limit in MiB. Absent if not overridden.
        pub memory_reservation: Optional<i32> = "memoryReservation",

        /// The name of the container.
        pub name: Cow<'a, str> = "name",

        /// The resources to assign to the container, such as GPUs. Absent if not overridden.
        pub resource_requirements: Optional<List<ResourceRequirement<'a>>> = "resourceRequirements",
    }
}

impl HasName for ContainerOverride<'_> {
    #[inline]
    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }
}

record! {
    /// An environment variable of a container.
    ///
    /// Source: the `KeyValuePair` data type in the Amazon ECS API.
    pub struct EnvironmentVariable<'a> {
        /// The name of the variable.
        pub name: Optional<Cow<'a, str>> = "name",

        /// The value of the variable.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

impl HasName for EnvironmentVariable<'_> {
    #[inline]
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

record! {
    /// A file that contains environment variables.
    ///
    /// Source: the `EnvironmentFile` data type in the Amazon ECS API.
    pub struct EnvironmentFile<'a> {
        /// The storage type of the file, currently always `s3`. The JSON key is `type`.
        pub kind: Optional<Cow<'a, str>> = "type",

        /// The ARN of the Amazon S3 object that contains the file.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

record! {
    /// A resource that is assigned to a container.
    ///
    /// Source: the `ResourceRequirement` data type in the Amazon ECS API.
    pub struct ResourceRequirement<'a> {
        /// The type of the resource, such as `GPU`. The JSON key is `type`.
        pub kind: Optional<Cow<'a, str>> = "type",

        /// The value, which depends on the resource type: the number of GPUs, or the device name of an accelerator.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

record! {
    /// The overrides for one Elastic Inference accelerator of a task.
    ///
    /// Source: the `InferenceAcceleratorOverride` data type in the Amazon ECS API.
    pub struct InferenceAcceleratorOverride<'a> {
        /// The device name of the accelerator, as specified in the task definition.
        pub device_name: Optional<Cow<'a, str>> = "deviceName",

        /// The device type of the accelerator.
        pub device_type: Optional<Cow<'a, str>> = "deviceType",
    }
}

record! {
    /// A tag of a task.
    ///
    /// Source: the `Tag` data type in the Amazon ECS API.
    pub struct Tag<'a> {
        /// The key of the tag.
        pub key: Optional<Cow<'a, str>> = "key",

        /// The value of the tag.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

closed_set! {
    /// The status of an attachment, such as a network interface, in the `status` field.
    ///
    /// Source: the `Attachment` data type in the Amazon ECS API.
    AttachmentStatus {
        /// The attachment has not been created yet.
        Precreated = "PRECREATED",
        /// The attachment has been created.
        Created = "CREATED",
        /// The attachment is being attached.
        Attaching = "ATTACHING",
        /// The attachment is attached.
        Attached = "ATTACHED",
        /// The attachment is being detached.
        Detaching = "DETACHING",
        /// The attachment is detached.
        Detached = "DETACHED",
        /// The attachment has been deleted.
        Deleted = "DELETED",
        /// The attachment failed.
        Failed = "FAILED",
    }
}

closed_set! {
    /// The connectivity status of a task, in the `connectivity` field.
    ///
    /// Source: the `Connectivity` type in the Amazon ECS API.
    Connectivity {
        /// The task is connected to Amazon ECS.
        Connected = "CONNECTED",
        /// The task is not connected to Amazon ECS.
        Disconnected = "DISCONNECTED",
    }
}

closed_set! {
    /// The health status of a container or a task, in the `healthStatus` field.
    ///
    /// Source: the `HealthStatus` type in the Amazon ECS API.
    HealthStatus {
        /// The health checks pass.
        Healthy = "HEALTHY",
        /// The health checks fail.
        Unhealthy = "UNHEALTHY",
        /// No health check is defined, or there is no result yet.
        Unknown = "UNKNOWN",
    }
}

closed_set! {
    /// The status of a task or a container, in the `lastStatus` and `desiredStatus` fields.
    ///
    /// The event for a task's `DEPROVISIONING` status already contains exit codes, and the later event for the
    /// `STOPPED` status repeats them. A rule that has conditions only on exit codes matches both events.
    ///
    /// Source: the "Amazon ECS task lifecycle" page in the Amazon ECS developer guide.
    TaskStatus {
        /// Amazon ECS is performing steps before the task is launched, such as creating a network interface.
        Provisioning = "PROVISIONING",
        /// The task is waiting for the container agent or for resources.
        Pending = "PENDING",
        /// Amazon ECS is performing steps after the task is launched, such as service discovery registration.
        Activating = "ACTIVATING",
        /// The task is running.
        Running = "RUNNING",
        /// Amazon ECS is performing steps before the task is stopped, such as deregistering the task from a load
        /// balancer.
        Deactivating = "DEACTIVATING",
        /// The task is waiting for its containers to exit.
        Stopping = "STOPPING",
        /// Amazon ECS is performing steps after the task is stopped, such as deleting the network interface.
        Deprovisioning = "DEPROVISIONING",
        /// The task has stopped.
        Stopped = "STOPPED",
        /// The task has been deleted. This is a transition state after the task is stopped.
        Deleted = "DELETED",
    }
}

closed_set! {
    /// The protocol of a network binding, in the `protocol` field.
    ///
    /// Source: the `TransportProtocol` type in the Amazon ECS API.
    TransportProtocol {
        /// TCP.
        Tcp = "tcp",
        /// UDP.
        Udp = "udp",
    }
}

closed_set! {
    /// The infrastructure that a task runs on, in the `launchType` field.
    ///
    /// Source: the `LaunchType` type in the Amazon ECS API.
    LaunchType {
        /// Amazon EC2 instances in your account.
        Ec2 = "EC2",
        /// AWS Fargate.
        Fargate = "FARGATE",
        /// External instances, which run outside AWS and are registered with Amazon ECS Anywhere.
        External = "EXTERNAL",
        /// Amazon ECS Managed Instances.
        ManagedInstances = "MANAGED_INSTANCES",
    }
}

closed_set! {
    /// The stop code of a task, in the `stopCode` field. The stop code indicates why the task was stopped.
    ///
    /// Source: the `TaskStopCode` type in the Amazon ECS API.
    StopCode {
        /// The task did not start. Its `containers` may be empty.
        TaskFailedToStart = "TaskFailedToStart",
        /// An essential container exited.
        EssentialContainerExited = "EssentialContainerExited",
        /// A user stopped the task.
        UserInitiated = "UserInitiated",
        /// The service scheduler stopped the task, for example during a deployment.
        ServiceSchedulerInitiated = "ServiceSchedulerInitiated",
        /// AWS reclaimed the Spot capacity.
        SpotInterruption = "SpotInterruption",
        /// The instance is about to be terminated.
        TerminationNotice = "TerminationNotice",
        /// The infrastructure that the task ran on was unhealthy.
        InfrastructureHealth = "InfrastructureHealth",
    }
}
