//! Closed sets of values in container instance events.

use crate::__private::closed_set;

closed_set! {
    /// The status of the most recent container agent update, in the `agentUpdateStatus` field.
    ///
    /// Source: the `AgentUpdateStatus` type in the Amazon ECS API.
    AgentUpdateStatus {
        /// The update was requested.
        Pending = "PENDING",
        /// The download of the update has begun.
        Staging = "STAGING",
        /// The download of the update is complete.
        Staged = "STAGED",
        /// The update is being installed.
        Updating = "UPDATING",
        /// The update is installed.
        Updated = "UPDATED",
        /// The update failed.
        Failed = "FAILED",
    }
}

closed_set! {
    /// The status of a container instance, in the `status` field.
    ///
    /// Source: the `ContainerInstanceStatus` type in the Amazon ECS API.
    InstanceStatus {
        /// The instance accepts tasks.
        Active = "ACTIVE",
        /// The instance accepts no new tasks.
        Draining = "DRAINING",
        /// The instance is deregistered and accepts no tasks.
        Inactive = "INACTIVE",
        /// The instance is being registered with the cluster.
        Registering = "REGISTERING",
        /// The instance is being deregistered from the cluster.
        Deregistering = "DEREGISTERING",
        /// The registration of the instance with the cluster failed.
        RegistrationFailed = "REGISTRATION_FAILED",
    }
}

closed_set! {
    /// The type of a container instance resource, in the `type` field. The type determines which field contains the
    /// resource's value.
    ///
    /// Source: the `Resource` data type in the Amazon ECS API.
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
    /// The type of a container instance health check, in the `type` field.
    ///
    /// Source: the `InstanceHealthCheckType` type in the Amazon ECS API.
    HealthCheckType {
        /// A check of the container runtime, such as Docker.
        ContainerRuntime = "CONTAINER_RUNTIME",
        /// A check of the accelerators, such as GPUs.
        AcceleratedCompute = "ACCELERATED_COMPUTE",
        /// A check of the daemon tasks that must run on the instance.
        Daemon = "DAEMON",
        /// A check of the container agent's connection to Amazon ECS.
        AgentConnectivity = "AGENT_CONNECTIVITY",
    }
}

closed_set! {
    /// The result of a container instance health check, in the `status` and `overallStatus` fields.
    ///
    /// Source: the `InstanceHealthCheckState` type in the Amazon ECS API.
    HealthCheckStatus {
        /// The check found no problem.
        Ok = "OK",
        /// The check found a problem.
        Impaired = "IMPAIRED",
        /// There is not enough data for a result.
        InsufficientData = "INSUFFICIENT_DATA",
        /// The check has begun but has no result yet.
        Initializing = "INITIALIZING",
    }
}
