//! The task definition overrides in a task event.

use super::task::EPHEMERAL_STORAGE;
use super::{Kind, ObjectSchema, list, optional, required};

pub(super) static OVERRIDES: ObjectSchema = ObjectSchema {
    rust_name: "Overrides",
    fields: &[
        optional(
            "containerOverrides",
            "container_overrides",
            list(&Kind::Object(&CONTAINER_OVERRIDE), "container_override"),
        ),
        optional("cpu", "cpu", Kind::String),
        optional("ephemeralStorage", "ephemeral_storage", Kind::Object(&EPHEMERAL_STORAGE)),
        optional("executionRoleArn", "execution_role_arn", Kind::String),
        optional(
            "inferenceAcceleratorOverrides",
            "inference_accelerator_overrides",
            list(&Kind::Object(&INFERENCE_ACCELERATOR_OVERRIDE), "inference_accelerator_override"),
        ),
        optional("memory", "memory", Kind::String),
        optional("taskRoleArn", "task_role_arn", Kind::String),
    ],
};

pub(super) static CONTAINER_OVERRIDE: ObjectSchema = ObjectSchema {
    rust_name: "ContainerOverride",
    fields: &[
        optional("command", "command", list(&Kind::String, "argument")),
        optional("cpu", "cpu", Kind::Integer),
        optional("environment", "environment", list(&Kind::Object(&ENVIRONMENT_VARIABLE), "variable")),
        optional("environmentFiles", "environment_files", list(&Kind::Object(&ENVIRONMENT_FILE), "environment_file")),
        optional("memory", "memory", Kind::Integer),
        optional("memoryReservation", "memory_reservation", Kind::Integer),
        required("name", "name", Kind::String),
        optional(
            "resourceRequirements",
            "resource_requirements",
            list(&Kind::Object(&RESOURCE_REQUIREMENT), "resource_requirement"),
        ),
    ],
};

pub(super) static ENVIRONMENT_VARIABLE: ObjectSchema = ObjectSchema {
    rust_name: "EnvironmentVariable",
    fields: &[optional("name", "name", Kind::String), optional("value", "value", Kind::String)],
};

pub(super) static ENVIRONMENT_FILE: ObjectSchema = ObjectSchema {
    rust_name: "EnvironmentFile",
    fields: &[optional("type", "kind", Kind::String), optional("value", "value", Kind::String)],
};

pub(super) static RESOURCE_REQUIREMENT: ObjectSchema = ObjectSchema {
    rust_name: "ResourceRequirement",
    fields: &[optional("type", "kind", Kind::String), optional("value", "value", Kind::String)],
};

pub(super) static INFERENCE_ACCELERATOR_OVERRIDE: ObjectSchema = ObjectSchema {
    rust_name: "InferenceAcceleratorOverride",
    fields: &[optional("deviceName", "device_name", Kind::String), optional("deviceType", "device_type", Kind::String)],
};
