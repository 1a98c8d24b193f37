//! Closed sets of values in service, deployment and daemon events.

use crate::__private::closed_set;

closed_set! {
    /// The severity of an event, in the `eventType` field.
    ///
    /// Service actions use `WARN`, whereas daemon service actions use `WARNING`.
    ///
    /// Source: the pages about service action, deployment and daemon events in the Amazon ECS developer guide.
    EventType {
        /// An informational event.
        Info = "INFO",
        /// A warning in a service action.
        Warn = "WARN",
        /// An error.
        Error = "ERROR",
        /// A warning in a daemon service action.
        Warning = "WARNING",
    }
}

closed_set! {
    /// The name of a service event, in the `eventName` field of an `ECS Service Action` event.
    ///
    /// Source: the "Amazon ECS service action events" page in the Amazon ECS developer guide.
    ServiceEventName {
        /// The service is healthy and has the desired number of tasks.
        ServiceSteadyState = "SERVICE_STEADY_STATE",
        /// The task set is healthy and has the desired number of tasks.
        TaskSetSteadyState = "TASKSET_STEADY_STATE",
        /// A capacity provider of the service reached a steady state.
        CapacityProviderSteadyState = "CAPACITY_PROVIDER_STEADY_STATE",
        /// The service scheduler changed the desired count. This event is not sent if a user changes the count.
        ServiceDesiredCountUpdated = "SERVICE_DESIRED_COUNT_UPDATED",
        /// The service stopped tasks that were running.
        TasksStopped = "TASKS_STOPPED",
        /// A deployment or a rollback is in progress.
        ServiceDeploymentInProgress = "SERVICE_DEPLOYMENT_IN_PROGRESS",
        /// A deployment or a rollback is complete, and the service is in a steady state.
        ServiceDeploymentCompleted = "SERVICE_DEPLOYMENT_COMPLETED",
        /// The service cannot start tasks reliably.
        ServiceTaskStartImpaired = "SERVICE_TASK_START_IMPAIRED",
        /// A task in an AWS Cloud Map service registry is unhealthy.
        ServiceDiscoveryInstanceUnhealthy = "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY",
        /// A target in Amazon VPC Lattice is unhealthy.
        VpcLatticeTargetUnhealthy = "VPC_LATTICE_TARGET_UNHEALTHY",
        /// A task no longer satisfies the placement constraints of its service, which uses the daemon scheduling
        /// strategy.
        ServiceDaemonPlacementConstraintViolated = "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED",
        /// The Amazon ECS API throttled the service scheduler.
        EcsOperationThrottled = "ECS_OPERATION_THROTTLED",
        /// The AWS Cloud Map API throttled the service scheduler.
        ServiceDiscoveryOperationThrottled = "SERVICE_DISCOVERY_OPERATION_THROTTLED",
        /// A task could not be placed. The `reason` field names the missing resource.
        ServiceTaskPlacementFailure = "SERVICE_TASK_PLACEMENT_FAILURE",
        /// A task could not be placed because of a configuration error.
        ServiceTaskConfigurationFailure = "SERVICE_TASK_CONFIGURATION_FAILURE",
        /// The health data of the tasks is not available.
        ServiceHealthUnknown = "SERVICE_HEALTH_UNKNOWN",
        /// A deployment did not reach a steady state.
        ServiceDeploymentFailed = "SERVICE_DEPLOYMENT_FAILED",
    }
}

closed_set! {
    /// The name of a deployment event, in the `eventName` field of an `ECS Deployment State Change` event.
    ///
    /// Source: the "Amazon ECS service deployment state change events" page in the Amazon ECS developer guide.
    DeploymentEventName {
        /// The deployment, or a rollback to this deployment, is in progress.
        ServiceDeploymentInProgress = "SERVICE_DEPLOYMENT_IN_PROGRESS",
        /// The deployment is complete.
        ServiceDeploymentCompleted = "SERVICE_DEPLOYMENT_COMPLETED",
        /// The deployment failed.
        ServiceDeploymentFailed = "SERVICE_DEPLOYMENT_FAILED",
    }
}

closed_set! {
    /// The way in which a daemon task failed, in the `failureType` field.
    ///
    /// Source: the pages about daemon events in the Amazon ECS developer guide.
    FailureType {
        /// The task was created but did not reach `RUNNING`.
        TaskFailedToRun = "TASK_FAILED_TO_RUN",
        /// The task could not be created. The event has no `taskArn`.
        TaskCreationFailed = "TASK_CREATION_FAILED",
    }
}

closed_set! {
    /// The name of a daemon deployment event, in the `eventName` field of an `ECS Daemon Deployment State Change`
    /// event.
    ///
    /// Source: the pages about daemon events in the Amazon ECS developer guide.
    DaemonDeploymentEventName {
        /// The deployment has not begun.
        Pending = "DAEMON_DEPLOYMENT_PENDING",
        /// The deployment is in progress.
        InProgress = "DAEMON_DEPLOYMENT_IN_PROGRESS",
        /// The deployment is complete.
        Successful = "DAEMON_DEPLOYMENT_SUCCESSFUL",
        /// The deployment was stopped.
        Stopped = "DAEMON_DEPLOYMENT_STOPPED",
        /// Amazon ECS received a request to stop the deployment.
        StopRequested = "DAEMON_DEPLOYMENT_STOP_REQUESTED",
        /// A rollback is in progress.
        RollbackInProgress = "DAEMON_DEPLOYMENT_ROLLBACK_IN_PROGRESS",
        /// A rollback is complete.
        RollbackSuccessful = "DAEMON_DEPLOYMENT_ROLLBACK_SUCCESSFUL",
        /// A rollback failed.
        RollbackFailed = "DAEMON_DEPLOYMENT_ROLLBACK_FAILED",
    }
}
