use event_pattern::{Event, ecs::*, event_pattern};

event_pattern! {
    fn task(event: &Event<TaskStateChange>) -> bool { "detail": { "stopCode": ["TaskFailedToStart"] } }
    fn instance(event: &Event<ContainerInstanceStateChange>) -> bool { "detail": { "agentConnected": [false] } }
    fn health(event: &Event<ContainerInstanceHealthChange>) -> bool {
        "detail": { "healthChecks": { "type": ["CONTAINER_RUNTIME"], "status": ["IMPAIRED"] } }
    }
    fn service(event: &Event<ServiceAction>) -> bool { "detail": { "eventType": ["ERROR"] } }
    fn deployment(event: &Event<DeploymentStateChange>) -> bool { "detail": { "reason": [{ "prefix": "ECS" }] } }
    fn daemon(event: &Event<DaemonServiceAction>) -> bool { "detail": { "failureType": ["TASK_FAILED_TO_RUN"] } }
    fn daemon_deployment(event: &Event<DaemonDeploymentStateChange>) -> bool {
        "detail": { "eventName": [{ "suffix": "_FAILED" }] }
    }
}

#[test]
fn the_rules_compile_and_match() {
    let _: fn(&Event<TaskStateChange>) -> bool = task;
    let _: fn(&Event<ContainerInstanceStateChange>) -> bool = instance;
    let _: fn(&Event<ContainerInstanceHealthChange>) -> bool = health;
    let _: fn(&Event<ServiceAction>) -> bool = service;
    let _: fn(&Event<DeploymentStateChange>) -> bool = deployment;
    let _: fn(&Event<DaemonServiceAction>) -> bool = daemon;
    let _: fn(&Event<DaemonDeploymentStateChange>) -> bool = daemon_deployment;
}
