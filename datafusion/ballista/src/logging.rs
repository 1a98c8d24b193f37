//! Log lines, as Ballista's own programs write them.

use ballista_core::config::LogRotationPolicy;
use std::io;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

/// Writes log lines to a file in a folder or, if the folder is `None`, to standard output.
pub(crate) fn start(
    level: &str,
    with_threads: bool,
    folder: Option<&str>,
    file_prefix: &str,
    rotation: LogRotationPolicy,
) {
    let writer = match folder {
        Some(folder) => {
            let rotation = match rotation {
                LogRotationPolicy::Minutely => Rotation::MINUTELY,
                LogRotationPolicy::Hourly => Rotation::HOURLY,
                LogRotationPolicy::Daily => Rotation::DAILY,
                LogRotationPolicy::Never => Rotation::NEVER,
            };
            BoxMakeWriter::new(RollingFileAppender::new(rotation, folder, file_prefix))
        }
        None => BoxMakeWriter::new(io::stdout),
    };
    start_with(level, with_threads, writer);
}

/// Writes warnings to standard error.
pub(crate) fn start_warnings() {
    start_with("warn", false, BoxMakeWriter::new(io::stderr));
}

fn start_with(level: &str, with_threads: bool, writer: BoxMakeWriter) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_thread_names(with_threads)
        .with_thread_ids(with_threads)
        .with_writer(writer)
        .with_env_filter(filter)
        .init();
}
