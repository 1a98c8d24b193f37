//! The companion macros of the event types, which hold their schemas.
//!
//! `event_pattern!` calls the macro that has the name of the type in a rule's signature. It adds the schema to the tokens
//! in the call and passes them on to the macro in the square brackets.

/// Defines a companion macro for each type. The first argument is `$`.
macro_rules! companions {
    ($dollar:tt $($name:ident = $macro_name:ident, $schema:literal;)*) => {$(
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $macro_name {
            ([$dollar($dollar next:tt)*] $dollar($dollar call:tt)*) => {
                $dollar($dollar next)*! { $dollar($dollar call)* $schema }
            };
        }

        pub use $macro_name as $name;
    )*};
}

companions! { $
    TaskStateChange = __ecs_task_state_change, "TaskStateChange";
    ContainerInstanceStateChange = __ecs_container_instance_state_change, "ContainerInstanceStateChange";
    ContainerInstanceHealthChange = __ecs_container_instance_health_change, "ContainerInstanceHealthChange";
    ServiceAction = __ecs_service_action, "ServiceAction";
    DeploymentStateChange = __ecs_deployment_state_change, "DeploymentStateChange";
    DaemonServiceAction = __ecs_daemon_service_action, "DaemonServiceAction";
    DaemonDeploymentStateChange = __ecs_daemon_deployment_state_change, "DaemonDeploymentStateChange";
}
