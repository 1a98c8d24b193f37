//! The closed sets of service, deployment and daemon events.

use super::closed_set;

closed_set! {
    /// How serious an action is: `eventType`.
    ///
    /// Service actions say `WARN` where daemon service actions say `WARNING`.
    ///
    /// Source: the pages on service action, deployment and daemon events of the Amazon ECS
    /// developer guide.
    EventType {
        /// Nothing is wrong.
        Info = "INFO",
        /// A warning of a service.
        Warn = "WARN",
        /// Something failed.
        Error = "ERROR",
        /// A warning of a daemon.
        Warning = "WARNING",
    }
}

closed_set! {
    /// What happened to a service: `eventName` of an ECS Service Action.
    ///
    /// Source: the page "Amazon ECS service action events" of the Amazon ECS developer guide.
    ServiceEventName {
        /// The service is healthy and has the desired number of tasks.
        ServiceSteadyState = "SERVICE_STEADY_STATE",
        /// The task set is healthy and has the desired number of tasks.
        TaskSetSteadyState = "TASKSET_STEADY_STATE",
        /// A capacity provider of the service reached a steady state.
        CapacityProviderSteadyState = "CAPACITY_PROVIDER_STEADY_STATE",
        /// The scheduler changed the desired count; not sent when a user does it.
        ServiceDesiredCountUpdated = "SERVICE_DESIRED_COUNT_UPDATED",
        /// The service stopped running tasks.
        TasksStopped = "TASKS_STOPPED",
        /// A deployment or a rollback is in progress.
        ServiceDeploymentInProgress = "SERVICE_DEPLOYMENT_IN_PROGRESS",
        /// A deployment or a rollback is complete and steady.
        ServiceDeploymentCompleted = "SERVICE_DEPLOYMENT_COMPLETED",
        /// The service cannot start tasks reliably.
        ServiceTaskStartImpaired = "SERVICE_TASK_START_IMPAIRED",
        /// Service discovery has a task that is not healthy.
        ServiceDiscoveryInstanceUnhealthy = "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY",
        /// Amazon VPC Lattice has a target that is not healthy.
        VpcLatticeTargetUnhealthy = "VPC_LATTICE_TARGET_UNHEALTHY",
        /// A task of a daemon service no longer satisfies the placement constraints.
        ServiceDaemonPlacementConstraintViolated = "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED",
        /// The limits of the Amazon ECS API slowed the scheduler down.
        EcsOperationThrottled = "ECS_OPERATION_THROTTLED",
        /// The limits of the AWS Cloud Map API slowed the scheduler down.
        ServiceDiscoveryOperationThrottled = "SERVICE_DISCOVERY_OPERATION_THROTTLED",
        /// There was no place for a task; `reason` says what was lacking.
        ServiceTaskPlacementFailure = "SERVICE_TASK_PLACEMENT_FAILURE",
        /// A wrong configuration prevented a task.
        ServiceTaskConfigurationFailure = "SERVICE_TASK_CONFIGURATION_FAILURE",
        /// The health of the tasks could not be read.
        ServiceHealthUnknown = "SERVICE_HEALTH_UNKNOWN",
        /// A deployment did not reach a steady state.
        ServiceDeploymentFailed = "SERVICE_DEPLOYMENT_FAILED",
    }
}

closed_set! {
    /// What happened to a deployment: `eventName` of an ECS Deployment State Change.
    ///
    /// Source: the page "Amazon ECS service deployment state change events" of the Amazon ECS
    /// developer guide.
    DeploymentEventName {
        /// The deployment, or a rollback to it, is in progress.
        ServiceDeploymentInProgress = "SERVICE_DEPLOYMENT_IN_PROGRESS",
        /// The deployment is complete.
        ServiceDeploymentCompleted = "SERVICE_DEPLOYMENT_COMPLETED",
        /// The deployment failed.
        ServiceDeploymentFailed = "SERVICE_DEPLOYMENT_FAILED",
    }
}

closed_set! {
    /// How a task of a daemon failed: `failureType`.
    ///
    /// Source: the pages on daemon events of the Amazon ECS developer guide.
    FailureType {
        /// There is a task, but it did not reach `RUNNING`.
        TaskFailedToRun = "TASK_FAILED_TO_RUN",
        /// No task could be made; the event then has no `taskArn`.
        TaskCreationFailed = "TASK_CREATION_FAILED",
    }
}

closed_set! {
    /// What happened to a daemon deployment: `eventName` of an ECS Daemon Deployment State Change.
    ///
    /// Source: the pages on daemon events of the Amazon ECS developer guide.
    DaemonDeploymentEventName {
        /// Not yet begun.
        Pending = "DAEMON_DEPLOYMENT_PENDING",
        /// In progress.
        InProgress = "DAEMON_DEPLOYMENT_IN_PROGRESS",
        /// Complete.
        Successful = "DAEMON_DEPLOYMENT_SUCCESSFUL",
        /// Stopped.
        Stopped = "DAEMON_DEPLOYMENT_STOPPED",
        /// Someone asked for a stop.
        StopRequested = "DAEMON_DEPLOYMENT_STOP_REQUESTED",
        /// A rollback is in progress.
        RollbackInProgress = "DAEMON_DEPLOYMENT_ROLLBACK_IN_PROGRESS",
        /// A rollback is complete.
        RollbackSuccessful = "DAEMON_DEPLOYMENT_ROLLBACK_SUCCESSFUL",
        /// A rollback failed.
        RollbackFailed = "DAEMON_DEPLOYMENT_ROLLBACK_FAILED",
    }
}
