//! The types that are made from the catalogue of AWS events.

mod container_instance_health_change;
mod container_instance_state_change;
mod daemon_deployment_state_change;
mod daemon_service_action;
mod deployment_state_change;
mod service_action;
mod task_state_change;

pub use self::container_instance_health_change::*;
pub use self::container_instance_state_change::*;
pub use self::daemon_deployment_state_change::*;
pub use self::daemon_service_action::*;
pub use self::deployment_state_change::*;
pub use self::service_action::*;
pub use self::task_state_change::*;
