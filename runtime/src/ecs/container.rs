//! The containers in the detail of task events.

use alloc::borrow::Cow;

use crate::__private::record;
use crate::ecs::{HealthStatus, TaskStatus, TransportProtocol};
use crate::{List, Optional};

record! {
    /// A container of a task.
    ///
    /// Sources: the `Container` data type in the Amazon ECS API, and the examples on the "Amazon ECS task state change
    /// events" page in the Amazon ECS developer guide.
    pub struct Container<'a> {
        /// The ARN of the container.
        pub container_arn: Cow<'a, str> = "containerArn",

        /// The number of CPU units of the container, as a string. The value is `"0"` if the container definition does
        /// not specify a number, and `"null"` in some events.
        pub cpu: Optional<Cow<'a, str>> = "cpu",

        /// The exit code of the container. Absent if the container has not stopped or never ran.
        pub exit_code: Optional<i32> = "exitCode",

        /// The IDs of the container's GPUs. Absent if the container has no GPUs.
        pub gpu_ids: Optional<List<Cow<'a, str>>> = "gpuIds",

        /// The health status of the container. Absent in many events.
        pub health_status: Optional<HealthStatus<'a>> = "healthStatus",

        /// The image, as specified in the container definition. Absent for containers that AWS adds, such as
        /// `aws-guardduty-agent-…`.
        pub image: Optional<Cow<'a, str>> = "image",

        /// The digest of the image, such as `sha256:7a1b…`. Absent until the image has been pulled.
        pub image_digest: Optional<Cow<'a, str>> = "imageDigest",

        /// The last known status of the container.
        pub last_status: TaskStatus<'a> = "lastStatus",

        /// The managed agents of the container, such as the agent for ECS Exec. Absent if the container has no managed
        /// agents.
        pub managed_agents: Optional<List<ManagedAgent<'a>>> = "managedAgents",

        /// The hard memory limit in MiB, as a string. Absent if the container definition does not set this limit.
        pub memory: Optional<Cow<'a, str>> = "memory",

        /// The soft memory limit in MiB, as a string. Absent if the container definition does not set this limit.
        pub memory_reservation: Optional<Cow<'a, str>> = "memoryReservation",

        /// The name of the container in the task definition.
        pub name: Cow<'a, str> = "name",

        /// The network bindings of the container. Absent if the task has its own network interface.
        pub network_bindings: Optional<List<NetworkBinding<'a>>> = "networkBindings",

        /// The network interfaces of the container in the `awsvpc` network mode. Absent or empty in other network
        /// modes.
        pub network_interfaces: Optional<List<NetworkInterface<'a>>> = "networkInterfaces",

        /// Details about why the container stopped or did not start, such as `OutOfMemoryError: …`. The text has at
        /// most 1,024 characters. Absent if there are no details.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The ID of the container in the container runtime, such as Docker. Absent until the container is created.
        pub runtime_id: Optional<Cow<'a, str>> = "runtimeId",

        /// The ARN of the task that the container belongs to.
        pub task_arn: Cow<'a, str> = "taskArn",
    }
}

impl<'a> Container<'a> {
    /// Creates a container with this name. All other fields have their default values.
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

    /// Returns `true` if the container has an exit code other than 0.
    ///
    /// Returns `false` if the container has no exit code, for example because it is still running or never ran.
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
    /// A network binding, which binds a container port or a range of container ports to the container instance.
    ///
    /// Source: the `NetworkBinding` data type in the Amazon ECS API.
    pub struct NetworkBinding<'a> {
        /// The IP address that the container is bound to on the container instance.
        pub bind_ip: Optional<Cow<'a, str>> = "bindIP",

        /// The port number on the container. Absent if a port range is bound.
        pub container_port: Optional<i32> = "containerPort",

        /// The port range on the container, such as `8000-8010`. Absent if a single port is bound.
        pub container_port_range: Optional<Cow<'a, str>> = "containerPortRange",

        /// The port number on the container instance. Absent if a port range is bound.
        pub host_port: Optional<i32> = "hostPort",

        /// The port range on the container instance. Absent if a single port is bound.
        pub host_port_range: Optional<Cow<'a, str>> = "hostPortRange",

        /// The protocol of the network binding.
        pub protocol: Optional<TransportProtocol<'a>> = "protocol",
    }
}

record! {
    /// A network interface of a container in the `awsvpc` network mode.
    ///
    /// Source: the `NetworkInterface` data type in the Amazon ECS API.
    pub struct NetworkInterface<'a> {
        /// The ID of the network interface's attachment, which equals [`Attachment::id`](crate::ecs::Attachment::id).
        pub attachment_id: Optional<Cow<'a, str>> = "attachmentId",

        /// The private IPv6 address. Absent if the network interface has no private IPv6 address.
        pub ipv6_address: Optional<Cow<'a, str>> = "ipv6Address",

        /// The private IPv4 address. In the details of the attachment, this address is named `privateIPv4Address`, with
        /// `IP` in capital letters.
        pub private_ipv4_address: Optional<Cow<'a, str>> = "privateIpv4Address",
    }
}

record! {
    /// A managed agent that Amazon ECS runs in a container.
    ///
    /// Source: task events of Amazon ECS. `DescribeTasks` has the status in `lastStatus` instead of `status`.
    pub struct ManagedAgent<'a> {
        /// The time when the agent was last started, in RFC 3339 format. Absent until the agent is first started.
        pub last_started_at: Optional<Cow<'a, str>> = "lastStartedAt",

        /// The name of the agent: `ExecuteCommandAgent` for ECS Exec.
        pub name: Optional<Cow<'a, str>> = "name",

        /// The reason for the current status of the agent. Absent if no reason is given.
        pub reason: Optional<Cow<'a, str>> = "reason",

        /// The last known status of the agent, such as `RUNNING`.
        pub status: Optional<Cow<'a, str>> = "status",
    }
}
