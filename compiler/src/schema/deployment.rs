//! The detail of service deployment events.

use super::closed_set::{DEPLOYMENT_EVENT_NAME, DEPLOYMENT_EVENT_TYPE};
use super::{Kind, ObjectSchema, form, optional, required};

pub(super) static DEPLOYMENT_STATE_CHANGE: ObjectSchema = ObjectSchema {
    rust_name: "DeploymentStateChange",
    fields: &[
        optional("clusterArn", "cluster_arn", Kind::String).of_form(&form::CLUSTER),
        required("deploymentId", "deployment_id", Kind::String),
        required("eventName", "event_name", Kind::ClosedSet(&DEPLOYMENT_EVENT_NAME)),
        required("eventType", "event_type", Kind::ClosedSet(&DEPLOYMENT_EVENT_TYPE)),
        required("reason", "reason", Kind::String),
        required("updatedAt", "updated_at", Kind::String),
    ],
};
