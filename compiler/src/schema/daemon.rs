//! The detail of daemon events.

use super::closed_set::{DAEMON_DEPLOYMENT_EVENT_NAME, DAEMON_SERVICE_EVENT_TYPE, DEPLOYMENT_EVENT_TYPE, FAILURE_TYPE};
use super::{Kind, ObjectSchema, form, optional, required};

pub(super) static DAEMON_SERVICE_ACTION: ObjectSchema = ObjectSchema {
    rust_name: "DaemonServiceAction",
    fields: &[
        optional("capacityProviderName", "capacity_provider_name", Kind::String),
        required("clusterArn", "cluster_arn", Kind::String).of_form(&form::CLUSTER),
        optional("containerInstanceArn", "container_instance_arn", Kind::String).of_form(&form::CONTAINER_INSTANCE),
        optional("createdAt", "created_at", Kind::String),
        required("daemonArn", "daemon_arn", Kind::String).of_form(&form::DAEMON),
        optional("daemonRevisionArn", "daemon_revision_arn", Kind::String).of_form(&form::DAEMON_REVISION),
        optional("daemonTaskDefinitionArn", "daemon_task_definition_arn", Kind::String)
            .of_form(&form::DAEMON_TASK_DEFINITION),
        required("eventName", "event_name", Kind::String),
        required("eventType", "event_type", Kind::ClosedSet(&DAEMON_SERVICE_EVENT_TYPE)),
        optional("failureType", "failure_type", Kind::ClosedSet(&FAILURE_TYPE)),
        optional("reason", "reason", Kind::String),
        optional("taskArn", "task_arn", Kind::String).of_form(&form::TASK),
    ],
};

pub(super) static DAEMON_DEPLOYMENT_STATE_CHANGE: ObjectSchema = ObjectSchema {
    rust_name: "DaemonDeploymentStateChange",
    fields: &[
        required("clusterArn", "cluster_arn", Kind::String).of_form(&form::CLUSTER),
        required("daemonArn", "daemon_arn", Kind::String).of_form(&form::DAEMON),
        required("daemonDeploymentArn", "daemon_deployment_arn", Kind::String).of_form(&form::DAEMON_DEPLOYMENT),
        required("eventName", "event_name", Kind::ClosedSet(&DAEMON_DEPLOYMENT_EVENT_NAME)),
        required("eventType", "event_type", Kind::ClosedSet(&DEPLOYMENT_EVENT_TYPE)),
        optional("reason", "reason", Kind::String),
        required("targetDaemonRevisionArn", "target_daemon_revision_arn", Kind::String).of_form(&form::DAEMON_REVISION),
        required("updatedAt", "updated_at", Kind::String),
    ],
};
