//! What can be asked on the command line.

use crate::exit::EXIT_CODES;
use crate::input::Input;
use crate::rust_name;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use event_pattern_compiler::diagnostic::Lint;
use event_pattern_compiler::schema::Schema;
use std::num::NonZero;
use std::path::PathBuf;

/// Try Amazon EventBridge event patterns offline, and look at the Rust that is generated for them.
#[derive(Debug, Parser)]
#[command(name = "event-pattern", version, about, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tell whether a pattern matches an event, or which rules of a folder do
    #[command(override_usage = TEST_USAGE, after_help = EXIT_CODES, after_long_help = AFTER_TEST)]
    Test(TestArguments),
    /// Tell everything that is wrong or suspicious about patterns
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_CHECK)]
    Check(CheckArguments),
    /// Print the JSON Schema of the events that patterns are checked against
    #[command(after_help = EXIT_CODES)]
    Schema(SchemaArguments),
    /// Print the Rust that is generated for a pattern
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_EXPAND)]
    Expand(ExpandArguments),
    /// Tell why a pattern matches an event, or why it does not
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_EXPLAIN)]
    Explain(ExplainArguments),
    /// Print the pattern to deploy in front of a rule, or of several
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_PREFILTER)]
    Prefilter(PrefilterArguments),
    /// Run an archive of events through a set of rules
    #[command(after_help = EXIT_CODES, after_long_help = AFTER_REPLAY)]
    Replay(ReplayArguments),
}

#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    /// The pattern, a JSON file; `-` is standard input
    #[arg(long, value_name = "FILE", required_unless_present_any = ["rules", "ndjson"], conflicts_with = "ndjson")]
    pub(crate) pattern: Option<Input>,

    /// In place of a pattern: a folder with rules, each a file `NAME.json`
    ///
    /// The names of the rules that match are printed, one a line and in their order, or `no match`.
    #[arg(long, value_name = "DIR", conflicts_with = "pattern")]
    pub(crate) rules: Option<PathBuf>,

    /// The event, a JSON file; `-` is standard input
    ///
    /// The output of `aws ecs describe-tasks` can stand in its place.
    #[arg(long, value_name = "FILE", required_unless_present = "ndjson", conflicts_with = "ndjson")]
    pub(crate) event: Option<Input>,

    /// Cases to decide, one a line: `{"pattern": …, "event": …}`; `-` is standard input
    ///
    /// Pattern and event are JSON objects, or strings that hold their JSON text. Other
    /// members are ignored, and so are empty lines. For each line one word is printed:
    /// match, no-match, invalid-pattern, invalid-event or invalid-line. With --rules a case is
    /// `{"event": …}`, and after match stand the names of the rules, a tab before each.
    #[arg(long, value_name = "FILE", verbatim_doc_comment)]
    pub(crate) ndjson: Option<Input>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The patterns, JSON files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<Input>,

    /// Compare the rules of all files, too; a folder stands for its `*.json` files
    #[arg(long)]
    pub(crate) sets: bool,

    /// The event that all of them are for [default: what their `detail-type` asks for]
    #[arg(long, value_name = "TYPE", value_parser = event_type())]
    pub(crate) event_type: Option<&'static Schema>,

    /// A diagnostic that is silenced; may be given several times
    #[arg(long, value_name = "NAME", value_parser = allowable())]
    pub(crate) allow: Vec<Lint>,

    /// Let warnings be failures
    #[arg(long)]
    pub(crate) deny_warnings: bool,

    /// How the findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// How findings, explanations and summaries are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs, as JSON
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// The type of event [default: all]
    #[arg(value_name = "TYPE", value_parser = event_type())]
    pub(crate) event_type: Option<&'static Schema>,
}

/// Types of events are given by the name of their Rust type.
fn event_type() -> impl clap::builder::TypedValueParser<Value = &'static Schema> {
    let names = Schema::all().iter().map(|schema| schema.rust_name);
    PossibleValuesParser::new(names).try_map(|name| Schema::by_rust_name(&name).ok_or("no such type of event"))
}

fn allowable() -> impl clap::builder::TypedValueParser<Value = Lint> {
    let names = Lint::entries().iter().filter(|entry| entry.is_allowable).map(|entry| entry.text);
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Lint>())
}

#[derive(Debug, Args)]
pub(crate) struct ExpandArguments {
    /// The pattern, a JSON file; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) pattern: Input,

    /// The function's name [default: made from the file's name]
    #[arg(long, value_name = "NAME", value_parser = rust_name::check)]
    pub(crate) name: Option<String>,

    /// Print the bytes of the tables, too
    #[arg(long, conflicts_with = "stage")]
    pub(crate) tables: bool,

    /// What is printed of the pattern on its way to Rust
    #[arg(long, value_enum, default_value_t = Stage::Rust)]
    pub(crate) stage: Stage,
}

/// What a pattern is on its way to Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// The pattern as it is read
    Pattern,
    /// What it means: conditions on fields, and which of them must hold together
    Rule,
    /// What the engine follows: the steps to fields, and what objects must meet
    Program,
    /// The Rust that the macro generates
    Rust,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The pattern, a JSON file; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) pattern: Input,

    /// The event, a JSON file; `-` is standard input
    ///
    /// The output of `aws ecs describe-tasks` can stand in its place.
    #[arg(long, value_name = "FILE")]
    pub(crate) event: Input,

    /// How the explanation is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// Whether text has colours
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
}

/// Whether text has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On terminals, unless the environment has `NO_COLOR`
    Auto,
    /// Wherever it goes
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct PrefilterArguments {
    /// The patterns, JSON files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<Input>,

    /// The event that the rules are for [default: what its `detail-type` asks for]
    #[arg(long, value_name = "TYPE", value_parser = event_type())]
    pub(crate) event_type: Option<&'static Schema>,

    /// Write a rule that is ready to paste, with a Lambda function for its target
    #[arg(long = "as", value_name = "TOOL", value_enum)]
    pub(crate) deployment: Option<Deployment>,

    /// The rule's name [default: made from the file's name; of several files `event_rules`]
    #[arg(long, value_name = "NAME", value_parser = rust_name::check)]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct ReplayArguments {
    /// A folder with rules, each a file `NAME.json`
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: PathBuf,

    /// Files with events; `-` is standard input [default: standard input]
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<Input>,

    /// Print matching events as a whole
    #[arg(long, conflicts_with = "summary")]
    pub(crate) events: bool,

    /// Print no matches but a table: how often each rule matched, and when first and last
    #[arg(long)]
    pub(crate) summary: bool,

    /// How the summary is written
    #[arg(long, value_enum, default_value_t = Format::Text, requires = "summary")]
    pub(crate) format: Format,

    /// Check the grammar of every event to its end
    ///
    /// Otherwise an event is read as far as the rules need, and a mistake behind that is not seen.
    #[arg(long)]
    pub(crate) validate: bool,

    /// How many threads read [default: one for each core]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threads: Option<NonZero<usize>>,

    /// Show no progress on the terminal
    #[arg(long)]
    pub(crate) no_progress: bool,
}

/// What a rule is deployed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deployment {
    /// A template in YAML; the function's ARN is a parameter
    Cloudformation,
    /// Resources of the AWS provider; the function's ARN is a variable
    Terraform,
    /// A construct in TypeScript; the function is one of its properties
    Cdk,
}

const TEST_USAGE: &str = "\
event-pattern test --pattern <FILE> --event <FILE>
       event-pattern test --rules <DIR> --event <FILE>
       event-pattern test [--rules <DIR>] --ndjson <FILE>";

const AFTER_TEST: &str = "\
A valid pattern may still be suspicious. Then warnings go to standard error, and the answer is that of the service.

In place of an event, --event takes the output of `aws ecs describe-tasks`: an object with an array `tasks` and without
`detail-type`. Each task is wrapped as an `ECS Task State Change` event. One line is printed for each task: `match` or
`no match`, a tab, and the task's ARN. With --rules a line has the name of a rule in place of `match`. It is not quite the event that the service sends:
  - `id` is all zeros. `account` and `region` are taken from the ARN.
  - `time` and `updatedAt` are the time of the task's last known step.
  - Times are left as they are given, often with an offset such as +02:00; events have UTC. Numbers become UTC.
  - The task is described as it is now. The service also sent events for each state before.
  - `healthStatus`, and `tags` on request, are in the description. Events of tasks lack them as a rule.

Exit codes:
   0  the event matches, or some task does; with --ndjson: every line is decided
   1  the event does not match, or no task does
   2  the pattern is invalid
   3  the event is invalid; with --ndjson: a line is not a case
   4  a file cannot be read, or the output cannot be written
  64  the command line is wrong";

const AFTER_CHECK: &str = "\
A pattern is checked as the macro checks it: against the events that its `source` and `detail-type` ask for, or against
those of --event-type. Comments and trailing commas are welcome, as in the macro.

With --format json each finding is an object: `file`, `name`, `severity`, `message`, `reason` (why the service refuses
the pattern, or null), `help` (or null), and `start` and `end` with `line` and `column`, both counted from 1, and `offset`
in bytes.

With --sets all files are one set of rules. Then `duplicate_rule` and `implied_rule` may be found, and what never matches
together is told in groups: no event matches rules of different groups. With --format json the output is an object:
`findings` as above; `relations`, each with `relation`, `rule` and `other` (a `duplicate` of the other, or `implied` by the
other); and `never_together`, all pairs of `rules`, each with the `path` that keeps them apart.

Exit codes:
   0  nothing is wrong with any pattern
   2  something is; with --deny-warnings: or suspicious
   4  a file cannot be read, or the output cannot be written
  64  the command line is wrong";

const AFTER_EXPAND: &str = "\
The pattern's `detail-type` decides the event type, and the pattern is checked against it, as the macro does. Other
patterns become functions on JSON text. Comments and trailing commas are welcome, as in the macro.

Exit codes:
   0  the Rust is printed
   2  the pattern is invalid, or the macro would refuse it
   4  a file cannot be read, or the output cannot be written
  64  the command line is wrong";

const AFTER_PREFILTER: &str = "\
The pre-filter is a pattern that EventBridge takes and that loses no event the rule wants. It is the pattern itself where
EventBridge can say all of it. Of several patterns it is one that loses no event that any of them wants, as narrow as fits
into one. The patterns are checked as the macro checks them. Comments and trailing commas are welcome.

Exit codes:
   0  the pre-filter is printed
   2  a pattern is invalid, or the macro would refuse it
   4  a file cannot be read, or the output cannot be written
  64  the command line is wrong";

const AFTER_REPLAY: &str = "\
An archive has events as JSON: one a line, written over many lines, in lists, or one right behind the other as Firehose
writes them. It may be compressed with gzip or zstd, which is told by its first bytes. Events are also found
  - in the data that Amazon CloudWatch Logs sends to subscriptions, and in what it exports to Amazon S3;
  - in what `aws logs filter-log-events`, `get-log-events` and `tail` print;
  - behind `event`, as in the cases of `test --ndjson`.
Events that were replayed from an EventBridge archive have `replay-name`; they are taken as they are.

For each event that matches, a line of JSON is printed, in the order of the input: `file` and `line` tell where it is, `id`
and `time` are the event's own, `rules` has the names of the rules, and with --events `event` is the event. The summary
takes first and last from the times of the events.

What is no event is told on standard error, the first ten places and how many there are, and passed over. No line or
event may be longer than 256 MB. Memory does not grow with the archive.

Exit codes:
   0  every event is decided, whether or not some match
   2  a rule is invalid
   3  something is no event, as was told
   4  a file or folder cannot be read, or has no rules, or the output cannot be written
  64  the command line is wrong";

const AFTER_EXPLAIN: &str = "\
The first line tells the fewest conditions that kept the pattern from matching. Below it stands the pattern: a part that
holds has a check mark, one that does not has a cross, what the event has, and what is wanted.

With --format json the explanation is an object: `match`, `summary`, and `parts`, each with its `key`, whether it `holds`
(null for an object), `words`, and `parts` of its own. The part of a field also has its `path`, the alternatives that are
`wanted`, and the fields that were `found`, each with its `place` and its `value`. For the output of `aws ecs
describe-tasks` it is an array of objects with the `task` and its `explanation`.

Exit codes:
   0  the event matches, or some task does
   1  the event does not match, or no task does
   2  the pattern is invalid
   3  the event is invalid
   4  a file cannot be read, or the output cannot be written
  64  the command line is wrong";
