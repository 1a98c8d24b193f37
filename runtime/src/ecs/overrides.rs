//! What a task event says of changes to the task definition.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ecs::EphemeralStorage;
use crate::{List, Optional, borrow};

/// What a task changes in its task definition.
///
/// Source: the shape `TaskOverride` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Overrides<'a> {
    /// What it changes in containers. Events often name every container here, with or without
    /// changes.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub container_overrides: Optional<List<ContainerOverride<'a>>>,

    /// The CPU units of the task, as text. Absent when not changed.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub cpu: Optional<Cow<'a, str>>,

    /// The ephemeral storage of the task. Absent when not changed.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub ephemeral_storage: Optional<EphemeralStorage>,

    /// The ARN of the task execution role. Absent when not changed.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub execution_role_arn: Optional<Cow<'a, str>>,

    /// What it changes in Elastic Inference accelerators. Absent or empty when nothing.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub inference_accelerator_overrides: Optional<List<InferenceAcceleratorOverride<'a>>>,

    /// The memory of the task in MiB, as text. Absent when not changed.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub memory: Optional<Cow<'a, str>>,

    /// The ARN of the role of the containers. Absent when not changed.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub task_role_arn: Optional<Cow<'a, str>>,
}

/// What a task changes in one container.
///
/// `cpu`, `memory` and `memoryReservation` are numbers here, while those of a
/// [`Container`](crate::ecs::Container) are texts.
///
/// Source: the shape `ContainerOverride` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContainerOverride<'a> {
    /// The command in place of the one of the image. Absent when not changed.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub command: Optional<List<Cow<'a, str>>>,

    /// The CPU units. Absent when not changed.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub cpu: Optional<i32>,

    /// Environment variables that are added or changed. Absent when there are none.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub environment: Optional<List<EnvironmentVariable<'a>>>,

    /// Files of environment variables. Absent when there are none.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub environment_files: Optional<List<EnvironmentFile<'a>>>,

    /// The hard limit of memory in MiB. Absent when not changed.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub memory: Optional<i32>,

    /// The soft limit of memory in MiB. Absent when not changed.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub memory_reservation: Optional<i32>,

    /// The name of the container.
    #[serde(borrow)]
    pub name: Cow<'a, str>,

    /// Resources such as GPUs. Absent when not changed.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub resource_requirements: Optional<List<ResourceRequirement<'a>>>,
}

/// An environment variable of a container.
///
/// Source: the shape `KeyValuePair` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct EnvironmentVariable<'a> {
    /// The name of the variable.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub name: Optional<Cow<'a, str>>,

    /// The value of the variable.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub value: Optional<Cow<'a, str>>,
}

/// A file of environment variables.
///
/// Source: the shape `EnvironmentFile` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct EnvironmentFile<'a> {
    /// The kind of place the file is in; `s3` so far. `type` in JSON.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(rename = "type", deserialize_with = "borrow::optional_text")]
    pub kind: Optional<Cow<'a, str>>,

    /// The ARN of the object in Amazon S3.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub value: Optional<Cow<'a, str>>,
}

/// A resource that a container asks for.
///
/// Source: the shape `ResourceRequirement` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ResourceRequirement<'a> {
    /// What is asked for, such as `GPU`. `type` in JSON.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(rename = "type", deserialize_with = "borrow::optional_text")]
    pub kind: Optional<Cow<'a, str>>,

    /// How much of it, such as the number of GPUs, or which one.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub value: Optional<Cow<'a, str>>,
}

/// What a task changes in an Elastic Inference accelerator.
///
/// Source: the shape `InferenceAcceleratorOverride` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InferenceAcceleratorOverride<'a> {
    /// The name of the accelerator in the task definition.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub device_name: Optional<Cow<'a, str>>,

    /// The type of the accelerator.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub device_type: Optional<Cow<'a, str>>,
}
