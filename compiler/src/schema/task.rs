//! The detail of task events.

use super::attachment::{ATTACHMENT, ATTRIBUTE, TAG};
use super::closed_set::{CONNECTIVITY, HEALTH_STATUS, LAUNCH_TYPE, STOP_CODE, TASK_STATUS};
use super::container::CONTAINER;
use super::overrides::OVERRIDES;
use super::{Kind, Object, list, optional, required};

pub(super) static TASK_STATE_CHANGE: Object = Object {
    rust_name: "TaskStateChange",
    fields: &[
        optional("attachments", "attachments", list(&Kind::Object(&ATTACHMENT), "attachment")),
        optional("attributes", "attributes", list(&Kind::Object(&ATTRIBUTE), "attribute")),
        optional("availabilityZone", "availability_zone", Kind::Text),
        optional("capacityProviderName", "capacity_provider_name", Kind::Text),
        required("clusterArn", "cluster_arn", Kind::Text),
        optional("connectivity", "connectivity", Kind::ClosedSet(&CONNECTIVITY)),
        optional("connectivityAt", "connectivity_at", Kind::Text),
        optional("containerInstanceArn", "container_instance_arn", Kind::Text),
        required("containers", "containers", list(&Kind::Object(&CONTAINER), "container")),
        optional("cpu", "cpu", Kind::Text),
        required("createdAt", "created_at", Kind::Text),
        required("desiredStatus", "desired_status", Kind::ClosedSet(&TASK_STATUS)),
        optional("enableExecuteCommand", "enable_execute_command", Kind::Boolean),
        optional("ephemeralStorage", "ephemeral_storage", Kind::Object(&EPHEMERAL_STORAGE)),
        optional("executionStoppedAt", "execution_stopped_at", Kind::Text),
        optional("group", "group", Kind::Text),
        optional("healthStatus", "health_status", Kind::ClosedSet(&HEALTH_STATUS)),
        optional(
            "inferenceAccelerators",
            "inference_accelerators",
            list(&Kind::Object(&INFERENCE_ACCELERATOR), "inference_accelerator"),
        ),
        required("lastStatus", "last_status", Kind::ClosedSet(&TASK_STATUS)),
        optional("launchType", "launch_type", Kind::ClosedSet(&LAUNCH_TYPE)),
        optional("memory", "memory", Kind::Text),
        required("overrides", "overrides", Kind::Object(&OVERRIDES)),
        optional("platformFamily", "platform_family", Kind::Text),
        optional("platformVersion", "platform_version", Kind::Text),
        optional("pullStartedAt", "pull_started_at", Kind::Text),
        optional("pullStoppedAt", "pull_stopped_at", Kind::Text),
        optional("startedAt", "started_at", Kind::Text),
        optional("startedBy", "started_by", Kind::Text),
        optional("stopCode", "stop_code", Kind::ClosedSet(&STOP_CODE)),
        optional("stoppedAt", "stopped_at", Kind::Text),
        optional("stoppedReason", "stopped_reason", Kind::Text),
        optional("stoppingAt", "stopping_at", Kind::Text),
        optional("tags", "tags", list(&Kind::Object(&TAG), "tag")),
        required("taskArn", "task_arn", Kind::Text),
        required("taskDefinitionArn", "task_definition_arn", Kind::Text),
        required("updatedAt", "updated_at", Kind::Text),
        required("version", "version", Kind::Long),
    ],
};

pub(super) static EPHEMERAL_STORAGE: Object =
    Object { rust_name: "EphemeralStorage", fields: &[optional("sizeInGiB", "size_in_gib", Kind::Integer)] };

pub(super) static INFERENCE_ACCELERATOR: Object = Object {
    rust_name: "InferenceAccelerator",
    fields: &[optional("deviceName", "device_name", Kind::Text), optional("deviceType", "device_type", Kind::Text)],
};
