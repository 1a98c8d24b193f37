//! What a task event says of changes to the task definition.

use alloc::borrow::Cow;

use crate::ecs::EphemeralStorage;
use crate::record::record;
use crate::{List, Optional};

record! {
    /// What a task changes in its task definition.
    ///
    /// Source: the shape `TaskOverride` of the Amazon ECS API.
    pub struct Overrides<'a> {
        /// What it changes in containers. Events often name every container here, with or without
        /// changes.
        pub container_overrides: Optional<List<ContainerOverride<'a>>> = "containerOverrides",

        /// The CPU units of the task, as text. Absent when not changed.
        pub cpu: Optional<Cow<'a, str>> = "cpu",

        /// The ephemeral storage of the task. Absent when not changed.
        pub ephemeral_storage: Optional<EphemeralStorage> = "ephemeralStorage",

        /// The ARN of the task execution role. Absent when not changed.
        pub execution_role_arn: Optional<Cow<'a, str>> = "executionRoleArn",

        /// What it changes in Elastic Inference accelerators. Absent or empty when nothing.
        pub inference_accelerator_overrides: Optional<List<InferenceAcceleratorOverride<'a>>> = "inferenceAcceleratorOverrides",

        /// The memory of the task in MiB, as text. Absent when not changed.
        pub memory: Optional<Cow<'a, str>> = "memory",

        /// The ARN of the role of the containers. Absent when not changed.
        pub task_role_arn: Optional<Cow<'a, str>> = "taskRoleArn",
    }
}

record! {
    /// What a task changes in one container.
    ///
    /// `cpu`, `memory` and `memoryReservation` are numbers here, while those of a
    /// [`Container`](crate::ecs::Container) are texts.
    ///
    /// Source: the shape `ContainerOverride` of the Amazon ECS API.
    pub struct ContainerOverride<'a> {
        /// The command in place of the one of the image. Absent when not changed.
        pub command: Optional<List<Cow<'a, str>>> = "command",

        /// The CPU units. Absent when not changed.
        pub cpu: Optional<i32> = "cpu",

        /// Environment variables that are added or changed. Absent when there are none.
        pub environment: Optional<List<EnvironmentVariable<'a>>> = "environment",

        /// Files of environment variables. Absent when there are none.
        pub environment_files: Optional<List<EnvironmentFile<'a>>> = "environmentFiles",

        /// The hard limit of memory in MiB. Absent when not changed.
        pub memory: Optional<i32> = "memory",

        /// The soft limit of memory in MiB. Absent when not changed.
        pub memory_reservation: Optional<i32> = "memoryReservation",

        /// The name of the container.
        pub name: Cow<'a, str> = "name",

        /// Resources such as GPUs. Absent when not changed.
        pub resource_requirements: Optional<List<ResourceRequirement<'a>>> = "resourceRequirements",
    }
}

record! {
    /// An environment variable of a container.
    ///
    /// Source: the shape `KeyValuePair` of the Amazon ECS API.
    pub struct EnvironmentVariable<'a> {
        /// The name of the variable.
        pub name: Optional<Cow<'a, str>> = "name",

        /// The value of the variable.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

record! {
    /// A file of environment variables.
    ///
    /// Source: the shape `EnvironmentFile` of the Amazon ECS API.
    pub struct EnvironmentFile<'a> {
        /// The kind of place the file is in; `s3` so far. `type` in JSON.
        pub kind: Optional<Cow<'a, str>> = "type",

        /// The ARN of the object in Amazon S3.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

record! {
    /// A resource that a container asks for.
    ///
    /// Source: the shape `ResourceRequirement` of the Amazon ECS API.
    pub struct ResourceRequirement<'a> {
        /// What is asked for, such as `GPU`. `type` in JSON.
        pub kind: Optional<Cow<'a, str>> = "type",

        /// How much of it, such as the number of GPUs, or which one.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

record! {
    /// What a task changes in an Elastic Inference accelerator.
    ///
    /// Source: the shape `InferenceAcceleratorOverride` of the Amazon ECS API.
    pub struct InferenceAcceleratorOverride<'a> {
        /// The name of the accelerator in the task definition.
        pub device_name: Optional<Cow<'a, str>> = "deviceName",

        /// The type of the accelerator.
        pub device_type: Optional<Cow<'a, str>> = "deviceType",
    }
}
