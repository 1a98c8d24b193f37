//! Files with cases: an object, a list of objects, or several objects one after the other, such as one per line.

use super::case::{Case, CaseReader, NameList, is_like_case, shifted};
use crate::arguments::S3Arguments;
use crate::encoding::invalid_utf8;
use crate::failure::{Failure, render_all};
use crate::input::{Input, inputs};
use crate::output;
use crate::rules::Rules;
use event_pattern_compiler::diagnostic::{Diagnostic, nearest};
use event_pattern_compiler::json::{Dialect, Value, ValueKind, read};
use event_pattern_compiler::pattern::print::quoted_list;
use event_pattern_compiler::source::Source;
use std::path::{Path, PathBuf};

/// The extensions of files in a folder that can contain cases.
const EXTENSIONS: [&str; 3] = ["json", "jsonl", "ndjson"];

/// Maximum number of names of rules in a message.
const MAX_NAMES: usize = 10;

/// A file with cases.
#[derive(Debug)]
pub(super) struct CaseFile {
    pub(super) input: Input,
    /// The name in messages.
    pub(super) name: String,
    /// The text. Invalid UTF-8 is replaced, so that messages can show the line.
    pub(super) text: String,
    pub(super) cases: Vec<Case>,
    diagnostics: Vec<Diagnostic>,
}

/// Reads the cases in files and folders. What is wrong with a file is in its diagnostics.
///
/// # Errors
/// Returns an error if a file cannot be read, or if a file or a folder has no cases.
pub(super) fn read_all(arguments: &[Input], may_lack_rules: bool) -> Result<Vec<CaseFile>, Failure> {
    let mut files = Vec::new();
    let mut skipped = Vec::new();
    for argument in arguments {
        if let Input::S3(url) = argument {
            return Err(Failure::not_an_archive(url));
        }
        let before = files.len();
        let is_folder = matches!(argument, Input::File(path) if path.is_dir());
        for input in inputs(std::slice::from_ref(argument), &S3Arguments::default())? {
            if is_folder && !has_extension(&input) {
                continue;
            }
            let (name, bytes) = (input.name(), input.read()?);
            let file = CaseFile::read(input, &bytes, may_lack_rules);
            match file {
                Some(file) => files.push(file),
                None if is_folder => skipped.push(name),
                None => return Err(Failure::no_cases(&name)),
            }
        }
        if files.len() == before {
            return Err(Failure::no_cases(&argument.name()));
        }
    }
    // A file that contains the event of a case is not meant to have cases.
    let events: Vec<PathBuf> = files.iter().flat_map(CaseFile::event_files).filter_map(canonical).collect();
    skipped.retain(|name| !canonical(name).is_some_and(|path| events.contains(&path)));
    for name in skipped {
        output::report(&format!("note: skipped `{name}`, which has no cases"));
    }
    Ok(files)
}

fn has_extension(input: &Input) -> bool {
    let Some(path) = input.path() else { return true };
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| EXTENSIONS.contains(&extension))
}

fn canonical(path: impl AsRef<Path>) -> Option<PathBuf> {
    path.as_ref().canonicalize().ok()
}

impl CaseFile {
    /// Reads the cases in a file. `None` if the first value in the file is not meant to be a case or a list of them.
    fn read(input: Input, bytes: &[u8], may_lack_rules: bool) -> Option<Self> {
        let name = input.name();
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut file = Self { input, name, text, cases: Vec::new(), diagnostics: Vec::new() };
        if let Err(error) = std::str::from_utf8(bytes) {
            file.diagnostics.push(invalid_utf8(bytes, error.valid_up_to()));
            return Some(file);
        }
        let mut reading = Reading { number: 0, line: 1, counted: 0, may_lack_rules };
        let mut offset = if file.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        while !file.text[offset..].trim_start().is_empty() {
            let parsed = read(&file.text[offset..], Dialect::Relaxed);
            let is_valid = parsed.diagnostics.is_empty();
            file.diagnostics.extend(parsed.diagnostics.into_iter().map(|mut diagnostic| {
                diagnostic.span = shifted(diagnostic.span, offset);
                diagnostic
            }));
            let Some(value) = parsed.value.filter(|_| is_valid) else { break };
            let values = match &value.kind {
                ValueKind::Array(elements) => elements.as_slice(),
                _ => std::slice::from_ref(&value),
            };
            if reading.number == 0 && !values.first().is_some_and(is_like_case) {
                return None;
            }
            for value in values {
                file.add(value, offset, &mut reading);
            }
            offset = parsed.trailing.map_or(file.text.len(), |trailing| offset + trailing.start);
        }
        (!file.cases.is_empty() || !file.diagnostics.is_empty()).then_some(file)
    }

    fn add(&mut self, value: &Value, offset: usize, reading: &mut Reading) {
        reading.number += 1;
        let start = offset + value.span.start;
        reading.line += self.text[reading.counted..start].matches('\n').count();
        reading.counted = start;
        let text = &self.text[offset..];
        let mut reader = CaseReader { text, offset, may_lack_rules: reading.may_lack_rules, diagnostics: Vec::new() };
        let case = reader.read(value, reading.number, reading.line);
        self.diagnostics.append(&mut reader.diagnostics);
        self.cases.extend(case);
    }

    /// Adds an error for each name that no rule has.
    pub(super) fn find_unknown_rules(&mut self, rules: &Rules) {
        let names = || rules.names().iter().map(String::as_str);
        let lists = self.cases.iter().flat_map(|case| [&case.rules, &case.not_rules]).flatten();
        for (name, span) in lists.flat_map(|list: &NameList| &list.names) {
            if rules.index_of(name).is_some() {
                continue;
            }
            let help = match nearest(name, names()) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None if rules.names().len() <= MAX_NAMES => format!("the rules are {}", quoted_list(names())),
                None => "use the names that `event-pattern test --rules DIR --event FILE` prints".to_owned(),
            };
            self.diagnostics.push(Diagnostic::error(*span, format!("no rule is named `{name}`")).with_help(help));
        }
    }

    /// Renders what is wrong with the file. `None` if nothing is.
    pub(super) fn errors(&self) -> Option<String> {
        let mut diagnostics = self.diagnostics.clone();
        diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        (!diagnostics.is_empty()).then(|| render_all(&diagnostics, &Source::new(&self.name, &self.text)))
    }

    /// Returns a path that is relative to the folder of this file.
    pub(super) fn resolve(&self, path: &str) -> PathBuf {
        self.input.path().and_then(Path::parent).unwrap_or(Path::new("")).join(path)
    }

    /// Returns the paths of the files with events.
    fn event_files(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.cases.iter().filter_map(|case| case.event_file()).map(|path| self.resolve(path))
    }
}

/// The state of reading a file.
struct Reading {
    /// Number of cases so far.
    number: usize,
    /// The line of the last case, and its offset.
    line: usize,
    counted: usize,
    may_lack_rules: bool,
}
