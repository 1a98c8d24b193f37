//! The arguments of `replay`.

use super::{Allowed, Documents, Format, S3Arguments};
use crate::input::Input;
use crate::rules::RuleArgument;
use crate::time;
use clap::Args;
use jiff::Timestamp;
use std::num::NonZero;

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a command-line flag")]
pub(crate) struct ReplayArguments {
    /// Rules: a folder, a template, a pattern, or `FILE#NAME`
    #[arg(short, long, value_name = "DIR", required_unless_present = "pattern", conflicts_with = "pattern")]
    pub(crate) rules: Option<RuleArgument>,

    /// Read the rule from a file: a pattern, a template, or `FILE#NAME`; `-` is standard input
    #[arg(short, long, value_name = "FILE")]
    pub(crate) pattern: Option<RuleArgument>,

    /// Files or folders to read events from; `-` is standard input [default: standard input]
    ///
    /// A folder means all files in it and in its subfolders, in the order of their names, except for hidden files.
    ///
    /// `s3://BUCKET/KEY` is an object in Amazon S3, and `s3://BUCKET/PREFIX/` a folder. They need the command with the
    /// feature `s3`: run `cargo install event-pattern-cli --features s3`.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<Input>,

    /// Only read events from this time on: `2026-01-31T12:00:00Z`, or a date in UTC
    #[arg(long, value_name = "TIME", value_parser = time::parse_start)]
    pub(crate) since: Option<Timestamp>,

    /// Only read events up to this time: `2026-01-31T12:00:00Z`, or to the end of a date in UTC
    #[arg(long, value_name = "TIME", value_parser = time::parse_end)]
    pub(crate) until: Option<Timestamp>,

    /// Stop after this number of matches
    #[arg(long, value_name = "NUMBER", conflicts_with = "summary")]
    pub(crate) limit: Option<NonZero<u64>>,

    #[command(flatten)]
    pub(crate) allowed: Allowed,

    #[command(flatten)]
    pub(crate) documents: Documents,

    /// Print the whole event with each match
    #[arg(long, conflicts_with = "summary")]
    pub(crate) events: bool,

    /// Print how often each rule matched, with its first and last match, instead of the matches
    #[arg(long)]
    pub(crate) summary: bool,

    /// Output format of the summary
    #[arg(long, value_enum, default_value_t = Format::Text, requires = "summary")]
    pub(crate) format: Format,

    /// Check the syntax of every event in full
    ///
    /// By default, events are read only as far as the rules need, so a later syntax error goes unnoticed.
    #[arg(long)]
    pub(crate) validate: bool,

    /// Number of threads [default: one per core]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threads: Option<NonZero<usize>>,

    /// Do not show progress on the terminal
    #[arg(long)]
    pub(crate) no_progress: bool,

    #[command(flatten)]
    pub(crate) s3: S3Arguments,
}
