//! The webhook of the chat.

use lambda_runtime::Error;
use serde_json::json;
use std::time::Duration;
use ureq::Agent;

/// Timeout of a request.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The URL that messages are posted to, and an HTTP client.
#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    url: String,
    agent: Agent,
}

impl Webhook {
    /// Reads the URL from the environment variable `WEBHOOK_URL`.
    pub(crate) fn from_environment() -> Result<Self, Error> {
        let url = std::env::var("WEBHOOK_URL").map_err(|_| "the environment variable WEBHOOK_URL is not set")?;
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err(format!("expected WEBHOOK_URL to start with https://, found `{url}`").into());
        }
        let config = Agent::config_builder().timeout_global(Some(TIMEOUT)).build();
        Ok(Self { url, agent: config.into() })
    }

    /// Posts a message. Any status other than a success is an error.
    pub(crate) fn post(&self, text: &str) -> Result<(), String> {
        let body = json!({ "text": text }).to_string();
        let request = self.agent.post(&self.url).header("content-type", "application/json");
        request.send(body).map(|_| ()).map_err(|error| format!("cannot post to the webhook: {error}"))
    }
}
