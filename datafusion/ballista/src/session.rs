//! Sessions that know the functions and Amazon S3. The scheduler, the executors and the client must create the same.
//!
//! Credentials and the region are those in the environment variables of the AWS tools.

use ballista_core::object_store::{session_config_with_s3_support, session_state_with_s3_support};
use datafusion::error::Result;
use datafusion::execution::SessionState;
use datafusion::prelude::{SessionConfig, SessionContext};
use event_pattern_datafusion::Options;

/// Returns the default settings of a session.
pub(crate) fn config() -> SessionConfig {
    session_config_with_s3_support().with_option_extension(Options::default())
}

/// Returns a session with these settings.
pub(crate) fn state(config: SessionConfig) -> Result<SessionState> {
    let context = SessionContext::new_with_state(session_state_with_s3_support(config)?);
    event_pattern_datafusion::register(&context)?;
    Ok(context.state())
}
