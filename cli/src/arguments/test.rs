//! The arguments of `test`.

use super::{Allowed, Documents};
use crate::input::Input;
use crate::rules::RuleArgument;
use clap::error::ErrorKind;
use clap::{Args, ValueEnum};
use std::ffi::OsString;

#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    /// The pattern and the event, instead of --pattern and --event; with --rules: the event
    #[arg(value_name = "FILE", num_args = 0..=2)]
    pub(crate) files: Vec<OsString>,

    /// Read the pattern from a file: a pattern, a template with one rule, or `FILE#NAME`; `-` is standard input
    #[arg(short, long, value_name = "FILE")]
    pub(crate) pattern: Option<RuleArgument>,

    /// Test the event against several rules instead of a pattern: a folder, a template, or a pattern
    ///
    /// The output is a sorted list of the names of the matching rules, one per line, or `no match`.
    #[arg(short, long, value_name = "DIR", conflicts_with = "pattern")]
    pub(crate) rules: Option<RuleArgument>,

    /// Read the event from a JSON file; `-` is standard input
    ///
    /// The event can be inside a message, a log or another wrapper. The file can also contain the output of `aws ecs
    /// describe-tasks`, its list of tasks, or one task.
    #[arg(short, long, value_name = "FILE", conflicts_with = "ndjson")]
    pub(crate) event: Option<Input>,

    /// Test cases: events of which it is known which rules match; can be repeated
    ///
    /// A case is an object with the keys
    ///
    /// - `event`, the event, or `event_file`, a path relative to the folder of the file with the case
    /// - `rules`, the names of the rules that must match. All other rules must not match, unless there is `not_rules`
    /// - `not_rules`, the names of rules that must not match. Rules that are in neither list may match or not
    /// - `name`, for messages
    ///
    /// A file contains a case, a list of cases, or one case after the other, such as one per line. Comments and
    /// trailing commas are allowed. A folder means the `.json`, `.jsonl` and `.ndjson` files with cases in it and
    /// in its subfolders.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["event", "ndjson"], verbatim_doc_comment)]
    pub(crate) cases: Vec<Input>,

    /// Write the rules that match into the files with cases
    ///
    /// The list `rules` is replaced, or added if it is absent. If a case has `not_rules`, the names of rules move from
    /// one list to the other. The output lists the files and cases that changed.
    #[arg(long, conflicts_with = "format")]
    pub(crate) update: bool,

    /// Output format of --cases [default: text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<CaseFormat>,

    /// Read test cases, one per line: `{"pattern": …, "event": …}`; `-` is standard input
    ///
    /// The pattern and the event are JSON objects, or strings that contain JSON text. Other
    /// members and empty lines are ignored. One result is printed for each case: match, no-match,
    /// invalid-pattern, invalid-event or invalid-line. With --rules, a case is
    /// `{"event": …}`, and match is followed by the names of the matching rules, each preceded by a tab.
    #[arg(long, value_name = "FILE", verbatim_doc_comment)]
    pub(crate) ndjson: Option<Input>,

    /// Run again whenever a file changes, until Ctrl-C
    ///
    /// Files that are added to a folder are noticed.
    #[arg(long, conflicts_with_all = ["ndjson", "update", "format"])]
    pub(crate) watch: bool,

    #[command(flatten)]
    pub(crate) allowed: Allowed,

    #[command(flatten)]
    pub(crate) documents: Documents,
}

/// An output format of `test --cases`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CaseFormat {
    /// The cases that fail, with explanations
    #[value(alias = "human")]
    Text,
    /// JSON for other programs
    Json,
    /// The XML of JUnit, for CI systems
    Junit,
}

/// What `test` tests.
pub(crate) enum Test {
    /// An event, against one pattern.
    Pattern(RuleArgument, Input),
    /// An event, against several rules.
    Rules(RuleArgument, Input),
    /// The files of --cases, against these rules.
    Cases(RuleArgument),
    /// The lines of a file, against these rules or against patterns of their own.
    Ndjson(Option<RuleArgument>, Input),
}

impl Test {
    /// Returns the files and folders that the arguments name.
    pub(crate) fn inputs<'a>(&'a self, arguments: &'a TestArguments) -> Vec<&'a Input> {
        match self {
            Self::Pattern(rules, event) | Self::Rules(rules, event) => vec![&rules.input, event],
            Self::Cases(rules) => std::iter::once(&rules.input).chain(&arguments.cases).collect(),
            Self::Ndjson(rules, cases) => rules.iter().map(|rules| &rules.input).chain([cases]).collect(),
        }
    }
}

/// An error in the command line that clap does not find: its kind and the message.
pub(crate) type UsageError = (ErrorKind, String);

impl TestArguments {
    /// Returns what is tested.
    pub(crate) fn test(&self) -> Result<Test, UsageError> {
        if self.cases.is_empty() && (self.update || self.format.is_some()) {
            let option = if self.update { "--update" } else { "--format" };
            return Err((ErrorKind::MissingRequiredArgument, format!("{option} can only be used with --cases")));
        }
        let mut files = Files(self.files.iter());
        if let Some(cases) = &self.ndjson {
            files.finish()?;
            if self.pattern.is_some() {
                let message = "--ndjson cannot be used with --pattern, because each case has a pattern of its own\n\n  \
                    tip: to test the events in a file, use `event-pattern replay --pattern FILE EVENTS`";
                return Err((ErrorKind::ArgumentConflict, message.to_owned()));
            }
            return Ok(Test::Ndjson(self.rules.clone(), cases.clone()));
        }
        let rules = match &self.rules {
            Some(rules) => rules.clone(),
            None => files.pattern(self.pattern.as_ref())?,
        };
        if !self.cases.is_empty() {
            files.finish()?;
            return Ok(Test::Cases(rules));
        }
        let event = files.event(self.event.as_ref())?;
        files.finish()?;
        Ok(if self.rules.is_some() { Test::Rules(rules, event) } else { Test::Pattern(rules, event) })
    }
}

/// The files that are given without an option.
pub(super) struct Files<'a>(pub(super) std::slice::Iter<'a, OsString>);

impl Files<'_> {
    /// Returns the pattern that an option gives, or else the next file.
    pub(super) fn pattern(&mut self, option: Option<&RuleArgument>) -> Result<RuleArgument, UsageError> {
        let next = || self.0.next().map(|file| RuleArgument::from(file.clone()));
        option.cloned().or_else(next).ok_or_else(|| missing("the pattern", "--pattern"))
    }

    /// Returns the event that an option gives, or else the next file.
    pub(super) fn event(&mut self, option: Option<&Input>) -> Result<Input, UsageError> {
        let next = || self.0.next().map(|file| Input::from(file.clone()));
        option.cloned().or_else(next).ok_or_else(|| missing("the event", "--event"))
    }

    /// Checks that all files are used.
    pub(super) fn finish(&mut self) -> Result<(), UsageError> {
        let Some(file) = self.0.next() else { return Ok(()) };
        Err((ErrorKind::UnknownArgument, format!("unexpected argument `{}`", file.to_string_lossy())))
    }
}

fn missing(what: &str, option: &str) -> UsageError {
    (ErrorKind::MissingRequiredArgument, format!("{what} is missing\n\n  tip: give its file, or use {option}"))
}
