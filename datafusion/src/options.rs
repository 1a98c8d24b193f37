//! Options of a session.

use datafusion::common::config::{ConfigEntry, ConfigExtension, ConfigField, ConfigOptions, ExtensionOptions, Visit};
use datafusion::common::{Result, config_err, config_namespace};
use std::any::Any;
use std::fmt;

config_namespace! {
    /// The options of the functions in a session.
    ///
    /// [`register`](crate::register) adds them with their default values. They are set as the other options of a
    /// session:
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> datafusion::error::Result<()> {
    /// let ctx = datafusion::prelude::SessionContext::new();
    /// event_pattern_datafusion::register(&ctx)?;
    /// ctx.sql("SET event_pattern.invalid_events = 'null'").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub struct Options {
        /// The result for a row whose event cannot be evaluated: `fail` or `null`.
        pub invalid_events: InvalidEvents, default = InvalidEvents::Fail

        /// Whether a pattern that is almost certainly wrong is an error. Otherwise, it is logged as a warning.
        pub check_patterns: bool, default = true

        /// Whether the columns `source`, `detail-type` and `detail_type` next to the event contain these fields of the
        /// event, or null, and may be used to skip rows.
        pub use_columns: bool, default = true
    }
}

impl ConfigExtension for Options {
    const PREFIX: &'static str = "event_pattern";
}

/// Unlike those of the macro `extensions_options`, the entries have the prefix. Engines such as Ballista send the entries
/// to other processes, which set them by these names.
impl ExtensionOptions for Options {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn cloned(&self) -> Box<dyn ExtensionOptions> {
        Box::new(self.clone())
    }

    fn set(&mut self, key: &str, value: &str) -> Result<()> {
        ConfigField::set(self, key, value)
    }

    fn entries(&self) -> Vec<ConfigEntry> {
        let mut entries = Entries(Vec::new());
        self.visit(&mut entries, Self::PREFIX, "");
        entries.0
    }
}

struct Entries(Vec<ConfigEntry>);

impl Visit for Entries {
    fn some<V: fmt::Display>(&mut self, key: &str, value: V, description: &'static str) {
        self.0.push(ConfigEntry { key: key.to_owned(), value: Some(value.to_string()), description });
    }

    fn none(&mut self, key: &str, description: &'static str) {
        self.0.push(ConfigEntry { key: key.to_owned(), value: None, description });
    }
}

impl Options {
    /// Returns the options of a session. A session without them has the default values.
    pub(crate) fn of(config: &ConfigOptions) -> Self {
        config.extensions.get::<Self>().cloned().unwrap_or_default()
    }
}

/// The result for a row whose event cannot be evaluated.
///
/// An event cannot be evaluated if it is not a JSON object, or if it repeats keys so often that evaluation would take too
/// long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum InvalidEvents {
    /// The query fails, and the error contains the event.
    #[default]
    Fail,
    /// The result is NULL.
    Null,
}

impl fmt::Display for InvalidEvents {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Fail => "fail",
            Self::Null => "null",
        })
    }
}

impl ConfigField for InvalidEvents {
    fn visit<V: Visit>(&self, visitor: &mut V, key: &str, description: &'static str) {
        visitor.some(key, self, description);
    }

    fn set(&mut self, _: &str, value: &str) -> Result<()> {
        *self = match value {
            "fail" => Self::Fail,
            "null" => Self::Null,
            other => return config_err!("event_pattern.invalid_events: expected `fail` or `null`, found `{other}`"),
        };
        Ok(())
    }
}
