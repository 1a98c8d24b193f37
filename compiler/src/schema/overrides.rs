//! What a task event says of changes to the task definition.

use super::task::EPHEMERAL_STORAGE;
use super::{Kind, Object, list, optional, required};

pub(super) static OVERRIDES: Object = Object {
    rust_name: "Overrides",
    fields: &[
        optional(
            "containerOverrides",
            "container_overrides",
            list(&Kind::Object(&CONTAINER_OVERRIDE), "container_override"),
        ),
        optional("cpu", "cpu", Kind::Text),
        optional("ephemeralStorage", "ephemeral_storage", Kind::Object(&EPHEMERAL_STORAGE)),
        optional("executionRoleArn", "execution_role_arn", Kind::Text),
        optional(
            "inferenceAcceleratorOverrides",
            "inference_accelerator_overrides",
            list(&Kind::Object(&INFERENCE_ACCELERATOR_OVERRIDE), "inference_accelerator_override"),
        ),
        optional("memory", "memory", Kind::Text),
        optional("taskRoleArn", "task_role_arn", Kind::Text),
    ],
};

pub(super) static CONTAINER_OVERRIDE: Object = Object {
    rust_name: "ContainerOverride",
    fields: &[
        optional("command", "command", list(&Kind::Text, "argument")),
        optional("cpu", "cpu", Kind::Integer),
        optional("environment", "environment", list(&Kind::Object(&ENVIRONMENT_VARIABLE), "variable")),
        optional("environmentFiles", "environment_files", list(&Kind::Object(&ENVIRONMENT_FILE), "environment_file")),
        optional("memory", "memory", Kind::Integer),
        optional("memoryReservation", "memory_reservation", Kind::Integer),
        required("name", "name", Kind::Text),
        optional(
            "resourceRequirements",
            "resource_requirements",
            list(&Kind::Object(&RESOURCE_REQUIREMENT), "resource_requirement"),
        ),
    ],
};

pub(super) static ENVIRONMENT_VARIABLE: Object = Object {
    rust_name: "EnvironmentVariable",
    fields: &[optional("name", "name", Kind::Text), optional("value", "value", Kind::Text)],
};

pub(super) static ENVIRONMENT_FILE: Object = Object {
    rust_name: "EnvironmentFile",
    fields: &[optional("type", "kind", Kind::Text), optional("value", "value", Kind::Text)],
};

pub(super) static RESOURCE_REQUIREMENT: Object = Object {
    rust_name: "ResourceRequirement",
    fields: &[optional("type", "kind", Kind::Text), optional("value", "value", Kind::Text)],
};

pub(super) static INFERENCE_ACCELERATOR_OVERRIDE: Object = Object {
    rust_name: "InferenceAcceleratorOverride",
    fields: &[optional("deviceName", "device_name", Kind::Text), optional("deviceType", "device_type", Kind::Text)],
};
