//! The detail of service events.

use super::closed_set::{SERVICE_EVENT_NAME, SERVICE_EVENT_TYPE};
use super::{Kind, ObjectSchema, form, list, optional, required};

pub(super) static SERVICE_ACTION: ObjectSchema = ObjectSchema {
    rust_name: "ServiceAction",
    fields: &[
        optional("capacityProviderArns", "capacity_provider_arns", list(&Kind::String, "capacity_provider_arn"))
            .of_form(&form::CAPACITY_PROVIDER),
        required("clusterArn", "cluster_arn", Kind::String).of_form(&form::CLUSTER),
        optional("containerInstanceArns", "container_instance_arns", list(&Kind::String, "container_instance_arn"))
            .of_form(&form::CONTAINER_INSTANCE),
        optional("containerPort", "container_port", Kind::Integer),
        optional("createdAt", "created_at", Kind::String),
        optional("desiredCount", "desired_count", Kind::Integer),
        optional("ec2InstanceIds", "ec2_instance_ids", list(&Kind::String, "ec2_instance_id")),
        required("eventName", "event_name", Kind::ClosedSet(&SERVICE_EVENT_NAME)),
        required("eventType", "event_type", Kind::ClosedSet(&SERVICE_EVENT_TYPE)),
        optional("reason", "reason", Kind::String),
        optional("serviceRegistryArns", "service_registry_arns", list(&Kind::String, "service_registry_arn"))
            .of_form(&form::SERVICE_REGISTRY),
        optional("targetGroupArns", "target_group_arns", list(&Kind::String, "target_group_arn"))
            .of_form(&form::TARGET_GROUP),
        optional("targets", "targets", list(&Kind::String, "target")),
        optional("taskArns", "task_arns", list(&Kind::String, "task_arn")).of_form(&form::TASK),
        optional("taskSetArns", "task_set_arns", list(&Kind::String, "task_set_arn")).of_form(&form::TASK_SET),
    ],
};
