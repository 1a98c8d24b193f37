//! The detail of container instance health events.

use super::closed_set::{HEALTH_CHECK_STATUS, HEALTH_CHECK_TYPE};
use super::{Kind, Object, list, optional, required};

pub(super) static CONTAINER_INSTANCE_HEALTH_CHANGE: Object = Object {
    rust_name: "ContainerInstanceHealthChange",
    fields: &[
        optional("capacityProviderName", "capacity_provider_name", Kind::Text),
        required("clusterArn", "cluster_arn", Kind::Text),
        required("containerInstanceArn", "container_instance_arn", Kind::Text),
        optional("ec2InstanceId", "ec2_instance_id", Kind::Text),
        required("healthChecks", "health_checks", list(&Kind::Object(&HEALTH_CHECK), "health_check")),
        required("overallStatus", "overall_status", Kind::ClosedSet(&HEALTH_CHECK_STATUS)),
    ],
};

pub(super) static HEALTH_CHECK: Object = Object {
    rust_name: "HealthCheck",
    fields: &[
        optional("lastStatusChange", "last_status_change", Kind::Text),
        optional("lastUpdated", "last_updated", Kind::Text),
        optional("status", "status", Kind::ClosedSet(&HEALTH_CHECK_STATUS)),
        optional("statusReason", "status_reason", Kind::Text),
        optional("type", "kind", Kind::ClosedSet(&HEALTH_CHECK_TYPE)),
    ],
};
