//! The task definition overrides in the detail of task events.

use alloc::borrow::Cow;

use crate::__private::record;
use crate::ecs::EphemeralStorage;
use crate::{List, Optional};

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
    /// `cpu`, `memory` and `memoryReservation` are numbers here, but strings in a [`Container`](crate::ecs::Container).
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
