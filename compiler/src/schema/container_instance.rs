//! The detail of container instance events.

use super::attachment::{ATTACHMENT, ATTRIBUTE};
use super::closed_set::{AGENT_UPDATE_STATUS, INSTANCE_STATUS, RESOURCE_TYPE};
use super::{Kind, Object, list, optional, required};

pub(super) static CONTAINER_INSTANCE_STATE_CHANGE: Object = Object {
    rust_name: "ContainerInstanceStateChange",
    fields: &[
        optional("accountType", "account_type", Kind::Text),
        required("agentConnected", "agent_connected", Kind::Boolean),
        optional("agentUpdateStatus", "agent_update_status", Kind::ClosedSet(&AGENT_UPDATE_STATUS)),
        optional("attachments", "attachments", list(&Kind::Object(&ATTACHMENT), "attachment")),
        optional("attributes", "attributes", list(&Kind::Object(&ATTRIBUTE), "attribute")),
        optional("capacityProviderName", "capacity_provider_name", Kind::Text),
        required("clusterArn", "cluster_arn", Kind::Text),
        required("containerInstanceArn", "container_instance_arn", Kind::Text),
        optional("ec2InstanceId", "ec2_instance_id", Kind::Text),
        optional("pendingTasksCount", "pending_tasks_count", Kind::Integer),
        optional("registeredAt", "registered_at", Kind::Text),
        required("registeredResources", "registered_resources", list(&Kind::Object(&RESOURCE), "resource")),
        required("remainingResources", "remaining_resources", list(&Kind::Object(&RESOURCE), "resource")),
        optional("runningTasksCount", "running_tasks_count", Kind::Integer),
        required("status", "status", Kind::ClosedSet(&INSTANCE_STATUS)),
        optional("statusReason", "status_reason", Kind::Text),
        required("updatedAt", "updated_at", Kind::Text),
        required("version", "version", Kind::Long),
        required("versionInfo", "version_info", Kind::Object(&VERSION_INFO)),
    ],
};

pub(super) static RESOURCE: Object = Object {
    rust_name: "Resource",
    fields: &[
        optional("doubleValue", "double_value", Kind::Double),
        optional("integerValue", "integer_value", Kind::Integer),
        optional("longValue", "long_value", Kind::Long),
        required("name", "name", Kind::Text),
        optional("stringSetValue", "string_set_value", list(&Kind::Text, "value")),
        required("type", "kind", Kind::ClosedSet(&RESOURCE_TYPE)),
    ],
};

pub(super) static VERSION_INFO: Object = Object {
    rust_name: "VersionInfo",
    fields: &[
        optional("agentHash", "agent_hash", Kind::Text),
        optional("agentVersion", "agent_version", Kind::Text),
        optional("dockerVersion", "docker_version", Kind::Text),
    ],
};
