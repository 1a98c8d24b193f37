//! The detail of container instance events.

use super::attachment::{ATTACHMENT, ATTRIBUTE};
use super::closed_set::{AGENT_UPDATE_STATUS, INSTANCE_STATUS, RESOURCE_TYPE};
use super::{Kind, ObjectSchema, form, list, optional, required};

pub(super) static CONTAINER_INSTANCE_STATE_CHANGE: ObjectSchema = ObjectSchema {
    rust_name: "ContainerInstanceStateChange",
    fields: &[
        optional("accountType", "account_type", Kind::String),
        required("agentConnected", "agent_connected", Kind::Boolean),
        optional("agentUpdateStatus", "agent_update_status", Kind::ClosedSet(&AGENT_UPDATE_STATUS)),
        optional("attachments", "attachments", list(&Kind::Object(&ATTACHMENT), "attachment")),
        optional("attributes", "attributes", list(&Kind::Object(&ATTRIBUTE), "attribute")),
        optional("capacityProviderName", "capacity_provider_name", Kind::String),
        required("clusterArn", "cluster_arn", Kind::String).of_form(&form::CLUSTER),
        required("containerInstanceArn", "container_instance_arn", Kind::String).of_form(&form::CONTAINER_INSTANCE),
        optional("ec2InstanceId", "ec2_instance_id", Kind::String),
        optional("pendingTasksCount", "pending_tasks_count", Kind::Integer),
        optional("registeredAt", "registered_at", Kind::String),
        required("registeredResources", "registered_resources", list(&Kind::Object(&RESOURCE), "resource")),
        required("remainingResources", "remaining_resources", list(&Kind::Object(&RESOURCE), "resource")),
        optional("runningTasksCount", "running_tasks_count", Kind::Integer),
        required("status", "status", Kind::ClosedSet(&INSTANCE_STATUS)),
        optional("statusReason", "status_reason", Kind::String),
        required("updatedAt", "updated_at", Kind::String),
        required("version", "version", Kind::Long),
        required("versionInfo", "version_info", Kind::Object(&VERSION_INFO)),
    ],
};

pub(super) static RESOURCE: ObjectSchema = ObjectSchema {
    rust_name: "Resource",
    fields: &[
        optional("doubleValue", "double_value", Kind::Double),
        optional("integerValue", "integer_value", Kind::Integer),
        optional("longValue", "long_value", Kind::Long),
        required("name", "name", Kind::String),
        optional("stringSetValue", "string_set_value", list(&Kind::String, "value")),
        required("type", "kind", Kind::ClosedSet(&RESOURCE_TYPE)),
    ],
};

pub(super) static VERSION_INFO: ObjectSchema = ObjectSchema {
    rust_name: "VersionInfo",
    fields: &[
        optional("agentHash", "agent_hash", Kind::String),
        optional("agentVersion", "agent_version", Kind::String),
        optional("dockerVersion", "docker_version", Kind::String),
    ],
};
