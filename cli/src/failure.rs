//! Errors that end the command.

use crate::exit::Exit;
use crate::number::grouped;
use crate::output;
use event_pattern::RuleSetError;
use event_pattern_compiler::diagnostic::{Diagnostic, Style};
use event_pattern_compiler::pattern::print::quoted_list;
use event_pattern_compiler::source::Source;
use std::fmt::Display;
use std::io;

/// An error that ends the command, with its exit code and the message for the user.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
}

impl Failure {
    /// Returns the failure for an invalid pattern.
    pub(crate) fn pattern(diagnostics: &[Diagnostic], source: &Source) -> Self {
        Self { exit: Exit::InvalidPattern, message: render_all(diagnostics, source) }
    }

    /// Returns the failure for invalid patterns. Each string contains the rendered diagnostics of one pattern.
    pub(crate) fn patterns(errors: &[String]) -> Self {
        Self { exit: Exit::InvalidPattern, message: errors.join("\n\n") }
    }

    /// Returns the failure for a valid pattern that cannot be added to a rule set.
    pub(crate) fn rule(error: &RuleSetError) -> Self {
        Self { exit: Exit::InvalidPattern, message: format!("error: {error}") }
    }

    /// Returns the failure for a folder without rules.
    pub(crate) fn no_rules(folder: &str) -> Self {
        let message =
            format!("error: no rules in `{folder}`\n = help: add a `NAME.json` file for each rule, or a template");
        Self { exit: Exit::InputOrOutput, message }
    }

    /// Returns the failure for a file or a folder without cases.
    pub(crate) fn no_cases(name: &str) -> Self {
        let message = format!(
            "error: no cases in `{name}`\n = help: write each case as `{{ \"event\": {{ … }}, \"rules\": [\"NAME\"] }}`"
        );
        Self { exit: Exit::InvalidEvent, message }
    }

    /// Returns the failure for files with invalid cases. Each string contains the rendered diagnostics of one file.
    pub(crate) fn cases(errors: &[String]) -> Self {
        Self { exit: Exit::InvalidEvent, message: errors.join("\n\n") }
    }

    /// Returns the failure for a folder without files.
    pub(crate) fn no_files(folder: &str) -> Self {
        let message = format!("error: no files in `{folder}`\n = note: hidden files are not read");
        Self { exit: Exit::InputOrOutput, message }
    }

    /// Returns the failure for a URL of Amazon S3 without objects.
    #[cfg(feature = "s3")]
    pub(crate) fn no_objects(url: &str) -> Self {
        let message = format!(
            "error: no objects in `{url}`\n = help: name an object or a folder: a prefix ends before a `/`\n = note: empty \
             and hidden objects are not read"
        );
        Self { exit: Exit::InputOrOutput, message }
    }

    /// Returns the failure for a URL of Amazon S3 if the command was built without the feature `s3`.
    #[cfg(not(feature = "s3"))]
    pub(crate) fn without_s3(url: &str) -> Self {
        let help = "run `cargo install event-pattern-cli --features s3`";
        let message = format!(
            "error: `{url}` cannot be read: this command was built without support for Amazon S3\n = help: {help}"
        );
        Self { exit: Exit::InputOrOutput, message }
    }

    /// Returns the failure for a URL of Amazon S3 in place of a file that is not an archive of events.
    pub(crate) fn not_an_archive(url: &str) -> Self {
        let help = format!("copy it to a file first, with `aws s3 cp {url} .`");
        Self::usage(format!("expected a local file, found `{url}`"), &help)
    }

    /// Returns the failure for options that are about Amazon S3 if no file is there.
    pub(crate) fn s3_options_without_archive() -> Self {
        let message =
            "`--region`, `--endpoint-url`, `--no-sign-request` and `--request-payer` need an archive in Amazon S3";
        Self::usage(message, "name the archive as `s3://BUCKET/PREFIX`, or leave out the option")
    }

    /// Returns the failure for a rule that is not in its file. `nearest` is the name of a rule that may be meant.
    pub(crate) fn unknown_rule(file: &str, rule: &str, nearest: Option<&str>, names: &[&str]) -> Self {
        let help = match nearest {
            Some(nearest) => format!("did you mean `{file}#{nearest}`?"),
            None => format!("its rules are {}", quoted_list(names.iter().copied())),
        };
        Self::usage(format!("no rule in `{file}` is named `{rule}`"), &help)
    }

    /// Returns the failure for a rule that is named in a folder instead of a file.
    pub(crate) fn rule_of_folder(folder: &str, rule: &str) -> Self {
        Self::usage(format!("`{folder}` is a folder"), &format!("name the file with the rule, as in `FILE#{rule}`"))
    }

    /// Returns the failure for a file with several rules that is given to a command for one rule.
    pub(crate) fn several_rules(file: &str, names: &[&str]) -> Self {
        let help = match names {
            [first, ..] => format!("name one of them, as in `{file}#{first}`, or use `--rules {file}`"),
            [] => "give a file with a rule".to_owned(),
        };
        Self::usage(format!("`{file}` has {} rules", names.len()), &help)
    }

    /// Returns the failure for a filter of records that is given to a command for events.
    pub(crate) fn record_filter(place: &str) -> Self {
        Self::usage(format!("`{place}` filters records, not events"), "check it with `event-pattern check`")
    }

    /// Returns the failure for a command line that clap rejects.
    pub(crate) fn arguments(error: &clap::Error) -> Self {
        Self { exit: Exit::Usage, message: error.render().ansi().to_string().trim_end().to_owned() }
    }

    /// Returns the failure for a command line that is invalid for a reason that only the command knows.
    pub(crate) fn usage(message: impl Display, help: &str) -> Self {
        Self { exit: Exit::Usage, message: format!("error: {message}\n = help: {help}") }
    }

    /// Returns the failure for documents that cannot be read, given their rendered diagnostics.
    pub(crate) fn documents(rendered: String) -> Self {
        Self { exit: Exit::InputOrOutput, message: rendered }
    }

    /// Returns the failure for a folder without documents.
    pub(crate) fn no_documents(folder: &str) -> Self {
        let message = format!(
            "error: no documents in `{folder}`\n = help: add a `NAME.json` or `NAME.yaml` file for each event type; \
             subfolders are not searched"
        );
        Self { exit: Exit::InputOrOutput, message }
    }

    /// Returns the failure for a document that does not say what its events are called.
    pub(crate) fn without_detail_type(file: &str) -> Self {
        let message = format!(
            "error: `{file}` does not contain the `detail-type` of the events that it describes\n = help: add \
             `x-amazon-events-detail-type`, or name the file `SOURCE@DETAIL_TYPE.json`"
        );
        Self { exit: Exit::InputOrOutput, message }
    }

    /// Returns the failure for an event that several documents describe.
    pub(crate) fn repeated_event(detail_type: &str, file: &str) -> Self {
        let message = format!("error: `{file}` describes the event `{detail_type}` again");
        Self { exit: Exit::InputOrOutput, message: message + "\n = help: give each document once" }
    }

    /// Returns the failure for an invalid event.
    pub(crate) fn event(diagnostic: &Diagnostic, source: &Source) -> Self {
        Self { exit: Exit::InvalidEvent, message: diagnostic.render_in(Style::Coloured, source) }
    }

    /// Returns the failure for a file with several events.
    pub(crate) fn several_events(name: &str, count: u64) -> Self {
        let message = format!(
            "error: expected one event, found {} in `{name}`\n = help: to test all events, use `event-pattern replay \
             --pattern FILE EVENTS`",
            grouped(count)
        );
        Self { exit: Exit::InvalidEvent, message }
    }

    /// Returns the failure for a file without an event, given why its first record is not an event.
    pub(crate) fn no_event(name: &str, reason: Option<&str>) -> Self {
        let note = reason.map_or_else(String::new, |reason| format!("\n = note: {reason}"));
        Self { exit: Exit::InvalidEvent, message: format!("error: no event in `{name}`{note}") }
    }

    /// Returns the failure for a file of tasks without a task.
    pub(crate) fn no_tasks(name: &str) -> Self {
        Self { exit: Exit::InvalidEvent, message: format!("error: no tasks in `{name}`") }
    }

    /// Returns the failure for a line of `test --ndjson` that is not a valid case.
    pub(crate) fn line(message: String) -> Self {
        Self { exit: Exit::InvalidEvent, message }
    }

    /// Returns the failure for a file that cannot be read.
    pub(crate) fn unreadable(name: &str, error: &io::Error) -> Self {
        Self { exit: Exit::InputOrOutput, message: format!("error: `{name}` cannot be read: {error}") }
    }

    /// Returns the failure if standard input is given for both the pattern and the event.
    pub(crate) fn standard_input_twice() -> Self {
        let message =
            "error: standard input (`-`) can be used for the pattern or the event, but not for both".to_owned();
        Self { exit: Exit::Usage, message }
    }

    /// Returns the failure if standard input is given twice in a list of files.
    pub(crate) fn repeated_standard_input() -> Self {
        let message = "error: standard input (`-`) can be given only once".to_owned();
        Self { exit: Exit::Usage, message }
    }

    /// Returns the failure for output that cannot be written.
    pub(crate) fn unwritable(error: &io::Error) -> Self {
        Self { exit: Exit::InputOrOutput, message: format!("error: the output cannot be written: {error}") }
    }

    /// Returns the failure for a file that cannot be written.
    pub(crate) fn unwritable_file(name: &str, error: &io::Error) -> Self {
        Self { exit: Exit::InputOrOutput, message: format!("error: `{name}` cannot be written: {error}") }
    }

    /// Returns the failure if a server cannot listen on a port of this machine.
    #[cfg(feature = "serve")]
    pub(crate) fn port(port: u16, error: &io::Error) -> Self {
        let help = "choose another port with `--port`, or a free one with `--port 0`";
        let message = format!("error: cannot listen on 127.0.0.1:{port}: {error}\n = help: {help}");
        Self { exit: Exit::InputOrOutput, message }
    }

    /// Returns the message without colours.
    #[cfg(feature = "serve")]
    pub(crate) fn plain_message(&self) -> String {
        anstream::adapter::strip_str(&self.message).to_string()
    }

    /// Prints the message to standard error and returns the exit code.
    pub(crate) fn report(self) -> Exit {
        output::report(&self.message);
        self.exit
    }
}

/// Renders diagnostics, separated by empty lines.
pub(crate) fn render_all(diagnostics: &[Diagnostic], source: &Source) -> String {
    let render = |diagnostic: &Diagnostic| diagnostic.render_in(Style::Coloured, source);
    let rendered: Vec<String> = diagnostics.iter().map(render).collect();
    rendered.join("\n\n")
}
