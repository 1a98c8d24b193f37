//! Folders of rules: every file `*.json` is a pattern, and its name is the rule's.

use crate::failure::Failure;
use crate::input::Input;
use crate::{output, pattern_file};
use event_pattern::{EventError, Pattern, RuleSet};
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The rules of a folder, in the order of their names.
#[derive(Debug)]
pub(crate) struct Rules {
    set: RuleSet,
    /// The only rule, which is quicker alone than as a set.
    only: Option<Pattern>,
    names: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Rules {
    /// Reads all patterns of a folder as the service does. Everything that is wrong with any of them is told at once; what
    /// is suspicious about valid ones goes to standard error.
    pub(crate) fn read(folder: &Path) -> Result<Self, Failure> {
        let mut rules = Self { set: RuleSet::new(), only: None, names: Vec::new(), numbers: HashMap::new() };
        let (mut refusals, mut warnings) = (Vec::new(), Vec::new());
        for path in pattern_files(folder)? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let input = Input::File(path);
            let bytes = input.read()?;
            match pattern_file::judge(&input.name(), &bytes) {
                Ok(judged) => {
                    warnings.extend(judged.warnings);
                    rules.set.add(name.clone(), judged.text).map_err(|error| Failure::rule(&error))?;
                    rules.only = Some(judged.pattern).filter(|_| rules.names.is_empty());
                    rules.numbers.insert(name.clone(), rules.names.len());
                    rules.names.push(name);
                }
                Err(refusal) => refusals.push(refusal),
            }
        }
        if !refusals.is_empty() {
            return Err(Failure::patterns(&refusals));
        }
        if !warnings.is_empty() {
            output::report(&warnings.join("\n\n"));
        }
        Ok(rules)
    }

    /// The names of the rules.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The names of the rules that match an event.
    pub(crate) fn matching_json(&self, event: &[u8]) -> Result<Vec<&str>, EventError> {
        match &self.only {
            Some(only) => {
                let is_match = only.matches_json(event)?;
                Ok(self.names.iter().map(String::as_str).filter(|_| is_match).collect())
            }
            None => self.set.matching_json(event).map(Iterator::collect),
        }
    }

    /// The place of a rule among the names.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }
}

/// The files `*.json` of a folder, in the order of their names.
fn pattern_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| Failure::unreadable(&folder.display().to_string(), &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension() == Some(OsStr::new("json")) && !path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() { Err(Failure::no_rules(&folder.display().to_string())) } else { Ok(paths) }
}
