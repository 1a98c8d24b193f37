//! The containers of a task event.

use alloc::borrow::Cow;

use crate::ecs::{HealthStatus, TaskStatus, TransportProtocol};
use crate::record::record;
use crate::{List, Optional};

record! {
    /// A container of a task.
    ///
    /// Source: the shape `Container` of the Amazon ECS API, and the examples on the page "Amazon ECS
    /// task state change events" of the Amazon ECS developer guide.
    pub struct Container<'a> {
        /// The ARN of the container.
        pub container_arn: Cow<'a, str> = "containerArn",

        /// The CPU units of the container, as text: `0` when its definition names none, and in some
        /// events the text `null`.
        pub cpu: Optional<Cow<'a, str>> = "cpu",

        /// The exit code. Absent until the container has stopped, and when it never ran.
        pub exit_code: Optional<i32> = "exitCode",

        /// The identities of the GPUs of the container. Absent when it has none.
        pub gpu_ids: Optional<List<Cow<'a, str>>> = "gpuIds",

        /// The result of the container's health check. Often absent in events.
        pub health_status: Optional<HealthStatus<'a>> = "healthStatus",

        /// The image, as the container definition names it. Absent for containers that AWS adds, such
        /// as `aws-guardduty-agent-…`.
        pub image: Optional<Cow<'a, str>> = "image",

        /// The digest of the image, such as `sha256:7a1b…`. Absent until the image is pulled.
        pub image_digest: Optional<Cow<'a, str>> = "imageDigest",

        /// The last known status of the container.
        pub last_status: TaskStatus<'a> = "lastStatus",

        /// The agents that Amazon ECS runs in the container, such as the one for ECS Exec. Absent when
        /// there are none.
        pub managed_agents: Optional<List<ManagedAgent<'a>>> = "managedAgents",

        /// The hard limit of memory in MiB, as text. Absent when the container definition names none.
        pub memory: Optional<Cow<'a, str>> = "memory",

        /// The soft limit of memory in MiB, as text. Absent when the container definition names none.
        pub memory_reservation: Optional<Cow<'a, str>> = "memoryReservation",

        /// The name of the container in the task definition.
        pub name: Cow<'a, str> = "name",

        /// The ports that are bound on the container instance. Absent for tasks with their own network
        /// interface.
        pub network_bindings: Optional<List<NetworkBinding<'a>>> = "networkBindings",

        /// The network interfaces of a task in the network mode `awsvpc`. Absent or empty for others.
        pub network_interfaces: Optional<List<NetworkInterface<'a>>> = "networkInterfaces",

        /// More about why the container stopped or did not start, such as `OutOfMemoryError: …`; at
        /// most 1024 characters. Absent if there is no reason.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The identity of the container in its runtime, such as Docker. Absent until it is created.
        pub runtime_id: Optional<Cow<'a, str>> = "runtimeId",

        /// The ARN of the task of the container.
        pub task_arn: Cow<'a, str> = "taskArn",
    }
}

impl<'a> Container<'a> {
    /// A container with this name, and with the default for everything else.
    ///
    /// ```
    /// use event_pattern::{List, ecs::Container};
    ///
    /// let mut containers = List::from([Container::named("run-test"), Container::named("sidecar")]);
    /// containers[0].exit_code = 137.into();
    /// assert!(containers.named("run-test").any(Container::failed));
    /// ```
    #[must_use]
    pub fn named(name: impl Into<Cow<'a, str>>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Whether the container has stopped with an exit code other than 0.
    ///
    /// A container that never ran has no exit code, so it has not failed in this sense.
    ///
    /// ```
    /// use event_pattern::ecs::Container;
    ///
    /// let mut container = Container::named("run-test");
    /// assert!(!container.failed());
    /// container.exit_code = 137.into();
    /// assert!(container.failed());
    /// ```
    #[inline]
    #[must_use]
    pub fn failed(&self) -> bool {
        self.exit_code.is_some_and(|code| *code != 0)
    }
}

record! {
    /// A port of a container that is bound on its container instance.
    ///
    /// Source: the shape `NetworkBinding` of the Amazon ECS API.
    pub struct NetworkBinding<'a> {
        /// The IP address that the port is bound to.
        pub bind_ip: Optional<Cow<'a, str>> = "bindIP",

        /// The port in the container. Absent when a range is bound.
        pub container_port: Optional<i32> = "containerPort",

        /// The range of ports in the container, such as `8000-8010`. Absent when a single port is
        /// bound.
        pub container_port_range: Optional<Cow<'a, str>> = "containerPortRange",

        /// The port on the container instance. Absent when a range is bound.
        pub host_port: Optional<i32> = "hostPort",

        /// The range of ports on the container instance. Absent when a single port is bound.
        pub host_port_range: Optional<Cow<'a, str>> = "hostPortRange",

        /// The protocol of the port.
        pub protocol: Optional<TransportProtocol<'a>> = "protocol",
    }
}

record! {
    /// A network interface of a task in the network mode `awsvpc`.
    ///
    /// Source: the shape `NetworkInterface` of the Amazon ECS API.
    pub struct NetworkInterface<'a> {
        /// The identity of the attachment; the same as [`Attachment::id`](crate::ecs::Attachment::id).
        pub attachment_id: Optional<Cow<'a, str>> = "attachmentId",

        /// The private IPv6 address. Absent when the interface has none.
        pub ipv6_address: Optional<Cow<'a, str>> = "ipv6Address",

        /// The private IPv4 address. The attachment calls the same address `privateIPv4Address`, with
        /// two capital letters.
        pub private_ipv4_address: Optional<Cow<'a, str>> = "privateIpv4Address",
    }
}

record! {
    /// An agent that Amazon ECS runs inside a container.
    ///
    /// Source: the shape `ManagedAgent` of the Amazon ECS API.
    pub struct ManagedAgent<'a> {
        /// When the agent was last started, in the format of RFC 3339. Absent until then.
        pub last_started_at: Optional<Cow<'a, str>> = "lastStartedAt",

        /// The last known status of the agent, such as `RUNNING`.
        pub last_status: Optional<Cow<'a, str>> = "lastStatus",

        /// The name of the agent; `ExecuteCommandAgent` for ECS Exec.
        pub name: Optional<Cow<'a, str>> = "name",

        /// Why the agent is in this status. Absent if there is no reason.
        pub reason: Optional<Cow<'a, str>> = "reason",
    }
}
