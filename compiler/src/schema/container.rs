//! The containers of a task event.

use super::closed_set::{HEALTH_STATUS, TASK_STATUS, TRANSPORT_PROTOCOL};
use super::{Kind, ObjectSchema, form, list, optional, required};

pub(super) static CONTAINER: ObjectSchema = ObjectSchema {
    rust_name: "Container",
    fields: &[
        required("containerArn", "container_arn", Kind::String).of_form(&form::CONTAINER),
        optional("cpu", "cpu", Kind::String),
        optional("exitCode", "exit_code", Kind::Integer),
        optional("gpuIds", "gpu_ids", list(&Kind::String, "gpu_id")),
        optional("healthStatus", "health_status", Kind::ClosedSet(&HEALTH_STATUS)),
        optional("image", "image", Kind::String),
        optional("imageDigest", "image_digest", Kind::String),
        required("lastStatus", "last_status", Kind::ClosedSet(&TASK_STATUS)),
        optional("managedAgents", "managed_agents", list(&Kind::Object(&MANAGED_AGENT), "managed_agent")),
        optional("memory", "memory", Kind::String),
        optional("memoryReservation", "memory_reservation", Kind::String),
        required("name", "name", Kind::String),
        optional("networkBindings", "network_bindings", list(&Kind::Object(&NETWORK_BINDING), "network_binding")),
        optional(
            "networkInterfaces",
            "network_interfaces",
            list(&Kind::Object(&NETWORK_INTERFACE), "network_interface"),
        ),
        optional("reason", "reason", Kind::String),
        optional("runtimeId", "runtime_id", Kind::String),
        required("taskArn", "task_arn", Kind::String).of_form(&form::TASK),
    ],
};

pub(super) static NETWORK_BINDING: ObjectSchema = ObjectSchema {
    rust_name: "NetworkBinding",
    fields: &[
        optional("bindIP", "bind_ip", Kind::String),
        optional("containerPort", "container_port", Kind::Integer),
        optional("containerPortRange", "container_port_range", Kind::String),
        optional("hostPort", "host_port", Kind::Integer),
        optional("hostPortRange", "host_port_range", Kind::String),
        optional("protocol", "protocol", Kind::ClosedSet(&TRANSPORT_PROTOCOL)),
    ],
};

pub(super) static NETWORK_INTERFACE: ObjectSchema = ObjectSchema {
    rust_name: "NetworkInterface",
    fields: &[
        optional("attachmentId", "attachment_id", Kind::String),
        optional("ipv6Address", "ipv6_address", Kind::String),
        optional("privateIpv4Address", "private_ipv4_address", Kind::String),
    ],
};

pub(super) static MANAGED_AGENT: ObjectSchema = ObjectSchema {
    rust_name: "ManagedAgent",
    fields: &[
        optional("lastStartedAt", "last_started_at", Kind::String),
        optional("name", "name", Kind::String),
        optional("reason", "reason", Kind::String),
        optional("status", "status", Kind::String),
    ],
};
