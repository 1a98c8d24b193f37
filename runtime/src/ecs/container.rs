//! The containers of a task event.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ecs::{HealthStatus, TaskStatus, TransportProtocol};
use crate::{List, Optional, borrow};

/// A container of a task.
///
/// Source: the shape `Container` of the Amazon ECS API, and the examples on the page "Amazon ECS
/// task state change events" of the Amazon ECS developer guide.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Container<'a> {
    /// The ARN of the container.
    #[serde(borrow)]
    pub container_arn: Cow<'a, str>,

    /// The CPU units of the container, as text: `0` when its definition names none, and in some
    /// events the text `null`.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub cpu: Optional<Cow<'a, str>>,

    /// The exit code. Absent until the container has stopped, and when it never ran.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub exit_code: Optional<i32>,

    /// The identities of the GPUs of the container. Absent when it has none.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_list_of_text")]
    pub gpu_ids: Optional<List<Cow<'a, str>>>,

    /// The result of the container's health check. Often absent in events.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub health_status: Optional<HealthStatus<'a>>,

    /// The image, as the container definition names it. Absent for containers that AWS adds, such
    /// as `aws-guardduty-agent-…`.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub image: Optional<Cow<'a, str>>,

    /// The digest of the image, such as `sha256:7a1b…`. Absent until the image is pulled.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub image_digest: Optional<Cow<'a, str>>,

    /// The last known status of the container.
    #[serde(borrow)]
    pub last_status: TaskStatus<'a>,

    /// The agents that Amazon ECS runs in the container, such as the one for ECS Exec. Absent when
    /// there are none.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub managed_agents: Optional<List<ManagedAgent<'a>>>,

    /// The hard limit of memory in MiB, as text. Absent when the container definition names none.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub memory: Optional<Cow<'a, str>>,

    /// The soft limit of memory in MiB, as text. Absent when the container definition names none.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub memory_reservation: Optional<Cow<'a, str>>,

    /// The name of the container in the task definition.
    #[serde(borrow)]
    pub name: Cow<'a, str>,

    /// The ports that are bound on the container instance. Absent for tasks with their own network
    /// interface.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub network_bindings: Optional<List<NetworkBinding<'a>>>,

    /// The network interfaces of a task in the network mode `awsvpc`. Absent or empty for others.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub network_interfaces: Optional<List<NetworkInterface<'a>>>,

    /// More about why the container stopped or did not start, such as `OutOfMemoryError: …`; at
    /// most 1024 characters. Absent when there is nothing to tell.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub reason: Optional<Cow<'a, str>>,

    /// The identity of the container in its runtime, such as Docker. Absent until it is created.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub runtime_id: Optional<Cow<'a, str>>,

    /// The ARN of the task of the container.
    #[serde(borrow)]
    pub task_arn: Cow<'a, str>,
}

impl Container<'_> {
    /// Tells whether the container has stopped with an exit code other than 0.
    ///
    /// A container that never ran has no exit code, so it has not failed in this sense.
    ///
    /// ```
    /// use event_pattern::ecs::Container;
    ///
    /// let container: Container = serde_json::from_str(
    ///     r#"{ "containerArn": "arn:1", "taskArn": "arn:task", "lastStatus": "STOPPED",
    ///          "name": "run-test", "exitCode": 137 }"#,
    /// )?;
    /// assert!(container.failed());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn failed(&self) -> bool {
        self.exit_code.is_some_and(|code| *code != 0)
    }
}

/// A port of a container that is bound on its container instance.
///
/// Source: the shape `NetworkBinding` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NetworkBinding<'a> {
    /// The IP address that the port is bound to.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(rename = "bindIP", deserialize_with = "borrow::optional_text")]
    pub bind_ip: Optional<Cow<'a, str>>,

    /// The port in the container. Absent when a range is bound.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub container_port: Optional<i32>,

    /// The range of ports in the container, such as `8000-8010`. Absent when a single port is
    /// bound.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub container_port_range: Optional<Cow<'a, str>>,

    /// The port on the container instance. Absent when a range is bound.
    #[serde(default, skip_serializing_if = "Optional::is_absent")]
    pub host_port: Optional<i32>,

    /// The range of ports on the container instance. Absent when a single port is bound.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub host_port_range: Optional<Cow<'a, str>>,

    /// The protocol of the port.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub protocol: Optional<TransportProtocol<'a>>,
}

/// A network interface of a task in the network mode `awsvpc`.
///
/// Source: the shape `NetworkInterface` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NetworkInterface<'a> {
    /// The identity of the attachment; the same as [`Attachment::id`](crate::ecs::Attachment::id).
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub attachment_id: Optional<Cow<'a, str>>,

    /// The private IPv6 address. Absent when the interface has none.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub ipv6_address: Optional<Cow<'a, str>>,

    /// The private IPv4 address. The attachment calls the same address `privateIPv4Address`, with
    /// two capital letters.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub private_ipv4_address: Optional<Cow<'a, str>>,
}

/// An agent that Amazon ECS runs inside a container.
///
/// Source: the shape `ManagedAgent` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ManagedAgent<'a> {
    /// When the agent was last started, in the format of RFC 3339. Absent until then.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub last_started_at: Optional<Cow<'a, str>>,

    /// The last known status of the agent, such as `RUNNING`.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub last_status: Optional<Cow<'a, str>>,

    /// The name of the agent; `ExecuteCommandAgent` for ECS Exec.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub name: Optional<Cow<'a, str>>,

    /// Why the agent is in this status. Absent when there is nothing to tell.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub reason: Optional<Cow<'a, str>>,
}
