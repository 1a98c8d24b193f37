//! The detail of service events.

use super::closed_set::{SERVICE_EVENT_NAME, SERVICE_EVENT_TYPE};
use super::{Kind, Object, list, optional, required};

pub(super) static SERVICE_ACTION: Object = Object {
    rust_name: "ServiceAction",
    fields: &[
        optional("capacityProviderArns", "capacity_provider_arns", list(&Kind::Text, "capacity_provider_arn")),
        required("clusterArn", "cluster_arn", Kind::Text),
        optional("containerInstanceArns", "container_instance_arns", list(&Kind::Text, "container_instance_arn")),
        optional("containerPort", "container_port", Kind::Integer),
        optional("createdAt", "created_at", Kind::Text),
        optional("desiredCount", "desired_count", Kind::Integer),
        optional("ec2InstanceIds", "ec2_instance_ids", list(&Kind::Text, "ec2_instance_id")),
        required("eventName", "event_name", Kind::ClosedSet(&SERVICE_EVENT_NAME)),
        required("eventType", "event_type", Kind::ClosedSet(&SERVICE_EVENT_TYPE)),
        optional("reason", "reason", Kind::Text),
        optional("serviceRegistryArns", "service_registry_arns", list(&Kind::Text, "service_registry_arn")),
        optional("targetGroupArns", "target_group_arns", list(&Kind::Text, "target_group_arn")),
        optional("targets", "targets", list(&Kind::Text, "target")),
        optional("taskArns", "task_arns", list(&Kind::Text, "task_arn")),
        optional("taskSetArns", "task_set_arns", list(&Kind::Text, "task_set_arn")),
    ],
};
