//! The command-line arguments and their help texts.

mod help;
mod page;
mod replay;
mod s3;
mod schema;
mod test;

#[cfg(feature = "serve")]
pub(crate) use page::ServeArguments;
pub(crate) use page::{PageArguments, ReportArguments};
pub(crate) use replay::ReplayArguments;
pub(crate) use s3::S3Arguments;
pub(crate) use schema::{
    DiffArguments, ImportArguments, InferSchemaArguments, ListArguments, PatternArguments, SchemaCommand, ShowArguments,
};
pub(crate) use test::{CaseFormat, Test, TestArguments, UsageError};

use crate::exit::EXIT_CODES;
use crate::input::Input;
use crate::rules::RuleArgument;
use crate::rust_name;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
#[cfg(feature = "serve")]
use help::AFTER_SERVE;
use help::{
    AFTER_CHECK, AFTER_COMPLETIONS, AFTER_EXPAND, AFTER_EXPLAIN, AFTER_INFER, AFTER_MAN, AFTER_PREFILTER, AFTER_REPLAY,
    AFTER_REPORT, AFTER_TEST, EXAMPLES, EXPLAIN_USAGE, TEST_USAGE,
};
use std::ffi::OsString;
use std::path::PathBuf;

/// The command line. The description in `Cargo.toml` is the first line of `--help`.
#[derive(Debug, Parser)]
#[command(name = "event-pattern", version, about, after_help = EXIT_CODES)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to use colours
    ///
    /// Without this option, `CLICOLOR_FORCE=1` requests colours and `NO_COLOR=1` disables them.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = ColorMode::Auto, global = true)]
    pub(crate) color: ColorMode,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Test an event against a pattern or a folder of rules
    #[command(override_usage = TEST_USAGE, after_help = EXIT_CODES, after_long_help = AFTER_TEST)]
    Test(TestArguments),
    /// Check patterns and report errors and warnings
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_CHECK)]
    Check(CheckArguments),
    /// Make a pattern from an event
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_INFER)]
    Infer(InferArguments),
    /// List, show and infer the event types that patterns are checked against
    #[command(subcommand, after_help = EXIT_CODES)]
    Schema(SchemaCommand),
    /// Print the Rust code generated for a pattern
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_EXPAND)]
    Expand(ExpandArguments),
    /// Explain why a pattern matches an event, or why it does not
    #[command(override_usage = EXPLAIN_USAGE, after_help = EXIT_CODES, after_long_help = AFTER_EXPLAIN)]
    Explain(ExplainArguments),
    /// Print the pre-filter to deploy to EventBridge for one or more rules
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_PREFILTER)]
    Prefilter(PrefilterArguments),
    /// Run an archive of events through a folder of rules
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_REPLAY)]
    Replay(ReplayArguments),
    /// Show rules and events on a page in your browser
    ///
    /// The page has events down and rules across. A cell opens the pattern and the event side by side, with what holds
    /// and what does not. Both can be edited, and are judged as you type. Files are followed as they change.
    #[cfg(feature = "serve")]
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_SERVE)]
    Serve(ServeArguments),
    /// Write the page with rules and events as one HTML file
    ///
    /// The file needs no other files and no server, so it can be an artefact of CI. It cannot be edited.
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_REPORT)]
    Report(ReportArguments),
    /// Print a script that completes the arguments of this command in a shell
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_COMPLETIONS)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual as a man page
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_MAN)]
    Man {
        /// The subcommand that the page is about, such as `test` or `schema show` [default: the whole command]
        subcommand: Vec<String>,
    },
}

/// The diagnostics that are not reported.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Allowed {
    /// Do not report this diagnostic; can be repeated
    #[arg(long = "allow", value_name = "NAME", value_parser = allowable_lint())]
    pub(crate) lints: Vec<Lint>,
}

impl Allowed {
    /// Returns the diagnostics that are reported.
    pub(crate) fn filter(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        diagnostics.retain(|diagnostic| diagnostic.lint.is_none_or(|lint| !self.lints.contains(&lint)));
        diagnostics
    }
}

/// The documents that describe the user's events.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Documents {
    /// Also know the events that the documents in this folder describe; can be repeated
    ///
    /// A document is a JSON Schema or an OpenAPI document, in JSON or YAML. A file is also accepted. Subfolders are not
    /// searched.
    #[arg(long = "schemas", value_name = "DIR")]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a command-line flag")]
pub(crate) struct CheckArguments {
    /// Patterns, templates with rules, folders of them, or a rule as `FILE#NAME`; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<RuleArgument>,

    /// Also compare the rules with each other
    #[arg(long)]
    pub(crate) sets: bool,

    /// Check all patterns against this event type [default: selected by the pattern's `detail-type`]
    ///
    /// The type is given by its `detail-type`, by the name of its detail, such as `TaskStateChange`, or as
    /// `SOURCE@DETAIL_TYPE`.
    #[arg(long, value_name = "TYPE")]
    pub(crate) event_type: Option<String>,

    #[command(flatten)]
    pub(crate) allowed: Allowed,

    #[command(flatten)]
    pub(crate) documents: Documents,

    /// Report everything that EventBridge rejects, for a file that is deployed as it is
    ///
    /// Without this option, a pattern may have comments, trailing commas, `$schema`, element scopes and field references.
    #[arg(long)]
    pub(crate) strict: bool,

    /// Report patterns for events without a schema, whose fields and values are not checked
    #[arg(long)]
    pub(crate) require_schema: bool,

    /// Do not print what the patterns were checked against
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// Run again whenever a file changes, until Ctrl-C
    ///
    /// Files that are added to a folder are noticed.
    #[arg(long, conflicts_with = "format")]
    pub(crate) watch: bool,

    /// Exit with code 2 if there are warnings
    #[arg(long)]
    pub(crate) deny_warnings: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
}

/// An output format of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Human-readable text
    Text,
    /// JSON for other programs
    Json,
    /// SARIF for code scanning and editors
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Human-readable text
    Text,
    /// JSON for other programs
    Json,
}

/// Parses the name of a diagnostic that can be suppressed.
fn allowable_lint() -> impl clap::builder::TypedValueParser<Value = Lint> {
    let names = Lint::entries().filter(|entry| entry.is_allowable).map(|entry| entry.name);
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Lint>())
}

#[derive(Debug, Args)]
pub(crate) struct ExpandArguments {
    /// Read the pattern from a file: a pattern, a template with one rule, or `FILE#NAME`; `-` is standard input
    #[arg(short, long, value_name = "FILE")]
    pub(crate) pattern: RuleArgument,

    /// Name of the generated function [default: derived from the file name]
    #[arg(long, value_name = "NAME", value_parser = rust_name::check)]
    pub(crate) name: Option<String>,

    #[command(flatten)]
    pub(crate) allowed: Allowed,

    #[command(flatten)]
    pub(crate) documents: Documents,

    /// Include the bytes of the tables
    #[arg(long, conflicts_with = "stage")]
    pub(crate) tables: bool,

    /// Compilation stage to print
    #[arg(long, value_enum, default_value_t = Stage::Rust)]
    pub(crate) stage: Stage,
}

/// A compilation stage of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// The pattern as parsed
    Pattern,
    /// The rule: the conditions on fields, and the combinations of them that must be satisfied
    Rule,
    /// The program that the engine runs: the tree of field paths, and the goals of each object
    Program,
    /// The Rust code that the macro generates
    Rust,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The pattern and the event, instead of --pattern and --event
    #[arg(value_name = "FILE", num_args = 0..=2)]
    pub(crate) files: Vec<OsString>,

    /// Read the pattern from a file: a pattern, a template with one rule, or `FILE#NAME`; `-` is standard input
    #[arg(short, long, value_name = "FILE")]
    pub(crate) pattern: Option<RuleArgument>,

    /// Read the event from a JSON file; `-` is standard input
    ///
    /// The event can be inside a message, a log or another wrapper. The file can also contain the output of `aws ecs
    /// describe-tasks`, its list of tasks, or one task.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) event: Option<Input>,

    #[command(flatten)]
    pub(crate) allowed: Allowed,

    #[command(flatten)]
    pub(crate) documents: Documents,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

impl ExplainArguments {
    /// Returns the pattern and the event.
    pub(crate) fn pattern_and_event(&self) -> Result<(RuleArgument, Input), UsageError> {
        let mut files = test::Files(self.files.iter());
        let pattern_and_event = (files.pattern(self.pattern.as_ref())?, files.event(self.event.as_ref())?);
        files.finish()?;
        Ok(pattern_and_event)
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorMode {
    /// On terminals, unless `NO_COLOR` is set
    Auto,
    /// Also in files and pipes
    Always,
    /// Never
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct InferArguments {
    /// Read the event from a JSON file; `-` is standard input
    ///
    /// The event can be inside a message, a log or another wrapper.
    #[arg(value_name = "EVENT")]
    pub(crate) event: Input,

    /// Also make a condition on the field at this path, such as `detail.bucket.name`; can be repeated
    #[arg(long, value_name = "PATH")]
    pub(crate) keep: Vec<String>,

    #[command(flatten)]
    pub(crate) documents: Documents,
}

#[derive(Debug, Args)]
pub(crate) struct PrefilterArguments {
    /// Patterns, templates with rules, folders of them, or a rule as `FILE#NAME`; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<RuleArgument>,

    /// Check all patterns against this event type [default: selected by the pattern's `detail-type`]
    ///
    /// The type is given by its `detail-type`, by the name of its detail, such as `TaskStateChange`, or as
    /// `SOURCE@DETAIL_TYPE`.
    #[arg(long, value_name = "TYPE")]
    pub(crate) event_type: Option<String>,

    #[command(flatten)]
    pub(crate) allowed: Allowed,

    #[command(flatten)]
    pub(crate) documents: Documents,

    /// Print a rule that is ready to deploy, with a Lambda function as its target
    #[arg(long = "as", value_name = "TOOL", value_enum)]
    pub(crate) deployment: Option<Deployment>,

    /// Name of the rule [default: derived from the file name; `event_rules` for several files]
    #[arg(long, value_name = "NAME", value_parser = rust_name::check)]
    pub(crate) name: Option<String>,
}

/// A deployment tool for which a rule can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deployment {
    /// CloudFormation template in YAML, with the ARN of the function as a parameter
    Cloudformation,
    /// Terraform resources, with the ARN of the function as a variable
    Terraform,
    /// CDK construct in TypeScript, with the function as a property
    Cdk,
}
