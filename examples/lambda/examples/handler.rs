//! The Lambda function of the README.

use event_pattern::{Event, ecs::TaskStateChange, event_pattern};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::value::RawValue;

event_pattern! {
    /// The `run-test` container itself failed, whatever its sidecars did.
    pub fn run_test_failed(event: &Event<TaskStateChange>) -> bool = "../rules/run_test_failed.json";
}

async fn handle(event: LambdaEvent<Box<RawValue>>) -> Result<(), Error> {
    let json = event.payload.get();
    if run_test_failed::matches_json(json.as_bytes())? {
        let event: Event<TaskStateChange> = serde_json::from_str(json)?;
        println!("{} stopped: {:?}", event.detail.task_arn, event.detail.stopped_reason.as_deref());
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    lambda_runtime::run(service_fn(handle)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_runtime::Context;

    #[tokio::test]
    async fn the_handler_accepts_all_events() {
        let events =
            [include_str!("../../events/true_failure.json"), include_str!("../../events/false_alarm.json"), "{}"];
        for json in events {
            let payload = RawValue::from_string(json.to_owned()).unwrap();
            handle(LambdaEvent::new(payload, Context::default())).await.unwrap();
        }
    }
}
