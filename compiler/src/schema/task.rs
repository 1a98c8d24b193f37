//! The detail of task events.

use super::attachment::{ATTACHMENT, ATTRIBUTE, TAG};
use super::closed_set::{CONNECTIVITY, HEALTH_STATUS, LAUNCH_TYPE, STOP_CODE, TASK_STATUS};
use super::container::CONTAINER;
use super::overrides::OVERRIDES;
use super::{Kind, ObjectSchema, form, list, optional, required};

pub(super) static TASK_STATE_CHANGE: ObjectSchema = ObjectSchema {
    rust_name: "TaskStateChange",
    fields: &[
        optional("attachments", "attachments", list(&Kind::Object(&ATTACHMENT), "attachment")),
        optional("attributes", "attributes", list(&Kind::Object(&ATTRIBUTE), "attribute")),
        optional("availabilityZone", "availability_zone", Kind::String),
        optional("capacityProviderName", "capacity_provider_name", Kind::String),
        required("clusterArn", "cluster_arn", Kind::String).of_form(&form::CLUSTER),
        optional("connectivity", "connectivity", Kind::ClosedSet(&CONNECTIVITY)),
        optional("connectivityAt", "connectivity_at", Kind::String),
        optional("containerInstanceArn", "container_instance_arn", Kind::String).of_form(&form::CONTAINER_INSTANCE),
        required("containers", "containers", list(&Kind::Object(&CONTAINER), "container")),
        optional("cpu", "cpu", Kind::String),
        required("createdAt", "created_at", Kind::String),
        required("desiredStatus", "desired_status", Kind::ClosedSet(&TASK_STATUS)),
        optional("enableExecuteCommand", "enable_execute_command", Kind::Boolean),
        optional("ephemeralStorage", "ephemeral_storage", Kind::Object(&EPHEMERAL_STORAGE)),
        optional("executionStoppedAt", "execution_stopped_at", Kind::String),
        optional("group", "group", Kind::String),
        optional("healthStatus", "health_status", Kind::ClosedSet(&HEALTH_STATUS))
            .not_in_events("call `DescribeTasks` in the function"),
        optional(
            "inferenceAccelerators",
            "inference_accelerators",
            list(&Kind::Object(&INFERENCE_ACCELERATOR), "inference_accelerator"),
        ),
        required("lastStatus", "last_status", Kind::ClosedSet(&TASK_STATUS)),
        optional("launchType", "launch_type", Kind::ClosedSet(&LAUNCH_TYPE)),
        optional("memory", "memory", Kind::String),
        required("overrides", "overrides", Kind::Object(&OVERRIDES)),
        optional("platformFamily", "platform_family", Kind::String),
        optional("platformVersion", "platform_version", Kind::String),
        optional("pullStartedAt", "pull_started_at", Kind::String),
        optional("pullStoppedAt", "pull_stopped_at", Kind::String),
        optional("startedAt", "started_at", Kind::String),
        optional("startedBy", "started_by", Kind::String),
        optional("stopCode", "stop_code", Kind::ClosedSet(&STOP_CODE)),
        optional("stoppedAt", "stopped_at", Kind::String),
        optional("stoppedReason", "stopped_reason", Kind::String),
        optional("stoppingAt", "stopping_at", Kind::String),
        optional("tags", "tags", list(&Kind::Object(&TAG), "tag"))
            .not_in_events("match `group` or `startedBy`, or call `DescribeTasks` with `include` in the function"),
        required("taskArn", "task_arn", Kind::String).of_form(&form::TASK),
        required("taskDefinitionArn", "task_definition_arn", Kind::String).of_form(&form::TASK_DEFINITION),
        required("updatedAt", "updated_at", Kind::String),
        required("version", "version", Kind::Long),
    ],
};

pub(super) static EPHEMERAL_STORAGE: ObjectSchema =
    ObjectSchema { rust_name: "EphemeralStorage", fields: &[optional("sizeInGiB", "size_in_gib", Kind::Integer)] };

pub(super) static INFERENCE_ACCELERATOR: ObjectSchema = ObjectSchema {
    rust_name: "InferenceAccelerator",
    fields: &[optional("deviceName", "device_name", Kind::String), optional("deviceType", "device_type", Kind::String)],
};
