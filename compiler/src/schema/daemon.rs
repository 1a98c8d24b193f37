//! The detail of daemon events.

use super::closed_set::{DAEMON_DEPLOYMENT_EVENT_NAME, DAEMON_SERVICE_EVENT_TYPE, DEPLOYMENT_EVENT_TYPE, FAILURE_TYPE};
use super::{Kind, Object, optional, required};

pub(super) static DAEMON_SERVICE_ACTION: Object = Object {
    rust_name: "DaemonServiceAction",
    fields: &[
        optional("capacityProviderName", "capacity_provider_name", Kind::Text),
        required("clusterArn", "cluster_arn", Kind::Text),
        optional("containerInstanceArn", "container_instance_arn", Kind::Text),
        optional("createdAt", "created_at", Kind::Text),
        required("daemonArn", "daemon_arn", Kind::Text),
        optional("daemonRevisionArn", "daemon_revision_arn", Kind::Text),
        optional("daemonTaskDefinitionArn", "daemon_task_definition_arn", Kind::Text),
        required("eventName", "event_name", Kind::Text),
        required("eventType", "event_type", Kind::ClosedSet(&DAEMON_SERVICE_EVENT_TYPE)),
        optional("failureType", "failure_type", Kind::ClosedSet(&FAILURE_TYPE)),
        optional("reason", "reason", Kind::Text),
        optional("taskArn", "task_arn", Kind::Text),
    ],
};

pub(super) static DAEMON_DEPLOYMENT_STATE_CHANGE: Object = Object {
    rust_name: "DaemonDeploymentStateChange",
    fields: &[
        required("clusterArn", "cluster_arn", Kind::Text),
        required("daemonArn", "daemon_arn", Kind::Text),
        required("daemonDeploymentArn", "daemon_deployment_arn", Kind::Text),
        required("eventName", "event_name", Kind::ClosedSet(&DAEMON_DEPLOYMENT_EVENT_NAME)),
        required("eventType", "event_type", Kind::ClosedSet(&DEPLOYMENT_EVENT_TYPE)),
        optional("reason", "reason", Kind::Text),
        required("targetDaemonRevisionArn", "target_daemon_revision_arn", Kind::Text),
        required("updatedAt", "updated_at", Kind::Text),
    ],
};
