//! The schemas in the companion macros. A test makes this file again from the catalogue and compares.

companions! { $
    ContainerInstanceHealthChange = __ecs_container_instance_health_change, r#"made
%event aws.ecs "ECS Container Instance Health Change"
title "ECS container instance health change"
provenance checked
resources ARN-of-a-container-instance
detail: {ContainerInstanceHealthChange}
service "Amazon ECS"
extra-name ContainerInstanceHealthChange clusterName "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
extra-name ContainerInstanceHealthChange cluster "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
object ContainerInstanceHealthChange
  capacityProviderName?: string?
  clusterArn: string ~ARN-of-a-cluster
  containerInstanceArn: string ~ARN-of-a-container-instance
  ec2InstanceId?: string?
  healthChecks: [{HealthCheck}]
  overallStatus: (HealthCheckStatus)
object HealthCheck
  lastStatusChange?: string?
  lastUpdated?: string?
  status?: (HealthCheckStatus)?
  statusReason?: string?
  type?: (HealthCheckType)?
set HealthCheckType complete
  CONTAINER_RUNTIME
  ACCELERATED_COMPUTE
  DAEMON
  AGENT_CONNECTIVITY
set HealthCheckStatus complete
  OK
  IMPAIRED
  INSUFFICIENT_DATA
  INITIALIZING
form ARN-of-a-cluster "the ARN of a cluster" "arn:aws:ecs:us-east-1:123456789012:cluster/prod"
  templates "arn:{partition}:ecs:{region}:{account}:cluster/{name}"
  known-parts "*:cluster/{}"
form ARN-of-a-container-instance "the ARN of a container instance" "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0123456789abcdef0123456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:container-instance/{name}" "arn:{partition}:ecs:{region}:{account}:container-instance/{name}/{name}"
  known-parts "*/{}"
"#;
    ContainerInstanceStateChange = __ecs_container_instance_state_change, r#"made
%event aws.ecs "ECS Container Instance State Change"
title "ECS container instance state change"
provenance checked
resources ARN-of-a-container-instance
detail: {ContainerInstanceStateChange}
service "Amazon ECS"
extra-name ContainerInstanceStateChange clusterName "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
extra-name ContainerInstanceStateChange cluster "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
object ContainerInstanceStateChange
  accountType?: string?
  agentConnected: boolean
  agentUpdateStatus?: (AgentUpdateStatus)?
  attachments?: [{Attachment}]?
  attributes?: [{Attribute}]?
  capacityProviderName?: string?
  clusterArn: string ~ARN-of-a-cluster
  containerInstanceArn: string ~ARN-of-a-container-instance
  ec2InstanceId?: string?
  pendingTasksCount?: int32?
  registeredAt?: string?
  registeredResources: [{Resource}]
  remainingResources: [{Resource}]
  runningTasksCount?: int32?
  status: (InstanceStatus)
  statusReason?: string?
  updatedAt: string
  version: int64
  versionInfo: {VersionInfo}
object Attachment
  details?: [{AttachmentDetail}]?
  id?: string?
  status?: (AttachmentStatus)?
  type?: string?
object AttachmentDetail
  name?: string?
  value?: string?
object Attribute
  name?: string?
  targetId?: string?
  targetType?: string?
  value?: string?
object Resource
  doubleValue?: number?
  integerValue?: int32?
  longValue?: int64?
  name: string
  stringSetValue?: [string]?
  type: (ResourceType)
object VersionInfo
  agentHash?: string?
  agentVersion?: string?
  dockerVersion?: string?
set AgentUpdateStatus complete
  PENDING
  STAGING
  STAGED
  UPDATING
  UPDATED
  FAILED
set AttachmentStatus complete
  PRECREATED
  CREATED
  ATTACHING
  ATTACHED
  DETACHING
  DETACHED
  DELETED
  FAILED
set ResourceType complete
  INTEGER
  LONG
  DOUBLE
  STRINGSET
set InstanceStatus complete
  ACTIVE
  DRAINING
  INACTIVE
  REGISTERING
  DEREGISTERING
  REGISTRATION_FAILED
form ARN-of-a-cluster "the ARN of a cluster" "arn:aws:ecs:us-east-1:123456789012:cluster/prod"
  templates "arn:{partition}:ecs:{region}:{account}:cluster/{name}"
  known-parts "*:cluster/{}"
form ARN-of-a-container-instance "the ARN of a container instance" "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0123456789abcdef0123456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:container-instance/{name}" "arn:{partition}:ecs:{region}:{account}:container-instance/{name}/{name}"
  known-parts "*/{}"
"#;
    DaemonDeploymentStateChange = __ecs_daemon_deployment_state_change, r#"made
%event aws.ecs "ECS Daemon Deployment State Change"
title "ECS daemon deployment state change"
provenance checked
resources ARN-of-a-resource-of-Amazon-ECS
detail: {DaemonDeploymentStateChange}
service "Amazon ECS"
extra-name DaemonDeploymentStateChange clusterName "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
extra-name DaemonDeploymentStateChange cluster "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
object DaemonDeploymentStateChange
  clusterArn: string ~ARN-of-a-cluster
  daemonArn: string ~ARN-of-a-daemon
  daemonDeploymentArn: string ~ARN-of-a-daemon-deployment
  eventName: (DaemonDeploymentEventName)
  eventType: (EventType)
  reason?: string?
  targetDaemonRevisionArn: string ~ARN-of-a-daemon-revision
  updatedAt: string
set DaemonDeploymentEventName complete
  DAEMON_DEPLOYMENT_PENDING
  DAEMON_DEPLOYMENT_IN_PROGRESS
  DAEMON_DEPLOYMENT_SUCCESSFUL
  DAEMON_DEPLOYMENT_STOPPED
  DAEMON_DEPLOYMENT_STOP_REQUESTED
  DAEMON_DEPLOYMENT_ROLLBACK_IN_PROGRESS
  DAEMON_DEPLOYMENT_ROLLBACK_SUCCESSFUL
  DAEMON_DEPLOYMENT_ROLLBACK_FAILED
set EventType complete
  INFO
  ERROR
form ARN-of-a-resource-of-Amazon-ECS "the ARN of a resource of Amazon ECS" "arn:aws:ecs:us-east-1:123456789012:daemon/prod/agent"
  templates "arn:{partition}:ecs:{region}:{account}:{name}/{any}"
  known-parts "*/{}"
form ARN-of-a-cluster "the ARN of a cluster" "arn:aws:ecs:us-east-1:123456789012:cluster/prod"
  templates "arn:{partition}:ecs:{region}:{account}:cluster/{name}"
  known-parts "*:cluster/{}"
form ARN-of-a-daemon "the ARN of a daemon" "arn:aws:ecs:us-east-1:123456789012:daemon/prod/agent"
  templates "arn:{partition}:ecs:{region}:{account}:daemon/{any}"
  known-parts "*/{}"
form ARN-of-a-daemon-deployment "the ARN of a daemon deployment" "arn:aws:ecs:us-east-1:123456789012:daemon-deployment/prod/agent/0EYSiB0qap8xf0N76FsbE"
  templates "arn:{partition}:ecs:{region}:{account}:daemon-deployment/{any}"
  known-parts "*/{}"
form ARN-of-a-daemon-revision "the ARN of a daemon revision" "arn:aws:ecs:us-east-1:123456789012:daemon-revision/prod/agent/01234567-89ab-cdef-0123-456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:daemon-revision/{any}"
  known-parts "*/{}"
"#;
    DaemonServiceAction = __ecs_daemon_service_action, r#"made
%event aws.ecs "ECS Daemon Service Action"
title "ECS daemon service action"
provenance checked
resources ARN-of-a-resource-of-Amazon-ECS
detail: {DaemonServiceAction}
service "Amazon ECS"
extra-name DaemonServiceAction clusterName "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
extra-name DaemonServiceAction cluster "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
object DaemonServiceAction
  capacityProviderName?: string?
  clusterArn: string ~ARN-of-a-cluster
  containerInstanceArn?: string? ~ARN-of-a-container-instance
  createdAt?: string?
  daemonArn: string ~ARN-of-a-daemon
  daemonRevisionArn?: string? ~ARN-of-a-daemon-revision
  daemonTaskDefinitionArn?: string? ~ARN-of-a-daemon-task-definition
  eventName: string
  eventType: (EventType)
  failureType?: (FailureType)?
  reason?: string?
  taskArn?: string? ~ARN-of-a-task
set EventType complete
  INFO
  WARNING
  ERROR
set FailureType complete
  TASK_FAILED_TO_RUN
  TASK_CREATION_FAILED
form ARN-of-a-resource-of-Amazon-ECS "the ARN of a resource of Amazon ECS" "arn:aws:ecs:us-east-1:123456789012:daemon/prod/agent"
  templates "arn:{partition}:ecs:{region}:{account}:{name}/{any}"
  known-parts "*/{}"
form ARN-of-a-cluster "the ARN of a cluster" "arn:aws:ecs:us-east-1:123456789012:cluster/prod"
  templates "arn:{partition}:ecs:{region}:{account}:cluster/{name}"
  known-parts "*:cluster/{}"
form ARN-of-a-container-instance "the ARN of a container instance" "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0123456789abcdef0123456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:container-instance/{name}" "arn:{partition}:ecs:{region}:{account}:container-instance/{name}/{name}"
  known-parts "*/{}"
form ARN-of-a-daemon "the ARN of a daemon" "arn:aws:ecs:us-east-1:123456789012:daemon/prod/agent"
  templates "arn:{partition}:ecs:{region}:{account}:daemon/{any}"
  known-parts "*/{}"
form ARN-of-a-daemon-revision "the ARN of a daemon revision" "arn:aws:ecs:us-east-1:123456789012:daemon-revision/prod/agent/01234567-89ab-cdef-0123-456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:daemon-revision/{any}"
  known-parts "*/{}"
form ARN-of-a-daemon-task-definition "the ARN of a daemon task definition, which ends with its revision" "arn:aws:ecs:us-east-1:123456789012:daemon-task-definition/agent:3"
  templates "arn:{partition}:ecs:{region}:{account}:daemon-task-definition/{name}:{number}"
  known-parts "*:daemon-task-definition/{}" "*:daemon-task-definition/{}:*"
form ARN-of-a-task "the ARN of a task" "arn:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef0123456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:task/{name}" "arn:{partition}:ecs:{region}:{account}:task/{name}/{name}"
  known-parts "*/{}"
"#;
    DeploymentStateChange = __ecs_deployment_state_change, r#"made
%event aws.ecs "ECS Deployment State Change"
title "ECS deployment state change"
provenance checked
resources ARN-of-a-service
detail: {DeploymentStateChange}
service "Amazon ECS"
extra-name DeploymentStateChange serviceName "the ARN of the service is in the top-level `resources` field"
extra-name DeploymentStateChange serviceArn "the ARN of the service is in the top-level `resources` field"
extra-name DeploymentStateChange clusterName "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
extra-name DeploymentStateChange cluster "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
object DeploymentStateChange
  clusterArn?: string? ~ARN-of-a-cluster
  deploymentId: string
  eventName: (DeploymentEventName)
  eventType: (EventType)
  reason: string
  updatedAt: string
set DeploymentEventName complete
  SERVICE_DEPLOYMENT_IN_PROGRESS
  SERVICE_DEPLOYMENT_COMPLETED
  SERVICE_DEPLOYMENT_FAILED
set EventType complete
  INFO
  ERROR
form ARN-of-a-service "the ARN of a service" "arn:aws:ecs:us-east-1:123456789012:service/prod/web"
  templates "arn:{partition}:ecs:{region}:{account}:service/{name}" "arn:{partition}:ecs:{region}:{account}:service/{name}/{name}"
  known-parts "*/{}"
form ARN-of-a-cluster "the ARN of a cluster" "arn:aws:ecs:us-east-1:123456789012:cluster/prod"
  templates "arn:{partition}:ecs:{region}:{account}:cluster/{name}"
  known-parts "*:cluster/{}"
"#;
    ServiceAction = __ecs_service_action, r#"made
%event aws.ecs "ECS Service Action"
title "ECS service action"
provenance checked
resources ARN-of-a-service
detail: {ServiceAction}
service "Amazon ECS"
extra-name ServiceAction serviceName "the ARN of the service is in the top-level `resources` field"
extra-name ServiceAction serviceArn "the ARN of the service is in the top-level `resources` field"
extra-name ServiceAction clusterName "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
extra-name ServiceAction cluster "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
object ServiceAction
  capacityProviderArns?: [string]? ~ARN-of-a-capacity-provider
  clusterArn: string ~ARN-of-a-cluster
  containerInstanceArns?: [string]? ~ARN-of-a-container-instance
  containerPort?: int32?
  createdAt?: string?
  desiredCount?: int32?
  ec2InstanceIds?: [string]?
  eventName: (ServiceEventName)
  eventType: (EventType)
  reason?: string?
  serviceRegistryArns?: [string]? ~ARN-of-a-service-in-AWS-Cloud-Map
  targetGroupArns?: [string]? ~ARN-of-a-target-group
  targets?: [string]?
  taskArns?: [string]? ~ARN-of-a-task
  taskSetArns?: [string]? ~ARN-of-a-task-set
set ServiceEventName complete
  SERVICE_STEADY_STATE
  TASKSET_STEADY_STATE
  CAPACITY_PROVIDER_STEADY_STATE
  SERVICE_DESIRED_COUNT_UPDATED
  TASKS_STOPPED
  SERVICE_DEPLOYMENT_IN_PROGRESS
  SERVICE_DEPLOYMENT_COMPLETED
  SERVICE_TASK_START_IMPAIRED
  SERVICE_DISCOVERY_INSTANCE_UNHEALTHY
  VPC_LATTICE_TARGET_UNHEALTHY
  SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED
  ECS_OPERATION_THROTTLED
  SERVICE_DISCOVERY_OPERATION_THROTTLED
  SERVICE_TASK_PLACEMENT_FAILURE
  SERVICE_TASK_CONFIGURATION_FAILURE
  SERVICE_HEALTH_UNKNOWN
  SERVICE_DEPLOYMENT_FAILED
set EventType complete
  INFO
  WARN
  ERROR
form ARN-of-a-service "the ARN of a service" "arn:aws:ecs:us-east-1:123456789012:service/prod/web"
  templates "arn:{partition}:ecs:{region}:{account}:service/{name}" "arn:{partition}:ecs:{region}:{account}:service/{name}/{name}"
  known-parts "*/{}"
form ARN-of-a-capacity-provider "the ARN of a capacity provider" "arn:aws:ecs:us-east-1:123456789012:capacity-provider/FARGATE_SPOT"
  templates "arn:{partition}:ecs:{region}:{account}:capacity-provider/{name}"
  known-parts "*:capacity-provider/{}"
form ARN-of-a-cluster "the ARN of a cluster" "arn:aws:ecs:us-east-1:123456789012:cluster/prod"
  templates "arn:{partition}:ecs:{region}:{account}:cluster/{name}"
  known-parts "*:cluster/{}"
form ARN-of-a-container-instance "the ARN of a container instance" "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0123456789abcdef0123456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:container-instance/{name}" "arn:{partition}:ecs:{region}:{account}:container-instance/{name}/{name}"
  known-parts "*/{}"
form ARN-of-a-service-in-AWS-Cloud-Map "the ARN of a service in AWS Cloud Map" "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-0123456789abcdef"
  templates "arn:{partition}:servicediscovery:{region}:{account}:service/{name}"
  known-parts "*:service/{}"
form ARN-of-a-target-group "the ARN of a target group" "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef"
  templates "arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/{any}"
  known-parts "*:targetgroup/{}/*" "*/{}"
form ARN-of-a-task "the ARN of a task" "arn:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef0123456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:task/{name}" "arn:{partition}:ecs:{region}:{account}:task/{name}/{name}"
  known-parts "*/{}"
form ARN-of-a-task-set "the ARN of a task set" "arn:aws:ecs:us-east-1:123456789012:task-set/prod/web/ecs-svc/0123456789012345678"
  templates "arn:{partition}:ecs:{region}:{account}:task-set/{any}"
  known-parts "*/{}"
"#;
    TaskStateChange = __ecs_task_state_change, r#"made
%event aws.ecs "ECS Task State Change"
title "ECS task state change"
provenance checked
resources ARN-of-a-task
detail: {TaskStateChange}
service "Amazon ECS"
extra-name TaskStateChange serviceName "the service name is in `group`: write `\"detail\": { \"group\": [\"service:NAME\"] }`"
extra-name TaskStateChange serviceArn "the service name is in `group`: write `\"detail\": { \"group\": [\"service:NAME\"] }`"
extra-name TaskStateChange status "the status of the task is in `lastStatus`"
extra-name TaskStateChange containerName "the container name is in `containers`: write `\"containers\": { \"name\": [\"NAME\"] }`"
extra-name TaskStateChange taskDefinition "the task definition is in `taskDefinitionArn`"
extra-name TaskStateChange family "the family is part of `taskDefinitionArn`; `group` may also contain it, as `family:NAME`"
extra-name TaskStateChange eventName "task events have no `eventName`; the status of the task is in `lastStatus`"
extra-name Container containerName "the name of the container is in `name`"
extra-name Container status "the status of the container is in `lastStatus`"
extra-name ManagedAgent lastStatus "the status of the agent is in `status`; only `describe-tasks` has it in `lastStatus`"
extra-name TaskStateChange clusterName "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
extra-name TaskStateChange cluster "the cluster name is part of `clusterArn`: write `\"clusterArn\": [{ \"suffix\": \":cluster/NAME\" }]`"
identity containers container exitCode "exit code" "a sidecar" name containerArn image imageDigest runtimeId
lifecycle task lastStatus stop "notice of a Spot interruption" stopCode stoppedReason
  before
  values lastStatus PROVISIONING PENDING ACTIVATING RUNNING
  values desiredStatus RUNNING
  absent stopCode stoppedReason stoppingAt executionStoppedAt stoppedAt containers.exitCode
  event RUNNING notice
  values lastStatus RUNNING
  values desiredStatus STOPPED
  values stopCode SpotInterruption TerminationNotice
  values stoppedReason "Your Spot Task was interrupted."
  absent stoppingAt executionStoppedAt stoppedAt containers.exitCode
  event DEACTIVATING some
  values lastStatus DEACTIVATING
  values desiredStatus STOPPED
  present stopCode stoppedReason stoppingAt
  absent executionStoppedAt stoppedAt containers.exitCode
  event STOPPING all
  values lastStatus STOPPING
  values desiredStatus STOPPED
  present stopCode stoppedReason stoppingAt
  absent executionStoppedAt stoppedAt containers.exitCode
  event DEPROVISIONING all
  values lastStatus DEPROVISIONING
  values desiredStatus STOPPED
  present stopCode stoppedReason stoppingAt executionStoppedAt
  absent stoppedAt
  event STOPPED all
  values lastStatus STOPPED
  values desiredStatus STOPPED
  present stopCode stoppedReason stoppingAt executionStoppedAt stoppedAt
object TaskStateChange
  attachments?: [{Attachment}]?
  attributes?: [{Attribute}]?
  availabilityZone?: string?
  capacityProviderName?: string?
  clusterArn: string ~ARN-of-a-cluster
  connectivity?: (Connectivity)?
  connectivityAt?: string?
  containerInstanceArn?: string? ~ARN-of-a-container-instance
  containers: [{Container}]
  cpu?: string?
  createdAt: string
  desiredStatus: (TaskStatus)
  enableExecuteCommand?: boolean?
  ephemeralStorage?: {EphemeralStorage}?
  executionStoppedAt?: string?
  group?: string?
  healthStatus?: (HealthStatus)? instead "call `DescribeTasks` in the function"
  inferenceAccelerators?: [{InferenceAccelerator}]?
  lastStatus: (TaskStatus)
  launchType?: (LaunchType)?
  memory?: string?
  overrides: {Overrides}
  platformFamily?: string?
  platformVersion?: string?
  pullStartedAt?: string?
  pullStoppedAt?: string?
  startedAt?: string?
  startedBy?: string?
  stopCode?: (StopCode)?
  stoppedAt?: string?
  stoppedReason?: string?
  stoppingAt?: string?
  tags?: [{Tag}]? instead "match `group` or `startedBy`, or call `DescribeTasks` with `include` in the function"
  taskArn: string ~ARN-of-a-task
  taskDefinitionArn: string ~ARN-of-a-task-definition
  updatedAt: string
  version: int64
object Attachment
  details?: [{AttachmentDetail}]?
  id?: string?
  status?: (AttachmentStatus)?
  type?: string?
object AttachmentDetail
  name?: string?
  value?: string?
object Attribute
  name?: string?
  targetId?: string?
  targetType?: string?
  value?: string?
object Container
  containerArn: string ~ARN-of-a-container
  cpu?: string?
  exitCode?: int32?
  gpuIds?: [string]?
  healthStatus?: (HealthStatus)?
  image?: string?
  imageDigest?: string?
  lastStatus: (TaskStatus)
  managedAgents?: [{ManagedAgent}]?
  memory?: string?
  memoryReservation?: string?
  name: string
  networkBindings?: [{NetworkBinding}]?
  networkInterfaces?: [{NetworkInterface}]?
  reason?: string?
  runtimeId?: string?
  taskArn: string ~ARN-of-a-task
object ManagedAgent
  lastStartedAt?: string?
  name?: string?
  reason?: string?
  status?: string?
object NetworkBinding
  bindIP?: string?
  containerPort?: int32?
  containerPortRange?: string?
  hostPort?: int32?
  hostPortRange?: string?
  protocol?: (TransportProtocol)?
object NetworkInterface
  attachmentId?: string?
  ipv6Address?: string?
  privateIpv4Address?: string?
object InferenceAccelerator
  deviceName?: string?
  deviceType?: string?
object Overrides
  containerOverrides?: [{ContainerOverride}]?
  cpu?: string?
  ephemeralStorage?: {EphemeralStorage}?
  executionRoleArn?: string?
  inferenceAcceleratorOverrides?: [{InferenceAcceleratorOverride}]?
  memory?: string?
  taskRoleArn?: string?
object ContainerOverride
  command?: [string]?
  cpu?: int32?
  environment?: [{EnvironmentVariable}]?
  environmentFiles?: [{EnvironmentFile}]?
  memory?: int32?
  memoryReservation?: int32?
  name: string
  resourceRequirements?: [{ResourceRequirement}]?
object EnvironmentVariable
  name?: string?
  value?: string?
object EnvironmentFile
  type?: string?
  value?: string?
object ResourceRequirement
  type?: string?
  value?: string?
object EphemeralStorage
  sizeInGiB?: int32?
object InferenceAcceleratorOverride
  deviceName?: string?
  deviceType?: string?
object Tag
  key?: string?
  value?: string?
set AttachmentStatus complete
  PRECREATED
  CREATED
  ATTACHING
  ATTACHED
  DETACHING
  DETACHED
  DELETED
  FAILED
set Connectivity complete
  CONNECTED
  DISCONNECTED
set TransportProtocol complete
  tcp
  udp
set HealthStatus complete
  HEALTHY
  UNHEALTHY
  UNKNOWN
set TaskStatus complete
  PROVISIONING
  PENDING
  ACTIVATING
  RUNNING
  DEACTIVATING
  STOPPING
  DEPROVISIONING
  STOPPED
  DELETED
set LaunchType complete
  EC2
  FARGATE
  EXTERNAL
  MANAGED_INSTANCES
set StopCode complete
  TaskFailedToStart
  EssentialContainerExited
  UserInitiated
  ServiceSchedulerInitiated
  SpotInterruption
  TerminationNotice
  InfrastructureHealth
form ARN-of-a-cluster "the ARN of a cluster" "arn:aws:ecs:us-east-1:123456789012:cluster/prod"
  templates "arn:{partition}:ecs:{region}:{account}:cluster/{name}"
  known-parts "*:cluster/{}"
form ARN-of-a-container-instance "the ARN of a container instance" "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0123456789abcdef0123456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:container-instance/{name}" "arn:{partition}:ecs:{region}:{account}:container-instance/{name}/{name}"
  known-parts "*/{}"
form ARN-of-a-container "the ARN of a container" "arn:aws:ecs:us-east-1:123456789012:container/prod/0123456789abcdef0123456789abcdef/01234567-89ab-cdef-0123-456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:container/{any}"
  known-parts "*/{}"
form ARN-of-a-task "the ARN of a task" "arn:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef0123456789abcdef"
  templates "arn:{partition}:ecs:{region}:{account}:task/{name}" "arn:{partition}:ecs:{region}:{account}:task/{name}/{name}"
  known-parts "*/{}"
form ARN-of-a-task-definition "the ARN of a task definition, which ends with its revision" "arn:aws:ecs:us-east-1:123456789012:task-definition/app:3"
  templates "arn:{partition}:ecs:{region}:{account}:task-definition/{name}:{number}"
  known-parts "*:task-definition/{}" "*:task-definition/{}:*"
"#;
}
