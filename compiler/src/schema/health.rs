//! The detail of container instance health events.

use super::closed_set::{HEALTH_CHECK_STATUS, HEALTH_CHECK_TYPE};
use super::{Kind, ObjectSchema, form, list, optional, required};

pub(super) static CONTAINER_INSTANCE_HEALTH_CHANGE: ObjectSchema = ObjectSchema {
    rust_name: "ContainerInstanceHealthChange",
    fields: &[
        optional("capacityProviderName", "capacity_provider_name", Kind::String),
        required("clusterArn", "cluster_arn", Kind::String).of_form(&form::CLUSTER),
        required("containerInstanceArn", "container_instance_arn", Kind::String).of_form(&form::CONTAINER_INSTANCE),
        optional("ec2InstanceId", "ec2_instance_id", Kind::String),
        required("healthChecks", "health_checks", list(&Kind::Object(&HEALTH_CHECK), "health_check")),
        required("overallStatus", "overall_status", Kind::ClosedSet(&HEALTH_CHECK_STATUS)),
    ],
};

pub(super) static HEALTH_CHECK: ObjectSchema = ObjectSchema {
    rust_name: "HealthCheck",
    fields: &[
        optional("lastStatusChange", "last_status_change", Kind::String),
        optional("lastUpdated", "last_updated", Kind::String),
        optional("status", "status", Kind::ClosedSet(&HEALTH_CHECK_STATUS)),
        optional("statusReason", "status_reason", Kind::String),
        optional("type", "kind", Kind::ClosedSet(&HEALTH_CHECK_TYPE)),
    ],
};
