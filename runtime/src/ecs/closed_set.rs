//! Enums for strings that have a closed set of values, which means that AWS lists all possible values.
//!
//! Each enum has a variant for every known value, and an [`Other`](TaskStatus::Other) variant, which holds any other
//! value unchanged.

mod action;
mod container_instance;
mod task;

pub use self::action::{DaemonDeploymentEventName, DeploymentEventName, EventType, FailureType, ServiceEventName};
pub use self::container_instance::{
    AgentUpdateStatus, HealthCheckStatus, HealthCheckType, InstanceStatus, ResourceType,
};
pub use self::task::{
    AttachmentStatus, Connectivity, HealthStatus, LaunchType, StopCode, TaskStatus, TransportProtocol,
};
