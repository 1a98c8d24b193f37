//! The closed sets of task events.

use super::closed_set;

closed_set! {
    /// The status of a task or a container: `lastStatus` and `desiredStatus`.
    ///
    /// A task in `DEPROVISIONING` already carries exit codes, and so does the same task in
    /// `STOPPED` a little later. A rule on exit codes alone matches both events.
    ///
    /// Source: the page "Amazon ECS task lifecycle" of the Amazon ECS developer guide.
    TaskStatus {
        /// Steps before the launch, such as making a network interface.
        Provisioning = "PROVISIONING",
        /// Waiting for the container agent or for free resources.
        Pending = "PENDING",
        /// Steps after the launch, such as service discovery.
        Activating = "ACTIVATING",
        /// Running.
        Running = "RUNNING",
        /// Steps before the stop, such as leaving a load balancer.
        Deactivating = "DEACTIVATING",
        /// Waiting for the containers to exit.
        Stopping = "STOPPING",
        /// Steps after the stop, such as deleting a network interface.
        Deprovisioning = "DEPROVISIONING",
        /// Stopped.
        Stopped = "STOPPED",
        /// Deleted, a transition after the stop.
        Deleted = "DELETED",
    }
}

closed_set! {
    /// Why a task was stopped: `stopCode`.
    ///
    /// ```
    /// use event_pattern::ecs::StopCode;
    ///
    /// assert_eq!(StopCode::from("UserInitiated"), StopCode::UserInitiated);
    /// assert_eq!(StopCode::UserInitiated, "UserInitiated");
    /// assert!(StopCode::VALUES.contains(&"SpotInterruption"));
    ///
    /// // A value that AWS may add later.
    /// let later = StopCode::from("SolarFlare");
    /// assert!(matches!(&later, StopCode::Other(text) if text == "SolarFlare"));
    /// assert_eq!(later.to_string(), "SolarFlare");
    /// ```
    ///
    /// Source: the type `TaskStopCode` of the Amazon ECS API.
    StopCode {
        /// The task did not start; `containers` may then be empty.
        TaskFailedToStart = "TaskFailedToStart",
        /// A container that is marked as essential exited.
        EssentialContainerExited = "EssentialContainerExited",
        /// Someone stopped the task.
        UserInitiated = "UserInitiated",
        /// The service scheduler stopped the task, as in a deployment.
        ServiceSchedulerInitiated = "ServiceSchedulerInitiated",
        /// AWS took Spot capacity back.
        SpotInterruption = "SpotInterruption",
        /// The instance is about to be terminated.
        TerminationNotice = "TerminationNotice",
        /// The infrastructure under the task was not healthy.
        InfrastructureHealth = "InfrastructureHealth",
    }
}

closed_set! {
    /// What a task runs on: `launchType`.
    ///
    /// Source: the type `LaunchType` of the Amazon ECS API.
    LaunchType {
        /// Amazon EC2 instances of the account.
        Ec2 = "EC2",
        /// AWS Fargate.
        Fargate = "FARGATE",
        /// Machines outside AWS, with Amazon ECS Anywhere.
        External = "EXTERNAL",
        /// Amazon ECS Managed Instances.
        ManagedInstances = "MANAGED_INSTANCES",
    }
}

closed_set! {
    /// Whether a task is connected to Amazon ECS: `connectivity`.
    ///
    /// Source: the type `Connectivity` of the Amazon ECS API.
    Connectivity {
        /// Connected.
        Connected = "CONNECTED",
        /// Not connected.
        Disconnected = "DISCONNECTED",
    }
}

closed_set! {
    /// The result of the health checks of a container or a task: `healthStatus`.
    ///
    /// Source: the type `HealthStatus` of the Amazon ECS API.
    HealthStatus {
        /// The checks pass.
        Healthy = "HEALTHY",
        /// The checks fail.
        Unhealthy = "UNHEALTHY",
        /// There is no check, or no result yet.
        Unknown = "UNKNOWN",
    }
}

closed_set! {
    /// The protocol of a network binding: `protocol`.
    ///
    /// Source: the type `TransportProtocol` of the Amazon ECS API.
    TransportProtocol {
        /// TCP.
        Tcp = "tcp",
        /// UDP.
        Udp = "udp",
    }
}

closed_set! {
    /// The status of an attachment, such as a network interface: `status`.
    ///
    /// Source: the shape `Attachment` of the Amazon ECS API.
    AttachmentStatus {
        /// Not yet made.
        Precreated = "PRECREATED",
        /// Made.
        Created = "CREATED",
        /// Being attached.
        Attaching = "ATTACHING",
        /// Attached.
        Attached = "ATTACHED",
        /// Being detached.
        Detaching = "DETACHING",
        /// Detached.
        Detached = "DETACHED",
        /// Deleted.
        Deleted = "DELETED",
        /// Failed.
        Failed = "FAILED",
    }
}
