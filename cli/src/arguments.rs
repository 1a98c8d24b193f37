//! The command-line arguments and their help texts.

use crate::exit::EXIT_CODES;
use crate::input::Input;
use crate::rust_name;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use event_pattern_compiler::diagnostic::Lint;
use event_pattern_compiler::schema::Schema;
use std::num::NonZero;
use std::path::PathBuf;

/// The command line. The description in `Cargo.toml` is the first line of `--help`.
#[derive(Debug, Parser)]
#[command(name = "event-pattern", version, about, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Test an event against a pattern or a folder of rules
    #[command(override_usage = TEST_USAGE, after_help = EXIT_CODES, after_long_help = AFTER_TEST)]
    Test(TestArguments),
    /// Check patterns and report errors and warnings
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_CHECK)]
    Check(CheckArguments),
    /// Print the JSON Schema of the event types that patterns are checked against
    #[command(after_help = EXIT_CODES)]
    Schema(SchemaArguments),
    /// Print the Rust code generated for a pattern
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_EXPAND)]
    Expand(ExpandArguments),
    /// Explain why a pattern matches an event, or why it does not
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_EXPLAIN)]
    Explain(ExplainArguments),
    /// Print the pre-filter to deploy to EventBridge for one or more rules
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_PREFILTER)]
    Prefilter(PrefilterArguments),
    /// Run an archive of events through a folder of rules
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_REPLAY)]
    Replay(ReplayArguments),
}

#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    /// Read the pattern from a JSON file; `-` is standard input
    #[arg(long, value_name = "FILE", required_unless_present_any = ["rules", "ndjson"], conflicts_with = "ndjson")]
    pub(crate) pattern: Option<Input>,

    /// Test the event against a folder of rules instead of a pattern; each rule is a `NAME.json` file
    ///
    /// The output is a sorted list of the names of the matching rules, one per line, or `no match`.
    #[arg(long, value_name = "DIR", conflicts_with = "pattern")]
    pub(crate) rules: Option<PathBuf>,

    /// Read the event from a JSON file; `-` is standard input
    ///
    /// The file can also contain the output of `aws ecs describe-tasks`, its list of tasks, or one task.
    #[arg(long, value_name = "FILE", required_unless_present = "ndjson", conflicts_with = "ndjson")]
    pub(crate) event: Option<Input>,

    /// Read test cases, one per line: `{"pattern": …, "event": …}`; `-` is standard input
    ///
    /// The pattern and the event are JSON objects, or strings that contain JSON text. Other
    /// members and empty lines are ignored. One result is printed for each case: match, no-match,
    /// invalid-pattern, invalid-event or invalid-line. With --rules, a case is
    /// `{"event": …}`, and match is followed by the names of the matching rules, each preceded by a tab.
    #[arg(long, value_name = "FILE", verbatim_doc_comment)]
    pub(crate) ndjson: Option<Input>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// JSON files with one pattern each; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<Input>,

    /// Also compare the rules with each other; FILE can then be a folder of `*.json` files
    #[arg(long)]
    pub(crate) sets: bool,

    /// Check all patterns against this event type [default: selected by the pattern's `detail-type`]
    #[arg(long, value_name = "TYPE", value_parser = event_type())]
    pub(crate) event_type: Option<&'static Schema>,

    /// Do not report this diagnostic; can be repeated
    #[arg(long, value_name = "NAME", value_parser = allowable_lint())]
    pub(crate) allow: Vec<Lint>,

    /// Exit with code 2 if there are warnings
    #[arg(long)]
    pub(crate) deny_warnings: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Human-readable text
    Text,
    /// JSON for other programs
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// Event type whose schema is printed [default: all event types]
    #[arg(value_name = "TYPE", value_parser = event_type())]
    pub(crate) event_type: Option<&'static Schema>,
}

/// Parses an event type, given as the name of its Rust type.
fn event_type() -> impl clap::builder::TypedValueParser<Value = &'static Schema> {
    let names = Schema::all().iter().map(|schema| schema.rust_name);
    PossibleValuesParser::new(names).try_map(|name| Schema::by_rust_name(&name).ok_or("unknown event type"))
}

/// Parses the name of a diagnostic that can be suppressed.
fn allowable_lint() -> impl clap::builder::TypedValueParser<Value = Lint> {
    let names = Lint::entries().filter(|entry| entry.is_allowable).map(|entry| entry.name);
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Lint>())
}

#[derive(Debug, Args)]
pub(crate) struct ExpandArguments {
    /// Read the pattern from a JSON file; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) pattern: Input,

    /// Name of the generated function [default: derived from the file name]
    #[arg(long, value_name = "NAME", value_parser = rust_name::check)]
    pub(crate) name: Option<String>,

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
    /// Read the pattern from a JSON file; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) pattern: Input,

    /// Read the event from a JSON file; `-` is standard input
    ///
    /// The file can also contain the output of `aws ecs describe-tasks`, its list of tasks, or one task.
    #[arg(long, value_name = "FILE")]
    pub(crate) event: Input,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// When to use colours in text output
    #[arg(long, value_enum, default_value_t = ColorMode::Auto)]
    pub(crate) color: ColorMode,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorMode {
    /// If standard output is a terminal and `NO_COLOR` is not set
    Auto,
    /// Even if standard output is not a terminal
    Always,
    /// Never
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct PrefilterArguments {
    /// JSON files with one pattern each; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<Input>,

    /// Check all patterns against this event type [default: selected by the pattern's `detail-type`]
    #[arg(long, value_name = "TYPE", value_parser = event_type())]
    pub(crate) event_type: Option<&'static Schema>,

    /// Print a rule that is ready to deploy, with a Lambda function as its target
    #[arg(long = "as", value_name = "TOOL", value_enum)]
    pub(crate) deployment: Option<Deployment>,

    /// Name of the rule [default: derived from the file name; `event_rules` for several files]
    #[arg(long, value_name = "NAME", value_parser = rust_name::check)]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a command-line flag")]
pub(crate) struct ReplayArguments {
    /// Folder of rules; each rule is a `NAME.json` file
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: PathBuf,

    /// Files to read events from; `-` is standard input [default: standard input]
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<Input>,

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

const TEST_USAGE: &str = "\
event-pattern test --pattern <FILE> --event <FILE>
       event-pattern test --rules <DIR> --event <FILE>
       event-pattern test [--rules <DIR>] --ndjson <FILE>";

const AFTER_TEST: &str = "\
Warnings about the pattern are printed to standard error. They do not change the result.

Instead of an event, --event accepts the output of `aws ecs describe-tasks`, its list of tasks, or one task. Each task
is wrapped in an `ECS Task State Change` event. For each task, one line is printed: `match` or `no match`, a tab, and
the task's ARN. With --rules, a line is printed for each matching rule, with the name of the rule instead of `match`.
Where events differ from descriptions, the task is converted, and standard error lists what was changed: the `type` of
a network interface is `eni`, the state of a managed agent is in `status`, times are in UTC, and the task has no `tags`
and no `healthStatus`. The wrapped events still differ from those that Amazon ECS sends:
  - `id` is all zeros. `account` and `region` are taken from the ARN.
  - `time` and `updatedAt` are the time of the latest known change to the task.
  - The task is in its current state. Amazon ECS also sent events for earlier states.

Exit codes:
   0  the event matches, or at least one task does; with --ndjson: all lines are valid cases
   1  the event does not match, or no task does
   2  the pattern is invalid
   3  the event is invalid; with --ndjson: a line is not a valid case
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";

const AFTER_CHECK: &str = "\
Patterns are checked as the macro checks them: against the event types that `source` and `detail-type` select, or
against the type given by --event-type. Comments and trailing commas are allowed.

With --format json, each diagnostic is an object with `file`, `name`, `severity`, `message`, `reason` (why EventBridge
rejects the pattern, or null), `help` (or null), `start` and `end`. The two positions have `line` and `column`,
counted from 1, and `offset`, in bytes.

With --sets, the rules in all files are compared with each other. The output then includes the diagnostics
`duplicate_rule` and `implied_rule`, and a list of rules that never match the same event. The list shows groups of
rules: no event matches rules in different groups. With --format json, the output is an object with
  - `findings`: the diagnostics, as above
  - `relations`: objects with `relation`, `rule` and `other`. `rule` is a `duplicate` of `other`, or `implied` by it
  - `never_together`: objects with two `rules` that never match the same event, and the `path` of the field on which
    their conditions conflict

Exit codes:
   0  there are no errors
   2  there are errors; with --deny-warnings: errors or warnings
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";

const AFTER_EXPAND: &str = "\
The pattern's `detail-type` selects the event type that the pattern is checked against, as it does in the macro. If the
`detail-type` selects no event type, the generated function takes JSON text. Comments and trailing commas are allowed.

Exit codes:
   0  the code was printed
   2  the pattern has errors
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";

const AFTER_PREFILTER: &str = "\
The pre-filter is a pattern that EventBridge accepts and that matches every event the rule matches. If the rule uses
only conditions that EventBridge supports, the pre-filter is the pattern itself. For several rules, a single pre-filter
is printed, which matches every event that at least one of the rules matches. Patterns are checked as the macro checks
them. Comments and trailing commas are allowed.

Exit codes:
   0  the pre-filter was printed
   2  a pattern has errors
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";

const AFTER_REPLAY: &str = "\
An archive contains events as JSON: one per line, spread over several lines, in arrays, or concatenated as Firehose
writes them. Files can be uncompressed, or compressed with gzip or zstd; the format is detected from the first bytes.
Events are also extracted from
  - the data that Amazon CloudWatch Logs sends to subscriptions and exports to Amazon S3
  - the output of `aws logs filter-log-events`, `get-log-events` and `tail`
  - the `event` member of an object, as in the cases of `test --ndjson`
Events that were replayed from an EventBridge archive contain `replay-name`, which is not removed.

For each matching event, one line of JSON is printed, in the order of the input. `file` and `line` are the location
of the event, `id` and `time` are copied from it, and `rules` lists the names of the matching rules. With --events,
`event` is the whole event. The summary shows the earliest and the latest `time` of the events that each rule matches.

Records that are not events are skipped. The first ten of these records and their total number are printed to standard
error. A line or an event can be up to 256 MB long. Memory use does not grow with the size of the archive.

Exit codes:
   0  all records are events, whether or not any of them match
   2  a rule is invalid
   3  at least one record is not an event
   4  a file or folder cannot be read, the folder has no rules, or the output cannot be written
  64  the command line is invalid";

const AFTER_EXPLAIN: &str = "\
If the event does not match, the summary at the top names the smallest set of conditions that prevented a match. The
pattern follows: a check mark means that a condition is satisfied, and a cross means that it is not. After a cross, the
line shows what the event has and what the pattern requires.

With --format json, the explanation is an object with `match`, `summary` and `parts`. Each part has its `key`, `holds`
(whether the condition is satisfied, or null for an object), `words` (the text after the key), and nested `parts`. The
part for a field also has `path`, `wanted` (the alternatives in the pattern), and `found` (the values in the event that
were compared with the alternatives, each with `place` and `value`).
For the output of `aws ecs describe-tasks`, an array is printed; its elements are objects with `task` and `explanation`.

Exit codes:
   0  the event matches, or at least one task does
   1  the event does not match, or no task does
   2  the pattern is invalid
   3  the event is invalid
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";
