//! Rules in files. In a folder of rules, each `*.json` file is a pattern. The file name is the name of the rule.

use crate::arguments::Allowed;
use crate::failure::Failure;
use crate::input::Input;
use crate::known_events::KnownEvents;
use crate::{output, pattern_file};
use event_pattern::{EventError, Pattern, RuleSet};
use event_pattern_compiler::json::Dialect;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The rules in a folder, sorted by file name, or a single rule.
#[derive(Debug)]
pub(crate) struct Rules {
    set: RuleSet,
    /// The pattern of the rule if there is only one. A pattern is faster than a set with one rule.
    single_rule: Option<Pattern>,
    names: Vec<String>,
    indices: HashMap<String, usize>,
}

impl Rules {
    /// Reads all patterns in a folder, in the same way as [`read_files`](Self::read_files).
    pub(crate) fn read(folder: &Path, allowed: &Allowed, known: &KnownEvents) -> Result<Self, Failure> {
        Self::read_files(&files_in(folder)?, allowed, known)
    }

    /// Reads the patterns in these files. If any pattern is invalid, the error contains the diagnostics of all invalid
    /// patterns. Warnings are printed to standard error.
    pub(crate) fn read_files(files: &[Input], allowed: &Allowed, known: &KnownEvents) -> Result<Self, Failure> {
        let mut rules = Self { set: RuleSet::new(), single_rule: None, names: Vec::new(), indices: HashMap::new() };
        let (mut errors, mut warnings, mut relaxed) = (Vec::new(), Vec::new(), Vec::new());
        for input in files {
            let name = match input {
                Input::File(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
                Input::Standard => input.name(),
            };
            let bytes = input.read()?;
            match pattern_file::check(&input.name(), &bytes, Dialect::Relaxed, allowed, known) {
                Ok(checked) => {
                    relaxed.extend(checked.is_relaxed().then(|| input.name()));
                    warnings.extend(checked.warnings);
                    rules.set.add_accepted(name.clone(), &checked.text).map_err(|error| Failure::rule(&error))?;
                    rules.single_rule = Some(checked.pattern).filter(|_| rules.names.is_empty());
                    rules.indices.insert(name.clone(), rules.names.len());
                    rules.names.push(name);
                }
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(Failure::patterns(&errors));
        }
        if !warnings.is_empty() {
            output::report(&warnings.join("\n\n"));
        }
        pattern_file::report_relaxed(&relaxed);
        Ok(rules)
    }

    /// Returns the names of the rules.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns the names of the rules that match an event.
    pub(crate) fn matching_json(&self, event: &[u8]) -> Result<Vec<&str>, EventError> {
        match &self.single_rule {
            Some(pattern) => {
                let is_match = pattern.matches_json(event)?;
                Ok(self.names.iter().map(String::as_str).filter(|_| is_match).collect())
            }
            None => self.set.matching_json(event).map(Iterator::collect),
        }
    }

    /// Returns the index of a rule in [`names`](Self::names).
    pub(crate) fn index_of(&self, name: &str) -> Option<usize> {
        self.indices.get(name).copied()
    }
}

/// Replaces each folder with the rules in it.
pub(crate) fn expand_folders(files: &[Input]) -> Result<Vec<Input>, Failure> {
    let mut expanded = Vec::new();
    for file in files {
        match file {
            Input::File(path) if path.is_dir() => expanded.extend(files_in(path)?),
            _ => expanded.push(file.clone()),
        }
    }
    Ok(expanded)
}

/// Returns the `*.json` files in a folder, sorted by name.
fn files_in(folder: &Path) -> Result<Vec<Input>, Failure> {
    let name = folder.display().to_string();
    if folder.is_file() {
        return Err(Failure::not_a_folder(&name));
    }
    let paths = files_with(folder, &["json"])?;
    if paths.is_empty() { Err(Failure::no_rules(&name)) } else { Ok(paths.into_iter().map(Input::File).collect()) }
}

/// Returns the files in a folder that have one of these extensions, sorted by name.
pub(crate) fn files_with(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let name = folder.display().to_string();
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| Failure::unreadable(&name, &error))?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    let has_extension = |path: &PathBuf| {
        path.extension().and_then(OsStr::to_str).is_some_and(|extension| extensions.contains(&extension))
    };
    paths.retain(|path| has_extension(path) && !path.is_dir());
    paths.sort();
    Ok(paths)
}
