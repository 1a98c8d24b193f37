//! Rules to run on events.

use super::argument::RuleArgument;
use super::checked::CheckedRule;
use super::file::RuleFiles;
use crate::arguments::Allowed;
use crate::failure::{Failure, render_all};
use crate::known_events::KnownEvents;
use crate::output;
use event_pattern::{EventError, Pattern, RuleSet};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::pattern::EVENT_MESSAGE;
use event_pattern_templates::Target;
use std::collections::HashMap;

/// The rules in files and folders.
#[derive(Debug)]
pub(crate) struct Rules {
    set: RuleSet,
    patterns: Vec<Pattern>,
    names: Vec<String>,
    indices: HashMap<String, usize>,
}

impl Rules {
    /// Reads all rules. If any pattern is invalid, the error contains the diagnostics of all invalid patterns. Warnings
    /// are printed to standard error.
    pub(crate) fn read(arguments: &[RuleArgument], allowed: &Allowed, known: &KnownEvents) -> Result<Self, Failure> {
        let files = RuleFiles::read(arguments, Dialect::Relaxed)?;
        let mut rules = Self { set: RuleSet::new(), patterns: Vec::new(), names: Vec::new(), indices: HashMap::new() };
        let mut notes = Notes::default();
        notes.texts.extend(files.skipped.iter().map(|file| format!("note: skipped `{file}`, which has no rules")));
        let mut errors = Vec::new();
        for file in &files.files {
            if file.is_invalid() {
                errors.push(render_all(&file.diagnostics, &file.source()));
            } else {
                notes.warnings.extend(file.warnings());
            }
            for found in &file.rules {
                let rule = CheckedRule::of(file, found, known.schemas(), allowed);
                match found.target {
                    Target::Event => errors.extend(rules.add(&rule, &mut notes)?.err()),
                    Target::Record(_) => notes
                        .texts
                        .push(format!("note: `{}` filters records, not events, so it is left out", rule.place())),
                }
            }
        }
        if !errors.is_empty() {
            return Err(Failure::patterns(&errors));
        }
        notes.report();
        Ok(rules)
    }

    /// Adds a rule. The inner error contains the rendered diagnostics of an invalid pattern.
    fn add(&mut self, rule: &CheckedRule<'_>, notes: &mut Notes) -> Result<Result<(), String>, Failure> {
        let (pattern, text) = match rule.pattern() {
            Ok(pattern) => pattern,
            Err(error) => return Ok(Err(error)),
        };
        notes.add_rule(rule);
        let is_taken = self.indices.contains_key(&rule.found.name);
        let name = if is_taken { rule.place() } else { rule.found.name.clone() };
        self.set.add_accepted(name.clone(), &text).map_err(|error| Failure::rule(&error))?;
        self.patterns.push(pattern);
        self.indices.insert(name.clone(), self.names.len());
        self.names.push(name);
        Ok(Ok(()))
    }

    /// Returns the names of the rules.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns the names of the rules that match an event.
    pub(crate) fn matching_json(&self, event: &[u8]) -> Result<Vec<&str>, EventError> {
        match self.patterns.as_slice() {
            // A pattern is faster than a set with one rule.
            [pattern] => {
                let is_match = pattern.matches_json(event)?;
                Ok(self.names.iter().map(String::as_str).filter(|_| is_match).collect())
            }
            _ => self.set.matching_json(event).map(Iterator::collect),
        }
    }

    /// Returns the pattern of a rule.
    pub(crate) fn pattern(&self, name: &str) -> Option<&Pattern> {
        self.index_of(name).map(|index| &self.patterns[index])
    }

    /// Returns the index of a rule in [`names`](Self::names).
    pub(crate) fn index_of(&self, name: &str) -> Option<usize> {
        self.indices.get(name).copied()
    }
}

/// Reads the pattern of a command that takes a single rule and an event. Warnings are printed to standard error.
pub(crate) fn only_pattern(
    argument: &RuleArgument,
    allowed: &Allowed,
    known: &KnownEvents,
) -> Result<Pattern, Failure> {
    let files = RuleFiles::read(std::slice::from_ref(argument), Dialect::Relaxed)?;
    let (file, found) = files.only_rule()?;
    let mut notes = Notes::default();
    notes.warnings.extend(file.warnings());
    let mut rule = CheckedRule::of(file, found, known.schemas(), allowed);
    if let Some(event) = rule.diagnostics.iter_mut().find(|diagnostic| diagnostic.message == EVENT_MESSAGE) {
        event.help = Some("did you swap the pattern and the event?".to_owned());
        return Err(Failure::pattern(std::slice::from_ref(event), &rule.source));
    }
    if let Target::Record(_) = found.target {
        return Err(Failure::record_filter(&rule.place()));
    }
    let (pattern, _) = rule.pattern().map_err(|error| Failure::patterns(&[error]))?;
    notes.add_rule(&rule);
    notes.report();
    Ok(pattern)
}

/// What the user should know about the rules that run.
#[derive(Default)]
struct Notes {
    /// Rendered warnings.
    warnings: Vec<String>,
    /// Other notes.
    texts: Vec<String>,
    /// The files with comments, trailing commas or `$schema`.
    relaxed: Vec<String>,
    /// The rules with values that are only known when they are deployed.
    unknown: Vec<String>,
}

impl Notes {
    fn add_rule(&mut self, rule: &CheckedRule<'_>) {
        self.warnings.extend(rule.warnings());
        self.relaxed.extend(rule.is_relaxed().then(|| rule.place()));
        self.unknown.extend(rule.has_unknown().then(|| rule.place()));
    }

    fn report(&self) {
        if !self.warnings.is_empty() {
            output::report(&self.warnings.join("\n\n"));
        }
        self.texts.iter().for_each(|text| output::report(text));
        if let Some(rules) = counted(&self.unknown) {
            let verb = if self.unknown.len() == 1 { "has" } else { "have" };
            output::report(&format!(
                "note: {rules} {verb} values that are only known when it is deployed; any value satisfies them here"
            ));
        }
        if let Some(rules) = counted(&self.relaxed) {
            let verb = if self.relaxed.len() == 1 { "has" } else { "have" };
            output::report(&format!(
                "note: {rules} {verb} comments, trailing commas or `$schema`, which EventBridge does not accept\n \
                 = help: deploy the output of `event-pattern prefilter FILE`"
            ));
        }
    }
}

/// Returns the name of the first rule and the number of the others, such as `` `a.json` and 2 more rules ``.
fn counted(places: &[String]) -> Option<String> {
    let (first, rest) = places.split_first()?;
    Some(if rest.is_empty() { format!("`{first}`") } else { format!("`{first}` and {} more rules", rest.len()) })
}
