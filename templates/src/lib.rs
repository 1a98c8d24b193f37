//! Finds EventBridge rules where they are kept: in templates of CloudFormation, SAM and CDK, in Terraform
//! configurations and plans, in `serverless.yml`, in programs of Pulumi, and in the output of AWS commands.
//!
//! [`read`] takes the text of a file and returns the rules in it. The spans of a rule's pattern are places in that
//! text, even if the pattern is JSON in a string with escapes, in a block of YAML, or in a heredoc. Values that are
//! only known when the template is deployed, such as the result of `!Ref` or `${var.name}`, are
//! [`ValueKind::Unknown`](event_pattern_compiler::json::ValueKind::Unknown).
//!
//! ```
//! use event_pattern_templates::{Form, Options, read};
//!
//! let template = r#"
//! Resources:
//!   TaskFailed:
//!     Type: AWS::Events::Rule
//!     Properties:
//!       EventPattern: |
//!         { "source": ["aws.ecs"], "detail": { "lastStatus": ["STOPPED"] } }
//! "#;
//! let file = read(template, &Options::new("template.yaml")).unwrap();
//! assert_eq!(file.form, Form::CloudFormation);
//! assert_eq!(file.rules[0].name, "TaskFailed");
//! let span = file.rules[0].pattern.as_ref().unwrap().span;
//! assert!(template[span.start..].starts_with(r#"{ "source""#));
//! ```
//!
//! The form of a file follows from its content, not its name. The crate performs no I/O: a file that a template refers
//! to is asked for through [`Files`].
//!
//! # Parsers
//! All syntaxes become the JSON tree of the compiler, because its messages need the place of each value. `saphyr-parser`
//! reports the span of each event of YAML, does not expand aliases, and is maintained. `yaml-rust2` reports only where
//! an event starts, `marked-yaml` builds trees on it and has no tags, and `serde_yaml_ng` has places only in errors.
//! `hcl-edit` has the span of each expression and of each part of a template string, and limits the nesting. `hcl-rs`
//! is its sibling without spans, and `tree-sitter-hcl` needs a C compiler and leaves the decoding of strings to us.

mod align;
mod embedded;
mod form;
mod forms;
mod functions;
mod holes;
pub mod syntax;
mod text;

pub use event_pattern_compiler::schema::RecordSource;
pub use form::Form;

use event_pattern_compiler::diagnostic::{Diagnostic, Diagnostics, nearest};
use event_pattern_compiler::json::{Dialect, Value};
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::{Source, Span};
use event_pattern_compiler::{Parsed, parse_value};

/// The rules in a file.
#[derive(Debug)]
pub struct RuleFile {
    /// What the file is.
    pub form: Form,
    /// The rules, in the order of the file. There is at least one.
    pub rules: Vec<FoundRule>,
    /// The rules whose patterns cannot be read, in the order of the file.
    pub unread: Vec<UnreadRule>,
    /// Warnings about the file as a whole.
    pub notes: Vec<Diagnostic>,
}

/// A rule whose pattern cannot be read.
#[derive(Debug)]
pub struct UnreadRule {
    /// The name.
    pub name: String,
    /// A warning that says why, such as that the pattern is only known at deployment.
    pub reason: Diagnostic,
}

/// A rule in a file.
#[derive(Debug)]
pub struct FoundRule {
    /// The name, which is unique in the file: the logical ID or the name of the resource. A pattern inside a resource
    /// has the name of both, such as `Function.Event`. If a resource has several patterns without names, they are
    /// numbered from 1, as in `Pipe[1]`.
    pub name: String,
    /// The place of the name, or of the pattern if it has no name.
    pub name_span: Span,
    /// What the pattern is evaluated on.
    pub target: Target,
    /// The pattern. `None` if it is in a string, and a syntax error stopped the reader.
    pub pattern: Option<Value>,
    /// The errors and warnings from reading a pattern in a string.
    pub diagnostics: Vec<Diagnostic>,
    /// The text of the pattern as it is deployed, if the file contains it as a string that is known as a whole.
    pub deployed: Option<String>,
    /// The file that contains the pattern, if it is not the file that was read. Then the spans of the pattern and of
    /// the diagnostics are places in that file.
    pub file: Option<IncludedFile>,
}

/// A file that a template refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncludedFile {
    /// The path, as the template has it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What a pattern is evaluated on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An event of EventBridge.
    Event,
    /// A record of an event source of AWS Lambda or Amazon EventBridge Pipes. It has no envelope.
    Record(RecordSource),
}

/// The files that templates refer to.
pub trait Files {
    /// Returns the text of a file. The path is as in the template: absolute, or relative to the folder of the template.
    /// Returns `None` if the file cannot be read.
    fn text(&self, path: &str) -> Option<String>;
}

/// No files.
#[derive(Debug, Clone, Copy)]
pub struct NoFiles;

impl Files for NoFiles {
    fn text(&self, _path: &str) -> Option<String> {
        None
    }
}

/// How a file is read.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Options<'o> {
    /// The name or the path of the file. A rule without a name in the file is named like the file, without extension.
    pub name: &'o str,
    /// The dialect of JSON files. Patterns in strings are always strict, because they are deployed as they are.
    pub dialect: Dialect,
    /// The files that the file can refer to.
    pub files: &'o dyn Files,
}

impl<'o> Options<'o> {
    /// Creates options for a file with this name or path, which can have comments and trailing commas, and cannot refer
    /// to other files.
    #[must_use]
    pub const fn new(name: &'o str) -> Self {
        Self { name, dialect: Dialect::Relaxed, files: &NoFiles }
    }

    /// Sets the dialect.
    #[must_use]
    pub const fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Sets the files that the file can refer to.
    #[must_use]
    pub const fn with_files(mut self, files: &'o dyn Files) -> Self {
        self.files = files;
        self
    }
}

/// Reads the rules in a file.
///
/// # Errors
/// Returns the errors if the file has no rules, or if its syntax is invalid.
pub fn read(text: &str, options: &Options<'_>) -> Result<RuleFile, Vec<Diagnostic>> {
    form::read(text, options)
}

impl FoundRule {
    /// Parses the pattern, for events or records with these schemas.
    #[must_use]
    pub fn parse(&self, schemas: Schemas<'_>) -> Parsed {
        let mut diagnostics = Diagnostics::new();
        diagnostics.extend(self.diagnostics.iter().cloned());
        match &self.pattern {
            Some(pattern) => parse_value(schemas, pattern.clone(), diagnostics),
            None => Parsed { value: None, pattern: None, lowered: None, diagnostics: diagnostics.into_sorted() },
        }
    }

    /// Returns the source of the spans of the pattern and of the diagnostics. `file` is the file that was read.
    #[must_use]
    pub fn source<'s>(&'s self, file: Source<'s>) -> Source<'s> {
        self.file.as_ref().map_or(file, |included| Source::new(&included.name, &included.text))
    }
}

impl RuleFile {
    /// Returns the rule with a name.
    ///
    /// # Errors
    /// Returns a message and a help if the file has no rule with this name. The help lists the names of its rules.
    pub fn rule(&self, name: &str) -> Result<&FoundRule, (String, String)> {
        self.rules.iter().find(|rule| rule.name == name).ok_or_else(|| {
            let names: Vec<&str> = self.rules.iter().map(|rule| &*rule.name).collect();
            let message = format!("no rule is named `{name}`");
            let help = nearest(name, names.iter().copied())
                .map_or_else(|| format!("the rules are {}", listed(&names)), |near| format!("did you mean `{near}`?"));
            (message, help)
        })
    }

    /// Returns the only rule for events, or the only filter of records in a file without rules for events.
    ///
    /// # Errors
    /// Returns a message if there are several rules, and a help with their names.
    pub fn only_rule(&self) -> Result<&FoundRule, (String, String)> {
        let events = || self.rules.iter().filter(|rule| rule.target == Target::Event);
        let has_events = events().next().is_some();
        let rules: Vec<&FoundRule> = if has_events { events().collect() } else { self.rules.iter().collect() };
        if let ([only], []) = (rules.as_slice(), self.unread.as_slice()) {
            return Ok(only);
        }
        let unread = self.unread.iter().map(|rule| &*rule.name);
        let names: Vec<&str> = rules.iter().map(|rule| &*rule.name).chain(unread).collect();
        let message = format!("expected one rule, found {}", names.len());
        Err((message, format!("write the name of a rule after `#`; the rules are {}", listed(&names))))
    }
}

/// Maximum number of names in a message.
const MAX_LISTED_NAMES: usize = 10;

fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().take(MAX_LISTED_NAMES).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(MAX_LISTED_NAMES) {
        0 => quoted.join(", "),
        more => format!("{} and {more} more", quoted.join(", ")),
    }
}
