//! Closed sets of values in task events.

use crate::__private::closed_set;

closed_set! {
    /// The status of a task or a container, in the `lastStatus` and `desiredStatus` fields.
    ///
    /// The event for a task's `DEPROVISIONING` status already contains exit codes, and the later event for the
    /// `STOPPED` status repeats them. A rule that has conditions only on exit codes matches both events.
    ///
    /// Source: the "Amazon ECS task lifecycle" page in the Amazon ECS developer guide.
    TaskStatus {
        /// Amazon ECS is performing steps before the task is launched, such as creating a network interface.
        Provisioning = "PROVISIONING",
        /// The task is waiting for the container agent or for resources.
        Pending = "PENDING",
        /// Amazon ECS is performing steps after the task is launched, such as service discovery registration.
        Activating = "ACTIVATING",
        /// The task is running.
        Running = "RUNNING",
        /// Amazon ECS is performing steps before the task is stopped, such as deregistering the task from a load balancer.
        Deactivating = "DEACTIVATING",
        /// The task is waiting for its containers to exit.
        Stopping = "STOPPING",
        /// Amazon ECS is performing steps after the task is stopped, such as deleting the network interface.
        Deprovisioning = "DEPROVISIONING",
        /// The task has stopped.
        Stopped = "STOPPED",
        /// The task has been deleted. This is a transition state after the task is stopped.
        Deleted = "DELETED",
    }
}

closed_set! {
    /// The stop code of a task, in the `stopCode` field. The stop code indicates why the task was stopped.
    ///
    /// ```
    /// use event_pattern::ecs::StopCode;
    ///
    /// assert_eq!(StopCode::from("UserInitiated"), StopCode::UserInitiated);
    /// assert_eq!(StopCode::UserInitiated, "UserInitiated");
    /// assert!(StopCode::VALUES.contains(&"SpotInterruption"));
    ///
    /// // A value that AWS may add later.
    /// let unknown = StopCode::from("SolarFlare");
    /// assert!(matches!(&unknown, StopCode::Other(code) if code == "SolarFlare"));
    /// assert_eq!(unknown.to_string(), "SolarFlare");
    /// ```
    ///
    /// Source: the `TaskStopCode` type in the Amazon ECS API.
    StopCode {
        /// The task did not start. Its `containers` may be empty.
        TaskFailedToStart = "TaskFailedToStart",
        /// An essential container exited.
        EssentialContainerExited = "EssentialContainerExited",
        /// A user stopped the task.
        UserInitiated = "UserInitiated",
        /// The service scheduler stopped the task, for example during a deployment.
        ServiceSchedulerInitiated = "ServiceSchedulerInitiated",
        /// AWS reclaimed the Spot capacity.
        SpotInterruption = "SpotInterruption",
        /// The instance is about to be terminated.
        TerminationNotice = "TerminationNotice",
        /// The infrastructure that the task ran on was unhealthy.
        InfrastructureHealth = "InfrastructureHealth",
    }
}

closed_set! {
    /// The infrastructure that a task runs on, in the `launchType` field.
    ///
    /// Source: the `LaunchType` type in the Amazon ECS API.
    LaunchType {
        /// Amazon EC2 instances in your account.
        Ec2 = "EC2",
        /// AWS Fargate.
        Fargate = "FARGATE",
        /// External instances, which run outside AWS and are registered with Amazon ECS Anywhere.
        External = "EXTERNAL",
        /// Amazon ECS Managed Instances.
        ManagedInstances = "MANAGED_INSTANCES",
    }
}

closed_set! {
    /// The connectivity status of a task, in the `connectivity` field.
    ///
    /// Source: the `Connectivity` type in the Amazon ECS API.
    Connectivity {
        /// The task is connected to Amazon ECS.
        Connected = "CONNECTED",
        /// The task is not connected to Amazon ECS.
        Disconnected = "DISCONNECTED",
    }
}

closed_set! {
    /// The health status of a container or a task, in the `healthStatus` field.
    ///
    /// Source: the `HealthStatus` type in the Amazon ECS API.
    HealthStatus {
        /// The health checks pass.
        Healthy = "HEALTHY",
        /// The health checks fail.
        Unhealthy = "UNHEALTHY",
        /// No health check is defined, or there is no result yet.
        Unknown = "UNKNOWN",
    }
}

closed_set! {
    /// The protocol of a network binding, in the `protocol` field.
    ///
    /// Source: the `TransportProtocol` type in the Amazon ECS API.
    TransportProtocol {
        /// TCP.
        Tcp = "tcp",
        /// UDP.
        Udp = "udp",
    }
}

closed_set! {
    /// The status of an attachment, such as a network interface, in the `status` field.
    ///
    /// Source: the `Attachment` data type in the Amazon ECS API.
    AttachmentStatus {
        /// The attachment has not been created yet.
        Precreated = "PRECREATED",
        /// The attachment has been created.
        Created = "CREATED",
        /// The attachment is being attached.
        Attaching = "ATTACHING",
        /// The attachment is attached.
        Attached = "ATTACHED",
        /// The attachment is being detached.
        Detaching = "DETACHING",
        /// The attachment is detached.
        Detached = "DETACHED",
        /// The attachment has been deleted.
        Deleted = "DELETED",
        /// The attachment failed.
        Failed = "FAILED",
    }
}
