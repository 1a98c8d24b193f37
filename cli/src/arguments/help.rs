//! The longer help texts.

/// The examples of the whole command.
pub(super) const EXAMPLES: &str = "\
Examples:
  event-pattern check template.yaml
  event-pattern test 'template.yaml#OrderFailed' event.json
  event-pattern explain 'template.yaml#OrderFailed' event.json
  event-pattern replay --rules template.yaml archive";

pub(super) const TEST_USAGE: &str = "\
event-pattern test <PATTERN> <EVENT>
       event-pattern test --rules <DIR> <EVENT>
       event-pattern test --rules <DIR> --cases <DIR>
       event-pattern test [--rules <DIR>] --ndjson <FILE>";

pub(super) const EXPLAIN_USAGE: &str = "event-pattern explain <PATTERN> <EVENT>";

pub(super) const AFTER_TEST: &str = "\
Warnings about the pattern are printed to standard error. They do not change the result. Comments, trailing commas and
`$schema` are allowed in files, although EventBridge rejects them. With --ndjson, patterns are read as EventBridge reads
them, and the errors and warnings of the first ten patterns that have any are printed.

Instead of an event, --event accepts the output of `aws ecs describe-tasks`, its list of tasks, or one task. Each task
is wrapped in an `ECS Task State Change` event. For each task, one line is printed: `match` or `no match`, a tab, and
the task's ARN. With --rules, a line is printed for each matching rule, with the name of the rule instead of `match`.
Where events differ from descriptions, the task is converted, and standard error lists what was changed: the `type` of
a network interface is `eni`, the state of a managed agent is in `status`, times are in UTC, and the task has no `tags`
and no `healthStatus`. The wrapped events still differ from those that Amazon ECS sends:
  - `id` is all zeros. `account` and `region` are taken from the ARN.
  - `time` and `updatedAt` are the time of the latest known change to the task.
  - The task is in its current state. Amazon ECS also sent events for earlier states.

The event can be inside another object, in the wrappers that `event-pattern replay --help` lists, and the file can be
compressed with gzip or zstd. Standard error says where the event is. An entry of `aws events put-events` is converted to
the event that EventBridge sends, which is printed to standard error. If there are several events, use `event-pattern
replay`.

An object that has neither `source` nor `detail-type` is not an event of EventBridge. It is tested like an event, but a
warning says what it looks like.

With --cases, the cases that fail are printed, and the number of all cases. For each rule that should match and does not,
the output has the explanation that `event-pattern explain` prints. With --format json, the output is an object with
`cases`, `passed` and `failed`. Each case is an object with `file`, `line`, `name`, `passed`, `rules` (those that match),
`missing` (objects with a `rule` that should match and does not, and its `explanation`), and `unexpected` (rules that
match and should not).

Examples:
  event-pattern test rule.json event.json
  event-pattern test 'template.yaml#OrderFailed' event.json
  aws sqs receive-message --queue-url URL | event-pattern test --rules template.yaml -
  event-pattern test --rules rules --cases cases
  event-pattern test --rules rules --cases cases --format junit > report.xml
with a file `cases/orders.json` such as
  [
    { \"name\": \"a failed order\", \"event_file\": \"events/failed.json\", \"rules\": [\"order_failed\"] },
    { \"event\": { \"source\": \"my.shop\", \"detail-type\": \"Order Placed\" }, \"rules\": [] }
  ]

Exit codes:
   0  the event matches, or at least one task does; with --cases: all cases pass; with --ndjson: all lines are valid cases
   1  the event does not match, or no task does; with --cases: a case fails
   2  the pattern is invalid
   3  the event is invalid; with --cases and --ndjson: a case is invalid
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";

pub(super) const AFTER_CHECK: &str = "\
Patterns are checked as the macro checks them: against the event types that `source` and `detail-type` select, or
against the type given by --event-type. Comments, trailing commas and `$schema`, which names a JSON Schema for editors,
are allowed, unless --strict is given.

Only some events have a schema. For others, fields and values are not checked. The last line, on standard error, states
what the patterns were checked against, such as
  3 patterns: 2 checked against ECS Task State Change, 1 without a schema
--quiet omits it, and --require-schema reports an error for each pattern that is not checked against a schema.

With --format json, the output is an object with
  - `findings`: the diagnostics
  - `patterns`: for each pattern, its `file`; `checked_against`, the `detail-type` of each event with a schema, or null if
    the pattern is invalid; and `has_other_events`, whether the pattern can be for events without a schema
Each diagnostic is an object with `file`, `name`, `severity`, `message`, `reason` (why EventBridge
rejects the pattern, or null), `help` (or null), `start` and `end`. The two positions have `line` and `column`,
counted from 1, and `offset`, in bytes.

With --format sarif, the output is SARIF 2.1.0, which GitHub's code scanning and editors read. With --format github,
each diagnostic is an annotation that GitHub shows in a pull request.

With --sets, the rules in all files are compared with each other. The output then includes the diagnostics
`duplicate_rule` and `implied_rule`, and a list of rules that never match the same event. The list shows groups of
rules: no event matches rules in different groups. With --format json, the output also has
  - `relations`: objects with `relation`, `rule` and `other`. `rule` is a `duplicate` of `other`, or `implied` by it
  - `never_together`: objects with two `rules` that never match the same event, and the `path` of the field on which
    their conditions conflict

Examples:
  event-pattern check rules
  event-pattern check --deny-warnings --require-schema template.yaml
  event-pattern check --format sarif rules > rules.sarif
  event-pattern check --watch rules

Exit codes:
   0  there are no errors
   2  there are errors; with --deny-warnings: errors or warnings
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";

pub(super) const AFTER_INFER: &str = "\
The pattern matches the event, and other events in which the same has happened. Apart from `source` and `detail-type`, it
has the fields of the detail that say what happened: values of closed sets, if the event has a schema, states, kinds and
names. ARNs, IDs, times, addresses and texts are left out, and so are arrays. Remove the conditions that you do not need,
or add others with --keep. If the path of --keep leads through an array, all values in the array are accepted.

Examples:
  event-pattern infer event.json
  event-pattern infer event.json --keep detail.containers.exitCode > rules/failed.json

Exit codes:
   0  the pattern was printed
   3  the event is invalid
   4  a file or a document cannot be read, or the output cannot be written
  64  the command line is invalid, or the event has no value at a path";

pub(super) const AFTER_LIST: &str = "\
Each line has the `source` and the `detail-type` of an event type, and says where its schema comes from:
  checked   compared with the documentation of the service and with real events. What a pattern does wrong is an error
  inferred  from samples, so what a pattern does wrong is a warning
  document  from a document in a folder that is given by --schemas. What a pattern does wrong is an error
An event type with the source `*` can have any source. With --format json, the output is one JSON Schema document that
describes all these event types.

Examples:
  event-pattern schema list                 all event types
  event-pattern schema list aws.s3          those of Amazon S3
  event-pattern schema list \"state change\"  those with these words in their name

Exit codes:
   0  at least one event type was found
   1  no event type has the word in its name
   4  a file or a document cannot be read, or the output cannot be written
  64  the command line is invalid";

pub(super) const AFTER_SHOW: &str = "\
Each line has a field and the kind of its value, and says whether the field is optional and whether it can be null. The
example event has all fields.

With --format json, the output is a JSON Schema document of the event, which --schemas and `event_types!` can read.

Examples:
  event-pattern schema show aws.s3 \"Object Created\"
  event-pattern schema show TaskStateChange
  event-pattern schema show \"Order Placed\" --schemas schemas

Exit codes:
   0  the event type was found
   4  a file or a document cannot be read, or the output cannot be written
  64  the command line is invalid, or the event type is not known";

pub(super) const AFTER_PATTERN: &str = "\
The output is a JSON Schema (draft-07) of patterns: the fields of the event with their descriptions, the values of closed
sets, content filters, `$or` and element scopes. Store it outside of the folder of rules, and name it at the top of a pattern
file, as in
  { \"$schema\": \"../task.schema.json\", \"detail-type\": [\"ECS Task State Change\"] }
Visual Studio Code and the IDEs of JetBrains then complete the pattern and mark mistakes. `event-pattern check` finds more:
what depends on several conditions, or on whether a field is certain to be present. Without a NAME, the schema has only
the outer fields of events, and allows everything inside `detail`.

EventBridge does not accept `$schema`. It is not a part of the pattern that the macros and `event-pattern prefilter` deploy.

Examples:
  event-pattern schema pattern \"ECS Task State Change\" > task.schema.json
  event-pattern schema pattern \"Order Placed\" --schemas schemas > order.schema.json
  event-pattern schema --pattern aws.s3 \"Object Created\"

Exit codes:
   0  the schema was printed
   4  a file or a document cannot be read, or the output cannot be written
  64  the command line is invalid, or the event type is not known";

pub(super) const AFTER_INFER_SCHEMA: &str = "\
The output is a JSON Schema document that describes all events, for --schemas and `event_types!`. Read it through before
you rely on it: it only says what the given events have in common.
  - A field that some objects lack is optional, and its description says how many have it.
  - Strings are a closed set if there are few different ones among many, and they look like words. The set is marked as
    not complete, because there may be other values: remove `\"complete\": false` if there are none.
  - An object whose keys differ from event to event is not recognised as a map.
Archives are read as by `event-pattern replay`.

Examples:
  event-pattern schema infer order.json > schemas/order_placed.json
  zstdcat 2026-01.zst | event-pattern schema infer

Exit codes:
   0  the document was printed
   3  there are no events, or at least one record is not an event
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";

pub(super) const AFTER_DIFF: &str = "\
Each line has a path, what is wrong with it, the number of events, and the place of the first one. Events of types that
the document does not describe are skipped. Archives are read as by `event-pattern replay`.

Examples:
  event-pattern schema diff schemas/order_placed.json 2026-01.ndjson
  event-pattern schema diff schemas archive/*.json.gz

Exit codes:
   0  no event contradicts the document
   1  an event contradicts the document, or the document describes none of the events
   3  at least one record is not an event
   4  a file or a document cannot be read, or the output cannot be written
  64  the command line is invalid";

pub(super) const AFTER_IMPORT: &str = "\
The output is a call to `event_types!` with a struct for each object, to be checked in and edited by hand: rename types
and fields, derive more traits, or use types of your own. The crate needs the dependency `serde` with its `derive` feature.
A value outside of a closed set is an error when an event is deserialized; add `#[serde(other)] Other` to accept it.

With --check, the types in the output file are compared with the document: their names, their documentation and types
that the macro does not know do not matter.

Examples:
  event-pattern schema import schemas/order_placed.yaml --output src/orders.rs
  event-pattern schema import \"aws.s3@Object Created\" --name s3
  event-pattern schema import schemas/order_placed.yaml --output src/orders.rs --check

Exit codes:
   0  the types were written; for --check: they are up to date
   1  for --check: the types are out of date
   4  a file or a document cannot be read, or the output cannot be written
  64  the command line is invalid, or the event type is not known";

pub(super) const AFTER_EXPAND: &str = "\
The pattern's `detail-type` selects the event type that the pattern is checked against, as it does in the macro. If the
`detail-type` selects no event type, the generated function takes JSON text. Comments and trailing commas are allowed.

Examples:
  event-pattern expand --pattern rule.json
  event-pattern expand --pattern 'template.yaml#OrderFailed' --stage program

Exit codes:
   0  the code was printed
   2  the pattern has errors
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";

pub(super) const AFTER_PREFILTER: &str = "\
The pre-filter is a pattern that EventBridge accepts and that matches every event the rule matches. If the rule uses
only conditions that EventBridge supports, the pre-filter is the pattern itself. For several rules, a single pre-filter
is printed, which matches every event that at least one of the rules matches. Patterns are checked as the macro checks
them. Comments and trailing commas are allowed.

Examples:
  event-pattern prefilter rule.json
  event-pattern prefilter rules --as cloudformation --name order_rules

Exit codes:
   0  the pre-filter was printed
   2  a pattern has errors
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";

pub(super) const AFTER_REPLAY: &str = "\
The rules are the files in a folder, or a single file that is given by --pattern.

Examples:
  event-pattern replay --pattern rule.json 2026/03
  event-pattern replay --rules rules --since 2026-03-01 --summary archive
  aws sqs receive-message --queue-url URL | event-pattern replay --pattern rule.json --limit 1

An archive contains events as JSON: one per line, spread over several lines, in arrays, or concatenated as Firehose
writes them. Files can be uncompressed, or compressed with gzip or zstd; the format is detected from the first bytes.
Events are also found in these objects, and in one of them inside another:
  - messages of Amazon SQS, and notifications of Amazon SNS
  - records of Amazon Kinesis, Amazon Data Firehose, Apache Kafka and Amazon MQ
  - the data that Amazon CloudWatch Logs sends to subscriptions and exports to Amazon S3
  - the output of `aws logs filter-log-events`, `get-log-events` and `tail`
  - the results of CloudWatch Logs Insights, if the query has the field `@message`
  - lines of Docker, Fluent Bit, FireLens, and of loggers that write JSON, such as those of Lambda
  - the `requestPayload` of what Lambda sends to a destination
  - the input of `aws events test-event-pattern`, and the cases of `test --ndjson`
Messages, notifications and records are read as Lambda, Pipes and the AWS CLI show them. Entries of `aws events
put-events` and tasks of `aws ecs describe-tasks` are converted to the events that EventBridge sends, and a note states
their number. Events that were replayed from an EventBridge archive contain `replay-name`, which is not removed.

For each matching event, one line of JSON is printed, in the order of the input. `file` and `line` are the location
of the event, `id` and `time` are copied from it, and `rules` lists the names of the matching rules. With --events,
`event` is the whole event. The summary shows the earliest and the latest `time` of the events that each rule
matches.

With --since and --until, an event is skipped if its `time` is outside of the period. Events without a usable `time` are
read, and their number is printed to standard error.

Comments, trailing commas and `$schema` are allowed in rules, although EventBridge rejects them.

An object is an event if it has `source` or `detail-type`, and is not a pattern. Records that are not events are skipped.
The first ten of these records and their total number are printed to standard error, with what they look like. A line or
an event can be up to 256 MB long. Memory use does not grow with the size of the archive.

Exit codes:
   0  all records are events, whether or not any of them match
   2  a rule is invalid
   3  at least one record is not an event
   4  a file or folder cannot be read, the folder has no rules, or the output cannot be written
  64  the command line is invalid";

pub(super) const AFTER_EXPLAIN: &str = "\
If the event does not match, the summary at the top names the smallest set of conditions that prevented a match. The
pattern follows: a check mark means that a condition is satisfied, and a cross means that it is not. After a cross, the
line shows what the event has and what the pattern requires.

With --format json, the explanation is an object with `match`, `summary` and `parts`. Each part has its `key`, `holds`
(whether the condition is satisfied, or null for an object), `words` (the text after the key), and nested `parts`. The
part for a field also has `path`, `wanted` (the alternatives in the pattern), and `found` (the values in the event that
were compared with the alternatives, each with `place` and `value`).
For the output of `aws ecs describe-tasks`, an array is printed; its elements are objects with `task` and `explanation`.

Comments, trailing commas and `$schema` are allowed in the pattern, although EventBridge rejects them. The event can be
inside another object, as for `event-pattern test`. If it has neither `source` nor `detail-type`, a warning says what it
looks like.

Examples:
  event-pattern explain rule.json event.json
  aws sqs receive-message --queue-url URL | event-pattern explain 'template.yaml#OrderFailed' -

Exit codes:
   0  the event matches, or at least one task does
   1  the event does not match, or no task does
   2  the pattern is invalid
   3  the event is invalid
   4  a file cannot be read, or the output cannot be written
  64  the command line is invalid";

pub(super) const AFTER_COMPLETIONS: &str = "\
Examples:
  event-pattern completions bash > ~/.local/share/bash-completion/completions/event-pattern
  event-pattern completions zsh > ~/.zfunc/_event-pattern
  event-pattern completions fish > ~/.config/fish/completions/event-pattern.fish

Exit codes:
   0  the script was printed
   4  the output cannot be written
  64  the command line is invalid";

pub(super) const AFTER_MAN: &str = "\
Examples:
  event-pattern man > ~/.local/share/man/man1/event-pattern.1
  event-pattern man schema show > ~/.local/share/man/man1/event-pattern-schema-show.1
  event-pattern man test | man -l -

Exit codes:
   0  the page was printed
   4  the output cannot be written
  64  the command line is invalid";

#[cfg(feature = "serve")]
pub(super) const AFTER_SERVE: &str = "\
The address of the page is printed. Open it in a browser on this machine: the server listens on 127.0.0.1 only, and the page
loads nothing from other hosts. End the command with Ctrl-C.

Invalid rules and events are shown with their errors. Nothing is written to disk, except when you save a text in the page:
a rule or an event that has a file of its own. A rule of a template can be edited to try something, but not saved.

Examples:
  event-pattern serve --rules rules --events events
  event-pattern serve --rules template.yaml --events archive.ndjson.gz --schemas schemas
  event-pattern serve --rules 'template.yaml#OrderFailed' --events event.json --port 0

Exit codes:
   2  a rule is named that its file does not have
   4  a file cannot be read, or the port is in use
  64  the command line is invalid";

pub(super) const AFTER_REPORT: &str = "\
The report has everything that the page of `event-pattern serve` shows, except for editing. It has no network access, and
can be opened from disk. 1,000 events and 100 rules take a few megabytes.

Examples:
  event-pattern report --rules rules --events events --output report.html
  event-pattern report --rules template.yaml --events archive.ndjson.gz > report.html
In a GitHub workflow, upload it as an artefact:
  - run: event-pattern report --rules infrastructure --events events --output report.html
  - uses: actions/upload-artifact@v4
    with: { name: rules, path: report.html }

Exit codes:
   0  the report was written, whether or not its rules and events are valid
   4  a file cannot be read, or the report cannot be written
  64  the command line is invalid";
