//! Closed sets of service, deployment and daemon events.

use super::closed_set;

closed_set! {
    /// The severity of an event: `eventType`.
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
    /// The name of a service event: `eventName` of an `ECS Service Action`.
    ///
    /// Source: the page "Amazon ECS service action events" of the Amazon ECS developer guide.
    ServiceEventName {
        /// The service is healthy and has the desired number of tasks.
        ServiceSteadyState = "SERVICE_STEADY_STATE",
        /// The task set is healthy and has the desired number of tasks.
        TaskSetSteadyState = "TASKSET_STEADY_STATE",
        /// A capacity provider of the service reached a steady state.
        CapacityProviderSteadyState = "CAPACITY_PROVIDER_STEADY_STATE",
        /// The service scheduler changed the desired count. This event is not sent if a user changes it.
        ServiceDesiredCountUpdated = "SERVICE_DESIRED_COUNT_UPDATED",
        /// The service stopped running tasks.
        TasksStopped = "TASKS_STOPPED",
        /// A deployment or a rollback is in progress.
        ServiceDeploymentInProgress = "SERVICE_DEPLOYMENT_IN_PROGRESS",
        /// A deployment or a rollback is complete, and the service is in a steady state.
        ServiceDeploymentCompleted = "SERVICE_DEPLOYMENT_COMPLETED",
        /// The service cannot start tasks reliably.
        ServiceTaskStartImpaired = "SERVICE_TASK_START_IMPAIRED",
        /// A task in AWS Cloud Map service discovery is unhealthy.
        ServiceDiscoveryInstanceUnhealthy = "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY",
        /// A target in Amazon VPC Lattice is unhealthy.
        VpcLatticeTargetUnhealthy = "VPC_LATTICE_TARGET_UNHEALTHY",
        /// A task of a service with the daemon scheduling strategy no longer satisfies the placement constraints.
        ServiceDaemonPlacementConstraintViolated = "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED",
        /// The service scheduler was throttled by the limits of the Amazon ECS API.
        EcsOperationThrottled = "ECS_OPERATION_THROTTLED",
        /// The service scheduler was throttled by the limits of the AWS Cloud Map API.
        ServiceDiscoveryOperationThrottled = "SERVICE_DISCOVERY_OPERATION_THROTTLED",
        /// A task could not be placed. The field `reason` names the missing resource.
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
    /// The name of a deployment event: `eventName` of an `ECS Deployment State Change`.
    ///
    /// Source: the page "Amazon ECS service deployment state change events" of the Amazon ECS developer guide.
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
    /// The way in which a daemon task failed: `failureType`.
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
    /// The name of a daemon deployment event: `eventName` of an `ECS Daemon Deployment State Change`.
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
        /// A stop of the deployment was requested.
        StopRequested = "DAEMON_DEPLOYMENT_STOP_REQUESTED",
        /// A rollback is in progress.
        RollbackInProgress = "DAEMON_DEPLOYMENT_ROLLBACK_IN_PROGRESS",
        /// A rollback is complete.
        RollbackSuccessful = "DAEMON_DEPLOYMENT_ROLLBACK_SUCCESSFUL",
        /// A rollback failed.
        RollbackFailed = "DAEMON_DEPLOYMENT_ROLLBACK_FAILED",
    }
}
