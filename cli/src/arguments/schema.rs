//! The arguments of `schema`.

use super::help::{AFTER_DIFF, AFTER_IMPORT, AFTER_INFER_SCHEMA, AFTER_LIST, AFTER_PATTERN, AFTER_SHOW};
use super::{Documents, Format, S3Arguments};
use crate::exit::EXIT_CODES;
use crate::input::Input;
use crate::rust_name;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaCommand {
    /// List the event types that patterns are checked against
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_LIST)]
    List(ListArguments),
    /// Show the fields of an event type, with an example event
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_SHOW)]
    Show(ShowArguments),
    /// Print the JSON Schema of the patterns for an event type, for editors
    #[command(long_flag = "pattern", after_help = EXIT_CODES, after_long_help = AFTER_PATTERN)]
    Pattern(PatternArguments),
    /// Make a document from events
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_INFER_SCHEMA)]
    Infer(InferSchemaArguments),
    /// Find events that contradict a document
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_DIFF)]
    Diff(DiffArguments),
    /// Write Rust types for the events of documents
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_IMPORT)]
    Import(ImportArguments),
}

#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    /// List only event types with this word in their name
    pub(crate) word: Option<String>,

    #[command(flatten)]
    pub(crate) documents: Documents,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    /// `source` and `detail-type` of the event, or one of its names
    ///
    /// A name is the `detail-type`, the name of the detail, such as `TaskStateChange`, or `SOURCE@DETAIL_TYPE`.
    #[arg(value_name = "NAME", required = true, num_args = 1..=2)]
    pub(crate) names: Vec<String>,

    #[command(flatten)]
    pub(crate) documents: Documents,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct PatternArguments {
    /// `source` and `detail-type` of the event, or one of its names [default: any event]
    ///
    /// A name is the `detail-type`, the name of the detail, such as `TaskStateChange`, or `SOURCE@DETAIL_TYPE`.
    #[arg(value_name = "NAME", num_args = 0..=2)]
    pub(crate) names: Vec<String>,

    #[command(flatten)]
    pub(crate) documents: Documents,
}

#[derive(Debug, Args)]
pub(crate) struct InferSchemaArguments {
    /// Files to read events from; `-` is standard input [default: standard input]
    ///
    /// A file can also be an archive in Amazon S3, as for `event-pattern replay`.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<Input>,

    #[command(flatten)]
    pub(crate) s3: S3Arguments,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The document, or a folder of documents
    #[arg(value_name = "DOCUMENT")]
    pub(crate) document: PathBuf,

    /// Files to read events from; `-` is standard input [default: standard input]
    ///
    /// A file can also be an archive in Amazon S3, as for `event-pattern replay`.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<Input>,

    #[command(flatten)]
    pub(crate) s3: S3Arguments,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// Documents, folders of documents, or known events as `SOURCE@DETAIL_TYPE`
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<String>,

    /// File to write the types to [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Put the types into a module with this name
    #[arg(long, value_name = "MODULE", value_parser = rust_name::check)]
    pub(crate) name: Option<String>,

    /// Do not write the output file, but exit with 1 if its types are out of date
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
}
