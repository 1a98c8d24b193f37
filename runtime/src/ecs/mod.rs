//! Types for the details of Amazon ECS events.
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
//! # Sources
//!
//! The fields and values come from four sources: the event pages and examples in the Amazon ECS developer guide, the
//! Amazon EventBridge schema registry, the Amazon ECS API reference, and recorded events. The documentation of each
//! type names its sources. The schema registry has only three of these types and is wrong in some details: for example,
//! it defines an attachment's `details` field as an object, whereas the field is an array in all recorded events. Where
//! the sources disagree, these types follow the recorded events.
//!
//! # Required and optional fields
//!
//! A field is required if every documented and every recorded event has it. All other fields are
//! [`Optional`](crate::Optional), which distinguishes an absent field from a null. Deserialization returns an error if
//! a required field is missing or if a value has the wrong JSON type.
//!
//! Some numbers, such as a container's `cpu`, are strings in events. They are also strings in these types.
//!
//! # Fields and values that AWS adds
//!
//! AWS may add fields and values at any time. Deserialization ignores unknown fields. A string with a closed set of
//! values is represented by an enum, which has an `Other` variant for unknown values. All types are
//! `#[non_exhaustive]`, so that a new version of this crate can add fields and values without breaking your code. To
//! create a value, start with `default()` and set its fields.
//!
//! ```
//! use event_pattern::ecs::StopCode;
//!
//! assert_eq!(StopCode::from("UserInitiated"), StopCode::UserInitiated);
//! assert_eq!(StopCode::UserInitiated, "UserInitiated");
//! assert!(StopCode::VALUES.contains(&"SpotInterruption"));
//!
//! // A value that AWS may add later.
//! let unknown = StopCode::from("SolarFlare");
//! assert!(matches!(&unknown, StopCode::Other(code) if code == "SolarFlare"));
//! assert_eq!(unknown.to_string(), "SolarFlare");
//! ```

mod companions;
mod container;
mod made;

#[doc(hidden)]
pub use self::companions::{
    ContainerInstanceHealthChange, ContainerInstanceStateChange, DaemonDeploymentStateChange, DaemonServiceAction,
    DeploymentStateChange, ServiceAction, TaskStateChange,
};
pub use self::made::*;
