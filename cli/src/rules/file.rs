//! The rules in files.

use super::argument::RuleArgument;
use super::folder;
use crate::encoding::invalid_utf8;
use crate::failure::{Failure, render_all};
use crate::input::Input;
use crate::watch;
use event_pattern_compiler::diagnostic::{Diagnostic, Diagnostics, Severity, nearest};
use event_pattern_compiler::json::{Dialect, Member, Value, ValueKind, read};
use event_pattern_compiler::parse_value;
use event_pattern_compiler::pattern::{OR_KEY, is_event};
use event_pattern_compiler::schema::{Schema, Schemas};
use event_pattern_compiler::source::Source;
use event_pattern_templates::{self as templates, Files, Form, FoundRule, Options};
use std::fs;
use std::path::{Path, PathBuf};

/// A file with rules.
#[derive(Debug)]
pub(crate) struct RuleFile {
    /// The name in messages.
    pub(crate) name: String,
    /// The path. `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    /// The text. Invalid UTF-8 is replaced, so that messages can show the line.
    pub(crate) text: String,
    /// What the file is. `None` if it cannot be read.
    pub(crate) form: Option<Form>,
    /// The rules, in the order of the file.
    pub(crate) rules: Vec<FoundRule>,
    /// What is wrong with the file, apart from its patterns.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The files that the arguments name.
#[derive(Debug, Default)]
pub(crate) struct RuleFiles {
    /// The files, in the order of the arguments. Files of a folder are sorted by path.
    pub(crate) files: Vec<RuleFile>,
    /// The names of files in folders that contain no rules.
    pub(crate) skipped: Vec<String>,
}

impl RuleFiles {
    /// Reads all files. What is wrong with them is in their diagnostics.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read, if a folder has no rules, or if a file has no rule with a given name.
    pub(crate) fn read(arguments: &[RuleArgument], dialect: Dialect) -> Result<Self, Failure> {
        let mut all = Self::default();
        for argument in arguments {
            match (&argument.input, argument.rule.as_deref()) {
                (Input::File(path), Some(rule)) if path.is_dir() => {
                    return Err(Failure::rule_of_folder(&argument.input.name(), rule));
                }
                (Input::File(path), None) if path.is_dir() => all.add_folder(path, dialect)?,
                (input, rule) => all.files.push(RuleFile::read(input, rule, dialect)?.only(rule)?),
            }
        }
        Ok(all)
    }

    fn add_folder(&mut self, folder: &Path, dialect: Dialect) -> Result<(), Failure> {
        let count = self.files.len();
        for path in folder::rule_files(folder)? {
            let file = RuleFile::read(&Input::File(path), None, dialect)?;
            if file.may_have_rules() {
                self.files.push(file);
            } else {
                self.skipped.push(file.name);
            }
        }
        if self.files.len() == count { Err(Failure::no_rules(&folder.display().to_string())) } else { Ok(()) }
    }

    /// Returns the only rule.
    ///
    /// # Errors
    /// Returns an error if a file is invalid, or if there are several rules.
    pub(crate) fn only_rule(&self) -> Result<(&RuleFile, &FoundRule), Failure> {
        if let Some(file) = self.files.iter().find(|file| file.is_invalid()) {
            return Err(Failure::pattern(&file.diagnostics, &file.source()));
        }
        let mut rules = self.rules();
        if let (Some(only), None) = (rules.next(), rules.next()) {
            return Ok(only);
        }
        let names: Vec<&str> = self.rules().map(|(_, rule)| rule.name.as_str()).collect();
        let file = self.files.first().map_or("", |file| file.name.as_str());
        Err(Failure::several_rules(file, &names))
    }

    /// Returns all rules, each with its file.
    pub(crate) fn rules(&self) -> impl Iterator<Item = (&RuleFile, &FoundRule)> {
        self.files.iter().flat_map(|file| file.rules.iter().map(move |rule| (file, rule)))
    }
}

impl RuleFile {
    /// Reads a file. It is an error if the rule with the given name cannot be read, but only a warning if another one
    /// cannot.
    fn read(input: &Input, rule: Option<&str>, dialect: Dialect) -> Result<Self, Failure> {
        let (name, bytes) = (input.name(), input.read()?);
        let path = input.path().map(Path::to_owned);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Err(error) = std::str::from_utf8(&bytes) {
            let diagnostics = vec![invalid_utf8(&bytes, error.valid_up_to())];
            return Ok(Self { name, path, text, form: None, rules: Vec::new(), diagnostics });
        }
        let folder = path.as_deref().and_then(Path::parent);
        let folder = InFolder(folder.unwrap_or(Path::new("")).to_owned());
        let options = Options::new(&name).with_dialect(dialect).with_files(&folder);
        Ok(match templates::read(&text, &options) {
            Ok(read) => {
                let unread = read.unread.into_iter().map(|mut unread| {
                    if rule == Some(unread.name.as_str()) {
                        unread.reason.severity = Severity::Error;
                    }
                    unread.reason
                });
                let diagnostics = unread.chain(read.notes).collect();
                Self { name, path, text, form: Some(read.form), rules: read.rules, diagnostics }
            }
            Err(diagnostics) => Self { name, path, text, form: None, rules: Vec::new(), diagnostics },
        })
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source::new(&self.name, &self.text)
    }

    /// Whether anything is wrong with the file as a whole.
    pub(crate) fn is_invalid(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Renders what is wrong with the file as a whole. `None` if nothing is.
    pub(super) fn warnings(&self) -> Option<String> {
        (!self.diagnostics.is_empty()).then(|| render_all(&self.diagnostics, &self.source()))
    }

    /// Returns the file with only one of its rules, if the name of a rule is given.
    fn only(mut self, name: Option<&str>) -> Result<Self, Failure> {
        let Some(name) = name else { return Ok(self) };
        if self.is_invalid() {
            self.rules.clear();
            return Ok(self);
        }
        let position = self.rules.iter().position(|rule| rule.name == name);
        let position = position.ok_or_else(|| {
            let names: Vec<&str> = self.rules.iter().map(|rule| rule.name.as_str()).collect();
            Failure::unknown_rule(&self.name, name, nearest(name, names.iter().copied()), &names)
        })?;
        self.rules = vec![self.rules.swap_remove(position)];
        Ok(self)
    }

    /// Whether the file should contain JSON.
    pub(crate) fn has_json_extension(&self) -> bool {
        Path::new(&self.name).extension().is_some_and(|extension| extension == "json")
    }

    fn is_json(&self) -> bool {
        !self.text.contains(char::REPLACEMENT_CHARACTER) && read(&self.text, Dialect::Relaxed).value.is_some()
    }

    /// Whether a file of a folder was probably meant to have rules.
    fn may_have_rules(&self) -> bool {
        match (self.form, self.rules.first().map(|rule| &rule.pattern)) {
            (Some(Form::Pattern), Some(Some(value))) => is_like_pattern(value) && !is_delivered_event(value),
            (Some(_), _) => true,
            (None, _) if self.has_json_extension() && !self.is_json() => true,
            (None, _) => PATTERN_KEYS.iter().any(|key| self.text.contains(key)),
        }
    }
}

/// The keys of patterns in templates.
const PATTERN_KEYS: [&str; 6] =
    ["EventPattern", "FilterCriteria", "eventBridge", "eventPattern", "event_pattern", "filter_criteria"];

/// Whether a value is an event as EventBridge delivers it, and not a pattern whose values are not in lists.
fn is_delivered_event(value: &Value) -> bool {
    let has = |name: &str| matches!(&value.kind, ValueKind::Object(members) if members.iter().any(|one| one.key.as_str() == Some(name)));
    is_event(value) && has("id") && has("time")
}

/// Whether EventBridge accepts a value as a pattern, or a key of it is an outer field of events with a condition, or a
/// misspelling of one.
fn is_like_pattern(value: &Value) -> bool {
    if parse_value(Schemas::default(), value.clone(), Diagnostics::new()).lowered.is_some() {
        return true;
    }
    let is_meant = |key: &str| key == OR_KEY || nearest(key, ["source", "detail-type", "detail"].into_iter()).is_some();
    let envelope = Schema::envelope();
    let is_condition = |Member { key, value, .. }: &Member| {
        let is_outer = |key| envelope.root.field(key).is_some() && matches!(value.kind, ValueKind::Array(_));
        key.as_str().is_some_and(|key| is_meant(key) || is_outer(key))
    };
    matches!(&value.kind, ValueKind::Object(members) if members.is_empty() || members.iter().any(is_condition))
}

/// The files in the folder of a template.
struct InFolder(PathBuf);

impl Files for InFolder {
    fn text(&self, path: &str) -> Option<String> {
        let path = self.0.join(path);
        watch::opening(&path);
        fs::read_to_string(path).ok()
    }
}
