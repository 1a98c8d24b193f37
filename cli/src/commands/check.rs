//! `check`: everything that is wrong or suspicious about patterns.

use crate::arguments::{CheckArguments, Format};
use crate::exit::Exit;
use crate::failure::{Failure, render_all};
use crate::input::Input;
use crate::{output, pattern_file};
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Name, Severity};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::source::{Position, Source};
use serde::Serialize;

/// Checks every file, and tells what was found in all of them.
pub(crate) fn run(arguments: &CheckArguments) -> Result<Exit, Failure> {
    let files: Vec<CheckedFile> =
        arguments.files.iter().map(|file| CheckedFile::check(file, arguments)).collect::<Result<_, _>>()?;
    match arguments.format {
        Format::Text => print_text(&files)?,
        Format::Json => print_json(&files)?,
    }
    let count = |severity| {
        let findings = files.iter().flat_map(|file| &file.findings);
        findings.filter(|finding| finding.severity == severity).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let is_wrong = errors > 0 || (warnings > 0 && arguments.deny_warnings);
    Ok(if is_wrong { Exit::InvalidPattern } else { Exit::Success })
}

/// A file and what was found in it.
struct CheckedFile {
    name: String,
    text: String,
    findings: Vec<Diagnostic>,
}

impl CheckedFile {
    fn check(file: &Input, arguments: &CheckArguments) -> Result<Self, Failure> {
        let (name, bytes) = (file.name(), file.read()?);
        // What cannot be decoded is shown as well as it can be.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut findings = pattern_file::undecodable(&bytes).map_or_else(
            || check(&parse_for(arguments.event_type, &text, Dialect::Relaxed), arguments.event_type),
            |undecodable| vec![undecodable],
        );
        findings.retain(|finding| finding.name.is_none_or(|name| !arguments.allow.contains(&name)));
        Ok(Self { name, text, findings })
    }

    fn source(&self) -> Source<'_> {
        Source::new(&self.name, &self.text)
    }
}

fn print_text(files: &[CheckedFile]) -> Result<(), Failure> {
    let found = files.iter().filter(|file| !file.findings.is_empty());
    let texts: Vec<String> = found.map(|file| render_all(&file.findings, &file.source())).collect();
    if texts.is_empty() { Ok(()) } else { output::print(&texts.join("\n\n")) }
}

fn print_json(files: &[CheckedFile]) -> Result<(), Failure> {
    let findings: Vec<Finding> = files
        .iter()
        .flat_map(|file| file.findings.iter().map(|finding| Finding::new(finding, &file.source())))
        .collect();
    let json = serde_json::to_string_pretty(&findings).map_err(|error| Failure::unwritable(&error.into()))?;
    output::print(&json)
}

/// A finding for programs.
#[derive(Serialize)]
struct Finding<'f> {
    file: String,
    name: Option<&'static str>,
    severity: &'static str,
    message: &'f str,
    reason: Option<&'f str>,
    help: Option<&'f str>,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    offset: usize,
}

impl<'f> Finding<'f> {
    fn new(finding: &'f Diagnostic, source: &Source<'_>) -> Self {
        let place = |offset: usize| {
            let Position { line, column } = source.position(offset);
            Place { line, column, offset: offset.min(source.text.len()) }
        };
        Self {
            file: source.name.to_owned(),
            name: finding.name.map(Name::as_str),
            severity: match finding.severity {
                Severity::Warning => "warning",
                _ => "error",
            },
            message: &finding.message,
            reason: finding.reason.as_deref(),
            help: finding.help.as_deref(),
            start: place(finding.span.start),
            end: place(finding.span.end),
        }
    }
}
