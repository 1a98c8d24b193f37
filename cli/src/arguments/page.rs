//! The arguments of `serve` and `report`.

use super::{Allowed, Documents};
use crate::input::Input;
use crate::rules::RuleArgument;
use clap::Args;
use std::path::PathBuf;

/// What the page shows.
#[derive(Debug, Clone, Args)]
pub(crate) struct PageArguments {
    /// Rules: folders, templates, patterns, or `FILE#NAME`
    ///
    /// A rule with errors is shown with them.
    #[arg(short, long, value_name = "FILE", num_args = 1.., required = true)]
    pub(crate) rules: Vec<RuleArgument>,

    /// Events: files, archives, or folders of them
    ///
    /// They are read like those of `event-pattern replay`. At most 10,000 events are shown.
    #[arg(short, long, value_name = "FILE", num_args = 1..)]
    pub(crate) events: Vec<Input>,

    #[command(flatten)]
    pub(crate) allowed: Allowed,

    #[command(flatten)]
    pub(crate) documents: Documents,
}

/// The port without `--port`.
#[cfg(feature = "serve")]
const DEFAULT_PORT: u16 = 7979;

#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    #[command(flatten)]
    pub(crate) page: PageArguments,

    /// Listen on this port of 127.0.0.1; 0 chooses a free one
    #[arg(long, value_name = "NUMBER", default_value_t = DEFAULT_PORT)]
    pub(crate) port: u16,
}

#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    #[command(flatten)]
    pub(crate) page: PageArguments,

    /// Write the report to this file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
