//! Reads patterns from files with rules: patterns, templates, and the output of AWS commands. `FILE#NAME` is one rule of
//! a file.

use crate::body::ParsedBody;
use crate::glob::file_name;
use crate::report;
use crate::syntax::{Error, Result, StringLiteral};
use crate::tracked::Tracked;
use crate::{File, Files};
use event_pattern_compiler::Parsed;
use event_pattern_compiler::diagnostic::{Diagnostic, Severity};
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::Source;
use event_pattern_templates::{FoundRule, Options, Target, read};
use std::fmt::Write as _;

/// Parses the pattern in the file that a string names.
///
/// # Errors
/// Returns an error if the file cannot be read, or if the string does not name a rule for events. Errors in the file are
/// diagnostics.
pub(super) fn parse_file(schemas: Schemas<'_>, literal: &StringLiteral, files: &dyn Files) -> Result<ParsedBody> {
    let error = |message: String| Error::new(literal.span, message);
    let (path, name, file) = open(&literal.value, files).map_err(error)?;
    let folder = &path[..path.len() - file_name(path).len()];
    let in_folder = InFolder { folder, tracked: Tracked::new(files, file.path) };
    let text = file.text;
    let read = read(&text, &Options::new(path).with_files(&in_folder));
    let tracking = in_folder.tracked.items();
    let rejected = |diagnostics: Vec<Diagnostic>| {
        let parsed = Parsed { value: None, pattern: None, lowered: None, diagnostics };
        Ok(ParsedBody { tracking: tracking.clone(), ..ParsedBody::of_text(parsed, path, text.clone(), literal) })
    };
    let read = match read {
        Ok(read) => read,
        Err(diagnostics) => return rejected(diagnostics),
    };
    if let Some(unread) = read.unread.iter().find(|unread| name == Some(&unread.name)) {
        let mut reason = unread.reason.clone();
        reason.severity = Severity::Error;
        return rejected(vec![reason]);
    }
    let found = name.map_or_else(|| read.only_rule(), |name| read.rule(name));
    let found = found.map_err(|(message, help)| {
        let mut message = format!("{message} in `{path}`");
        for note in &read.notes {
            let _ = write!(message, "\n= note: {}", note.message);
        }
        error(format!("{message}\n= help: {help}"))
    })?;
    if let Target::Record(source) = found.target {
        let (name, record) = (&found.name, &source.schema().title);
        let message = format!("the pattern of `{name}` in `{path}` is for a {record}, not for an event of EventBridge");
        return Err(error(format!("{message}\n= help: check it with `event-pattern check {path}`")));
    }
    let source = Source::new(path, &text);
    // If a rule is named, the notes are about other parts of the file.
    let notes = read.notes.iter().filter(|_| name.is_none());
    let warnings = notes.map(|note| report::warning(&note.render_message(&source), literal.span)).collect();
    let parsed = found.parse(schemas);
    let deployed = deployed(found, &parsed);
    let body = match &found.file {
        Some(included) => {
            ParsedBody::of_text(parsed, &format!("{folder}{}", included.name), included.text.clone(), literal)
        }
        None => ParsedBody::of_text(parsed, path, text, literal),
    };
    Ok(ParsedBody { deployed, tracking, warnings, ..body })
}

/// Opens the file that a string names. Also returns the path of the file, and the name of the rule in it, if it is given.
fn open<'s>(string: &'s str, files: &dyn Files) -> std::result::Result<(&'s str, Option<&'s str>, File), String> {
    // A file can have a `#` in its name.
    match (files.read(string), string.rsplit_once('#')) {
        (Ok(file), _) => Ok((string, None, file)),
        (Err(_), Some((path, name))) if !path.is_empty() && !name.is_empty() => {
            Ok((path, Some(name), files.read(path)?))
        }
        (Err(message), _) => Err(message),
    }
}

/// Returns the text of a rule as it is deployed, unless the rule has the `source` or the `detail-type` of its event type in
/// addition.
fn deployed(found: &FoundRule, parsed: &Parsed) -> Option<String> {
    let text = found.deployed.as_ref()?;
    let is_same = parsed.value.as_ref()?.to_json() == found.pattern.as_ref()?.to_json();
    is_same.then(|| text.clone())
}

/// The files in the folder of a template.
struct InFolder<'f> {
    /// The folder with a slash at the end; empty for the folder of the crate.
    folder: &'f str,
    tracked: Tracked<'f>,
}

impl event_pattern_templates::Files for InFolder<'_> {
    fn text(&self, path: &str) -> Option<String> {
        let is_absolute = std::path::Path::new(path).is_absolute();
        self.tracked.text(&if is_absolute { path.to_owned() } else { format!("{}{path}", self.folder) })
    }
}
