//! The second Lambda function of the README: its handler takes an event by value.

use event_pattern::{Event, OwnedEvent, ecs::TaskStateChange, event_pattern};
use lambda_runtime::{Error, LambdaEvent, service_fn};

event_pattern! {
    /// A task has stopped.
    pub fn task_stopped(event: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": { "lastStatus": ["STOPPED"] }
    }
}

async fn handle(event: LambdaEvent<OwnedEvent<TaskStateChange<'static>>>) -> Result<(), Error> {
    if task_stopped(&event.payload) {
        println!("{} stopped", event.payload.detail.task_arn);
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    lambda_runtime::run(service_fn(handle)).await
}
