//! The containers of a task event.

use super::closed_set::{HEALTH_STATUS, TASK_STATUS, TRANSPORT_PROTOCOL};
use super::{Kind, Object, list, optional, required};

pub(super) static CONTAINER: Object = Object {
    rust_name: "Container",
    fields: &[
        required("containerArn", "container_arn", Kind::Text),
        optional("cpu", "cpu", Kind::Text),
        optional("exitCode", "exit_code", Kind::Integer),
        optional("gpuIds", "gpu_ids", list(&Kind::Text, "gpu_id")),
        optional("healthStatus", "health_status", Kind::ClosedSet(&HEALTH_STATUS)),
        optional("image", "image", Kind::Text),
        optional("imageDigest", "image_digest", Kind::Text),
        required("lastStatus", "last_status", Kind::ClosedSet(&TASK_STATUS)),
        optional("managedAgents", "managed_agents", list(&Kind::Object(&MANAGED_AGENT), "managed_agent")),
        optional("memory", "memory", Kind::Text),
        optional("memoryReservation", "memory_reservation", Kind::Text),
        required("name", "name", Kind::Text),
        optional("networkBindings", "network_bindings", list(&Kind::Object(&NETWORK_BINDING), "network_binding")),
        optional(
            "networkInterfaces",
            "network_interfaces",
            list(&Kind::Object(&NETWORK_INTERFACE), "network_interface"),
        ),
        optional("reason", "reason", Kind::Text),
        optional("runtimeId", "runtime_id", Kind::Text),
        required("taskArn", "task_arn", Kind::Text),
    ],
};

pub(super) static NETWORK_BINDING: Object = Object {
    rust_name: "NetworkBinding",
    fields: &[
        optional("bindIP", "bind_ip", Kind::Text),
        optional("containerPort", "container_port", Kind::Integer),
        optional("containerPortRange", "container_port_range", Kind::Text),
        optional("hostPort", "host_port", Kind::Integer),
        optional("hostPortRange", "host_port_range", Kind::Text),
        optional("protocol", "protocol", Kind::ClosedSet(&TRANSPORT_PROTOCOL)),
    ],
};

pub(super) static NETWORK_INTERFACE: Object = Object {
    rust_name: "NetworkInterface",
    fields: &[
        optional("attachmentId", "attachment_id", Kind::Text),
        optional("ipv6Address", "ipv6_address", Kind::Text),
        optional("privateIpv4Address", "private_ipv4_address", Kind::Text),
    ],
};

pub(super) static MANAGED_AGENT: Object = Object {
    rust_name: "ManagedAgent",
    fields: &[
        optional("lastStartedAt", "last_started_at", Kind::Text),
        optional("lastStatus", "last_status", Kind::Text),
        optional("name", "name", Kind::Text),
        optional("reason", "reason", Kind::Text),
    ],
};
