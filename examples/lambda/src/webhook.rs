//! Posting to the chat.

use lambda_runtime::Error;
use serde_json::json;
use std::time::Duration;
use ureq::Agent;

/// How long the chat may take to answer.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The address that messages are posted to.
#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    url: String,
    agent: Agent,
}

impl Webhook {
    /// The webhook that the environment names.
    pub(crate) fn from_environment() -> Result<Self, Error> {
        let url = std::env::var("WEBHOOK_URL").map_err(|_| "the environment variable WEBHOOK_URL is not set")?;
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err(format!("WEBHOOK_URL is `{url}`, which is no address: it starts with https://").into());
        }
        let config = Agent::config_builder().timeout_global(Some(TIMEOUT)).build();
        Ok(Self { url, agent: config.into() })
    }

    /// Posts a message. Any answer but a success is an error.
    pub(crate) fn post(&self, text: &str) -> Result<(), String> {
        let body = json!({ "text": text }).to_string();
        let request = self.agent.post(&self.url).header("content-type", "application/json");
        request.send(body).map(|_| ()).map_err(|error| format!("the webhook did not take the message: {error}"))
    }
}
