//! A Lambda function that posts to a chat when the container `run-test` failed.
//!
//! The function receives the event as raw JSON and evaluates the rule on it. It deserializes only events that match, so
//! all other events are cheap. The URL of the webhook comes from the environment variable `WEBHOOK_URL`.

mod message;
#[path = "../../run_test/rule.rs"]
mod rule;
mod webhook;

use event_pattern::{Event, ecs::TaskStateChange};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use rule::run_test_failed;
use serde_json::value::RawValue;
use webhook::Webhook;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let webhook = Webhook::from_environment()?;
    lambda_runtime::run(service_fn(|invocation: LambdaEvent<Box<RawValue>>| handle(webhook.clone(), invocation))).await
}

/// Posts a message if the rule matches. If this function returns an error, Lambda retries the event.
async fn handle(webhook: Webhook, invocation: LambdaEvent<Box<RawValue>>) -> Result<(), Error> {
    let json = invocation.payload.get();
    if !run_test_failed::matches_json(json.as_bytes())? {
        return Ok(());
    }
    let event: Event<TaskStateChange> = serde_json::from_str(json)?;
    let (id, text) = (event.id.clone().into_owned(), message::format(&event));
    let posted = tokio::task::spawn_blocking(move || webhook.post(&text)).await?;
    posted.map_err(|error| {
        eprintln!("event {id}: {error}");
        Error::from(error)
    })
}
