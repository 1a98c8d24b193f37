//! The closed sets of container instance events.

use super::closed_set;

closed_set! {
    /// The status of the last update of the container agent: `agentUpdateStatus`.
    ///
    /// Source: the type `AgentUpdateStatus` of the Amazon ECS API.
    AgentUpdateStatus {
        /// Asked for.
        Pending = "PENDING",
        /// The download has begun.
        Staging = "STAGING",
        /// The download is complete.
        Staged = "STAGED",
        /// Being installed.
        Updating = "UPDATING",
        /// Installed.
        Updated = "UPDATED",
        /// Failed.
        Failed = "FAILED",
    }
}

closed_set! {
    /// The status of a container instance: `status`.
    ///
    /// Source: the type `ContainerInstanceStatus` of the Amazon ECS API.
    InstanceStatus {
        /// Accepts tasks.
        Active = "ACTIVE",
        /// Accepts no new tasks.
        Draining = "DRAINING",
        /// Accepts no tasks: it was deregistered.
        Inactive = "INACTIVE",
        /// Being registered with the cluster.
        Registering = "REGISTERING",
        /// Being removed from the cluster.
        Deregistering = "DEREGISTERING",
        /// Could not be registered with the cluster.
        RegistrationFailed = "REGISTRATION_FAILED",
    }
}

closed_set! {
    /// The type of a resource of a container instance, which says where its value is: `type`.
    ///
    /// Source: the shape `Resource` of the Amazon ECS API.
    ResourceType {
        /// The value is in `integerValue`.
        Integer = "INTEGER",
        /// The value is in `longValue`.
        Long = "LONG",
        /// The value is in `doubleValue`.
        Double = "DOUBLE",
        /// The value is in `stringSetValue`.
        StringSet = "STRINGSET",
    }
}

closed_set! {
    /// What a health check of a container instance looks at: `type`.
    ///
    /// Source: the type `InstanceHealthCheckType` of the Amazon ECS API.
    HealthCheckType {
        /// The container runtime, such as Docker.
        ContainerRuntime = "CONTAINER_RUNTIME",
        /// The accelerators, such as GPUs.
        AcceleratedCompute = "ACCELERATED_COMPUTE",
        /// The daemon tasks that the instance must run.
        Daemon = "DAEMON",
        /// The connection of the container agent.
        AgentConnectivity = "AGENT_CONNECTIVITY",
    }
}

closed_set! {
    /// The result of a health check of a container instance: `status` and `overallStatus`.
    ///
    /// Source: the type `InstanceHealthCheckState` of the Amazon ECS API.
    HealthCheckStatus {
        /// Healthy.
        Ok = "OK",
        /// Not healthy.
        Impaired = "IMPAIRED",
        /// There is not enough data for a result.
        InsufficientData = "INSUFFICIENT_DATA",
        /// The check has just begun.
        Initializing = "INITIALIZING",
    }
}
