//! The closed sets of values that fields of the known event types can have.

use super::ClosedSet;

pub(super) static TASK_STATUS: ClosedSet = ClosedSet {
    rust_name: "TaskStatus",
    values: &[
        "PROVISIONING",
        "PENDING",
        "ACTIVATING",
        "RUNNING",
        "DEACTIVATING",
        "STOPPING",
        "DEPROVISIONING",
        "STOPPED",
        "DELETED",
    ],
};

pub(super) static STOP_CODE: ClosedSet = ClosedSet {
    rust_name: "StopCode",
    values: &[
        "TaskFailedToStart",
        "EssentialContainerExited",
        "UserInitiated",
        "ServiceSchedulerInitiated",
        "SpotInterruption",
        "TerminationNotice",
        "InfrastructureHealth",
    ],
};

pub(super) static LAUNCH_TYPE: ClosedSet =
    ClosedSet { rust_name: "LaunchType", values: &["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"] };

pub(super) static CONNECTIVITY: ClosedSet =
    ClosedSet { rust_name: "Connectivity", values: &["CONNECTED", "DISCONNECTED"] };

pub(super) static HEALTH_STATUS: ClosedSet =
    ClosedSet { rust_name: "HealthStatus", values: &["HEALTHY", "UNHEALTHY", "UNKNOWN"] };

pub(super) static TRANSPORT_PROTOCOL: ClosedSet = ClosedSet { rust_name: "TransportProtocol", values: &["tcp", "udp"] };

pub(super) static ATTACHMENT_STATUS: ClosedSet = ClosedSet {
    rust_name: "AttachmentStatus",
    values: &["PRECREATED", "CREATED", "ATTACHING", "ATTACHED", "DETACHING", "DETACHED", "DELETED", "FAILED"],
};

pub(super) static AGENT_UPDATE_STATUS: ClosedSet = ClosedSet {
    rust_name: "AgentUpdateStatus",
    values: &["PENDING", "STAGING", "STAGED", "UPDATING", "UPDATED", "FAILED"],
};

pub(super) static INSTANCE_STATUS: ClosedSet = ClosedSet {
    rust_name: "InstanceStatus",
    values: &["ACTIVE", "DRAINING", "INACTIVE", "REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED"],
};

pub(super) static RESOURCE_TYPE: ClosedSet =
    ClosedSet { rust_name: "ResourceType", values: &["INTEGER", "LONG", "DOUBLE", "STRINGSET"] };

pub(super) static HEALTH_CHECK_TYPE: ClosedSet = ClosedSet {
    rust_name: "HealthCheckType",
    values: &["CONTAINER_RUNTIME", "ACCELERATED_COMPUTE", "DAEMON", "AGENT_CONNECTIVITY"],
};

pub(super) static HEALTH_CHECK_STATUS: ClosedSet =
    ClosedSet { rust_name: "HealthCheckStatus", values: &["OK", "IMPAIRED", "INSUFFICIENT_DATA", "INITIALIZING"] };

/// Service actions use `WARN` where daemon service actions use `WARNING`.
pub(super) static SERVICE_EVENT_TYPE: ClosedSet =
    ClosedSet { rust_name: "EventType", values: &["INFO", "WARN", "ERROR"] };

pub(super) static DAEMON_SERVICE_EVENT_TYPE: ClosedSet =
    ClosedSet { rust_name: "EventType", values: &["INFO", "WARNING", "ERROR"] };

pub(super) static DEPLOYMENT_EVENT_TYPE: ClosedSet = ClosedSet { rust_name: "EventType", values: &["INFO", "ERROR"] };

pub(super) static SERVICE_EVENT_NAME: ClosedSet = ClosedSet {
    rust_name: "ServiceEventName",
    values: &[
        "SERVICE_STEADY_STATE",
        "TASKSET_STEADY_STATE",
        "CAPACITY_PROVIDER_STEADY_STATE",
        "SERVICE_DESIRED_COUNT_UPDATED",
        "TASKS_STOPPED",
        "SERVICE_DEPLOYMENT_IN_PROGRESS",
        "SERVICE_DEPLOYMENT_COMPLETED",
        "SERVICE_TASK_START_IMPAIRED",
        "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY",
        "VPC_LATTICE_TARGET_UNHEALTHY",
        "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED",
        "ECS_OPERATION_THROTTLED",
        "SERVICE_DISCOVERY_OPERATION_THROTTLED",
        "SERVICE_TASK_PLACEMENT_FAILURE",
        "SERVICE_TASK_CONFIGURATION_FAILURE",
        "SERVICE_HEALTH_UNKNOWN",
        "SERVICE_DEPLOYMENT_FAILED",
    ],
};

pub(super) static DEPLOYMENT_EVENT_NAME: ClosedSet = ClosedSet {
    rust_name: "DeploymentEventName",
    values: &["SERVICE_DEPLOYMENT_IN_PROGRESS", "SERVICE_DEPLOYMENT_COMPLETED", "SERVICE_DEPLOYMENT_FAILED"],
};

pub(super) static FAILURE_TYPE: ClosedSet =
    ClosedSet { rust_name: "FailureType", values: &["TASK_FAILED_TO_RUN", "TASK_CREATION_FAILED"] };

pub(super) static DAEMON_DEPLOYMENT_EVENT_NAME: ClosedSet = ClosedSet {
    rust_name: "DaemonDeploymentEventName",
    values: &[
        "DAEMON_DEPLOYMENT_PENDING",
        "DAEMON_DEPLOYMENT_IN_PROGRESS",
        "DAEMON_DEPLOYMENT_SUCCESSFUL",
        "DAEMON_DEPLOYMENT_STOPPED",
        "DAEMON_DEPLOYMENT_STOP_REQUESTED",
        "DAEMON_DEPLOYMENT_ROLLBACK_IN_PROGRESS",
        "DAEMON_DEPLOYMENT_ROLLBACK_SUCCESSFUL",
        "DAEMON_DEPLOYMENT_ROLLBACK_FAILED",
    ],
};
