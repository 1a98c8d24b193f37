//! The rules in the trees of the forms that a file can have.

pub(crate) mod aws_command;
pub(crate) mod cloudformation;
pub(crate) mod filters;
pub(crate) mod pulumi;
pub(crate) mod serverless;
pub(crate) mod terraform;

use crate::functions::{Evaluator, Found, Reason, alternatives, call};
use crate::{FoundRule, Target, UnreadRule};
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::json::{Member, Value, ValueKind};
use event_pattern_compiler::source::Span;
use std::collections::{HashMap, HashSet};

/// The command that prints the pattern of a deployed rule.
pub(crate) const DESCRIBE_RULE: &str = "`aws events describe-rule --name NAME --query EventPattern --output text`";

/// Returns the help for a pattern that is only known at deployment.
fn print_deployed(target: Target) -> String {
    match target {
        Target::Event => format!("print the pattern of the deployed rule with {DESCRIBE_RULE}"),
        Target::Record(_) => "print the deployed filters with `aws lambda get-event-source-mapping --uuid UUID` or \
                              `aws pipes describe-pipe --name NAME`"
            .to_owned(),
    }
}

/// Collects the rules in a file.
pub(crate) struct Rules<'t> {
    pub(crate) evaluator: Evaluator<'t>,
    pub(crate) found: Vec<FoundRule>,
    pub(crate) unread: Vec<UnreadRule>,
    pub(crate) notes: Vec<Diagnostic>,
}

impl<'t> Rules<'t> {
    pub(crate) fn new(evaluator: Evaluator<'t>) -> Self {
        Self { evaluator, found: Vec::new(), unread: Vec::new(), notes: Vec::new() }
    }

    /// Adds the rule whose pattern is a value of the template. If the value has alternatives, there is a rule for each.
    pub(crate) fn add(&mut self, name: &str, name_span: Span, target: Target, pattern: &Value) {
        self.add_all(name, name_span, target, &[pattern]);
    }

    /// Adds the rules of a resource as [`add_all`](Self::add_all) does, but their patterns must be strings. `help` says
    /// how to write one.
    pub(crate) fn add_texts(&mut self, name: &str, name_span: Span, target: Target, patterns: &[&Value], help: &str) {
        let is_object = |value: &Value| is_object(value) && call(value).is_none();
        let objects = patterns.iter().flat_map(|pattern| alternatives(pattern)).filter(|value| is_object(value));
        let objects: HashSet<Span> = objects.map(|value| value.span).collect();
        let first = self.found.len();
        self.add_all(name, name_span, target, patterns);
        for rule in &mut self.found[first..] {
            if let Some(pattern) = rule.pattern.as_ref().filter(|pattern| objects.contains(&pattern.span)) {
                let start = Span::new(pattern.span.start, pattern.span.start);
                let error = Lint::InvalidPattern.at(start, "expected a string, found an object");
                rule.diagnostics.push(error.with_help(help));
            }
        }
    }

    /// Adds the rules of a resource that has patterns without names. If there are several, they are numbered.
    pub(crate) fn add_all(&mut self, name: &str, name_span: Span, target: Target, patterns: &[&Value]) {
        let found: Vec<Found> = patterns
            .iter()
            .flat_map(|pattern| alternatives(pattern))
            .map(|pattern| self.evaluator.pattern(pattern))
            .filter(|found| !matches!(found, Found::Absent))
            .collect();
        let is_only = found.len() == 1;
        for (number, found) in found.into_iter().enumerate() {
            let name = if is_only { name.to_owned() } else { format!("{name}[{}]", number + 1) };
            self.add_found(name, name_span, target, found);
        }
    }

    fn add_found(&mut self, name: String, name_span: Span, target: Target, found: Found) {
        match found {
            Found::Pattern(read, file) => self.found.push(FoundRule {
                name,
                name_span,
                target,
                pattern: read.value,
                diagnostics: read.diagnostics,
                deployed: read.text,
                file,
            }),
            Found::Unknown(span, reason) => {
                let (reason, help) = match reason {
                    Reason::Deployment => ("its value is only known at deployment".to_owned(), print_deployed(target)),
                    Reason::File(path) => {
                        let help = "correct the path, which is relative to the folder of the template";
                        (format!("the file `{path}` cannot be read"), help.to_owned())
                    }
                    Reason::Cycle => (
                        "its value leads to itself".to_owned(),
                        "write a value that does not contain itself".to_owned(),
                    ),
                };
                let message = format!("the pattern of `{name}` is not checked: {reason}");
                let reason = Diagnostic::warning(span, message).with_help(help);
                self.unread.push(UnreadRule { name, reason });
            }
            Found::Absent => {}
        }
    }

    /// Adds a note if a value that can have rules is in another file: it is an interpolation or a call.
    pub(crate) fn note_elsewhere(&mut self, name: &str, value: &Value) {
        let is_elsewhere = match &value.kind {
            ValueKind::String(text) => self.evaluator.holes.resolve(text).is_none(),
            _ => call(value).is_some(),
        };
        if is_elsewhere {
            self.add_elsewhere(name, value.span);
        }
    }

    /// Adds a note about a value that can have rules, but is in another file.
    pub(crate) fn add_elsewhere(&mut self, name: &str, span: Span) {
        let message = format!("`{name}` is not read as a whole: a part of it is only known at deployment");
        self.notes.push(Diagnostic::warning(span, message).with_help("give the file with that part too"));
    }

    /// Makes the names unique: each repeated name has a number.
    pub(crate) fn number_repeated_names(&mut self) {
        let mut taken: HashSet<String> = self.found.iter().map(|rule| rule.name.clone()).collect();
        let mut counts: HashMap<String, usize> = HashMap::new();
        for rule in &mut self.found {
            let count = counts.entry(rule.name.clone()).or_default();
            *count += 1;
            while *count > 1 {
                let numbered = format!("{}[{count}]", rule.name);
                if taken.insert(numbered.clone()) {
                    rule.name = numbered;
                    break;
                }
                *count += 1;
            }
        }
    }
}

/// Returns the members of an object. Other values have none.
pub(crate) fn members(value: &Value) -> &[Member] {
    match &value.kind {
        ValueKind::Object(members) => members,
        _ => &[],
    }
}

/// Returns the elements of an array, or the value itself if it is not an array.
pub(crate) fn elements(value: &Value) -> &[Value] {
    match &value.kind {
        ValueKind::Array(elements) => elements,
        _ => std::slice::from_ref(value),
    }
}

pub(crate) fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Member> {
    members(value).iter().find(|member| member.key.as_bytes() == key.as_bytes())
}

pub(crate) fn get<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    member(value, key).map(|member| &member.value)
}

/// Returns the value at a path of keys.
pub(crate) fn get_in<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, key| get(value, key))
}

pub(crate) fn text_of(value: &Value) -> Option<&str> {
    match &value.kind {
        ValueKind::String(text) => text.as_str(),
        _ => None,
    }
}

pub(crate) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    text_of(get(value, key)?)
}

pub(crate) fn is_object(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Object(_))
}
