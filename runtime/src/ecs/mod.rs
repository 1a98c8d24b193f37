//! The details of Amazon ECS events.
//!
//! | `detail-type` | type |
//! |---|---|
//! | `ECS Task State Change` | [`TaskStateChange`] |
//! | `ECS Container Instance State Change` | [`ContainerInstanceStateChange`] |
//! | `ECS Container Instance Health Change` | [`ContainerInstanceHealthChange`] |
//! | `ECS Service Action` | [`ServiceAction`] |
//! | `ECS Deployment State Change` | [`DeploymentStateChange`] |
//! | `ECS Daemon Service Action` | [`DaemonServiceAction`] |
//! | `ECS Daemon Deployment State Change` | [`DaemonDeploymentStateChange`] |
//!
//! ```
//! use event_pattern::{Event, ecs::TaskStateChange};
//!
//! let json = r#"{
//!     "version": "0",
//!     "id": "9bcdac79-b31f-4d3d-9410-fbd727c29fab",
//!     "detail-type": "ECS Task State Change",
//!     "source": "aws.ecs",
//!     "account": "123456789012",
//!     "time": "2025-05-06T11:02:34Z",
//!     "region": "us-east-1",
//!     "resources": ["arn:aws:ecs:us-east-1:123456789012:task/web/a1173316d40a45dea9"],
//!     "detail": {
//!         "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/web",
//!         "taskArn": "arn:aws:ecs:us-east-1:123456789012:task/web/a1173316d40a45dea9",
//!         "taskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/web:5",
//!         "desiredStatus": "STOPPED",
//!         "lastStatus": "STOPPED",
//!         "stopCode": "EssentialContainerExited",
//!         "createdAt": "2025-05-06T11:02:13.877Z",
//!         "updatedAt": "2025-05-06T11:02:34.325Z",
//!         "version": 5,
//!         "overrides": { "containerOverrides": [{ "name": "web" }] },
//!         "containers": [{
//!             "containerArn": "arn:aws:ecs:us-east-1:123456789012:container/web/a0a99b87",
//!             "taskArn": "arn:aws:ecs:us-east-1:123456789012:task/web/a1173316d40a45dea9",
//!             "name": "web",
//!             "lastStatus": "STOPPED",
//!             "exitCode": 1
//!         }]
//!     }
//! }"#;
//!
//! let event: Event<TaskStateChange> = serde_json::from_str(json)?;
//! assert!(event.detail.last_status == "STOPPED");
//! assert!(event.detail.stop_code == "EssentialContainerExited");
//! assert!(event.detail.stopped_reason.is_absent());
//! assert!(event.detail.containers.any(|container| container.failed()));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # Where the facts come from
//!
//! From four sources: the event pages of the Amazon ECS developer guide with their examples, the
//! Amazon EventBridge schema registry, the shapes of the Amazon ECS API, and real events. Each type
//! names its own. The registry has only three of these types and is wrong in places: it gives an
//! attachment's `details` as one object, while every real event has an array. Where the sources
//! disagree, the real events win.
//!
//! # Required and optional fields
//!
//! A field is a plain value if every documented and every real event has it. All other fields are
//! [`Optional`](crate::Optional), which keeps an absent field and a null apart. An event that lacks
//! a required field, or has a value of another JSON type, is not deserialized.
//!
//! Numbers that are texts in the event are texts here: a container's `cpu`, for example.
//!
//! # What AWS adds later
//!
//! AWS may add fields and values at any time. A field that is not known is ignored. A text with a
//! list of possible values is an enum which keeps an unknown value in its case `Other`. All types
//! are `non_exhaustive`, so a later version can add what is new without breaking your code. To make a value, begin with `default()` and
//! set its fields.

mod attachment;
mod closed_set;
mod container;
mod container_instance;
mod daemon;
mod deployment;
mod health;
mod overrides;
mod service;
mod task;

use crate::{EventDetail, HasName, OwnedDetail};

pub use self::attachment::{Attachment, AttachmentDetail, Attribute, Tag};
pub use self::closed_set::{
    AgentUpdateStatus, AttachmentStatus, Connectivity, DaemonDeploymentEventName, DeploymentEventName, EventType,
    FailureType, HealthCheckStatus, HealthCheckType, HealthStatus, InstanceStatus, LaunchType, ResourceType,
    ServiceEventName, StopCode, TaskStatus, TransportProtocol,
};
pub use self::container::{Container, ManagedAgent, NetworkBinding, NetworkInterface};
pub use self::container_instance::{ContainerInstanceStateChange, Resource, VersionInfo};
pub use self::daemon::{DaemonDeploymentStateChange, DaemonServiceAction};
pub use self::deployment::DeploymentStateChange;
pub use self::health::{ContainerInstanceHealthChange, HealthCheck};
pub use self::overrides::{
    ContainerOverride, EnvironmentFile, EnvironmentVariable, InferenceAcceleratorOverride, Overrides,
    ResourceRequirement,
};
pub use self::service::ServiceAction;
pub use self::task::{EphemeralStorage, InferenceAccelerator, TaskStateChange};

/// Declares which events the details are of.
macro_rules! details {
    ($($name:ident = $detail_type:literal,)*) => {$(
        impl EventDetail for $name<'_> {
            const SOURCE: &'static str = "aws.ecs";
            const DETAIL_TYPE: &'static str = $detail_type;
        }

        impl OwnedDetail for $name<'static> {
            type Borrowed<'a> = $name<'a>;
        }
    )*};
}

details! {
    TaskStateChange = "ECS Task State Change",
    ContainerInstanceStateChange = "ECS Container Instance State Change",
    ContainerInstanceHealthChange = "ECS Container Instance Health Change",
    ServiceAction = "ECS Service Action",
    DeploymentStateChange = "ECS Deployment State Change",
    DaemonServiceAction = "ECS Daemon Service Action",
    DaemonDeploymentStateChange = "ECS Daemon Deployment State Change",
}

/// Declares which elements of arrays have names. Those in the second list may lack one.
macro_rules! named {
    ($($always:ident)*; $($sometimes:ident)*) => {
        $(impl HasName for $always<'_> {
            #[inline]
            fn name(&self) -> Option<&str> {
                Some(&self.name)
            }
        })*

        $(impl HasName for $sometimes<'_> {
            #[inline]
            fn name(&self) -> Option<&str> {
                self.name.as_deref()
            }
        })*
    };
}

named! {
    Container ContainerOverride Resource;
    AttachmentDetail Attribute EnvironmentVariable ManagedAgent
}
