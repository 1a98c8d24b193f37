//! The Lambda function of the README.

use event_pattern::{Event, ecs::TaskStateChange, event_pattern};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::value::RawValue;

event_pattern! {
    /// A task has stopped.
    pub fn task_stopped(event: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": { "lastStatus": ["STOPPED"] }
    }
}

async fn handle(event: LambdaEvent<Box<RawValue>>) -> Result<(), Error> {
    let json = event.payload.get();
    if task_stopped::matches_json(json.as_bytes())? {
        let event: Event<TaskStateChange> = serde_json::from_str(json)?;
        println!("{} stopped: {:?}", event.detail.task_arn, event.detail.stopped_reason.as_deref());
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    lambda_runtime::run(service_fn(handle)).await
}
