//! `check`: everything that is wrong or suspicious about patterns.

use super::set::{self, Member, NeverTogether, Related, Relations};
use crate::arguments::{CheckArguments, Format};
use crate::exit::Exit;
use crate::failure::{Failure, render_all};
use crate::input::Input;
use crate::{output, pattern_file};
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint, Severity};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::source::{Position, Source, Span};
use serde::Serialize;

/// Checks every file, and tells what was found in all of them.
pub(crate) fn run(arguments: &CheckArguments) -> Result<Exit, Failure> {
    let inputs = if arguments.sets { set::expand(&arguments.files)? } else { arguments.files.clone() };
    let mut files: Vec<CheckedFile> =
        inputs.iter().map(|file| CheckedFile::check(file, arguments)).collect::<Result<_, _>>()?;
    let rules: Vec<Option<(Span, Rule)>> = files.iter_mut().map(|file| file.rule.take()).collect();
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let relations = arguments.sets.then(|| {
        let rules = rules.iter().zip(&names).enumerate();
        let members = rules.filter_map(|(file, (rule, name))| {
            let (span, rule) = rule.as_ref()?;
            Some(Member { file, name, span: *span, rule })
        });
        Relations::find(members.collect(), arguments.event_type)
    });
    for (file, finding) in relations.iter().flat_map(Relations::findings) {
        if finding.name.is_none_or(|name| !arguments.allow.contains(&name)) {
            files[file].findings.push(finding);
        }
    }
    match arguments.format {
        Format::Text => print_text(&files, relations.as_ref())?,
        Format::Json => print_json(&files, relations.as_ref())?,
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
    /// What the pattern means, and where it starts, if it means anything.
    rule: Option<(Span, Rule)>,
}

impl CheckedFile {
    fn check(file: &Input, arguments: &CheckArguments) -> Result<Self, Failure> {
        let (name, bytes) = (file.name(), file.read()?);
        // What cannot be decoded is shown as well as it can be.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (mut findings, rule) = if let Some(undecodable) = pattern_file::undecodable(&bytes) {
            (vec![undecodable], None)
        } else {
            let parsed = parse_for(arguments.event_type, &text, Dialect::Relaxed);
            let findings = check(&parsed, arguments.event_type);
            let start = parsed.value.map_or(0, |value| value.span.start);
            (findings, parsed.lowered.map(|lowered| (Span::new(start, start + 1), lowered.rule)))
        };
        findings.retain(|finding| finding.name.is_none_or(|name| !arguments.allow.contains(&name)));
        Ok(Self { name, text, findings, rule })
    }

    fn source(&self) -> Source<'_> {
        Source::new(&self.name, &self.text)
    }
}

fn print_text(files: &[CheckedFile], relations: Option<&Relations<'_>>) -> Result<(), Failure> {
    let found = files.iter().filter(|file| !file.findings.is_empty());
    let texts = found.map(|file| render_all(&file.findings, &file.source()));
    let texts: Vec<String> = texts.chain(relations.and_then(Relations::text)).collect();
    if texts.is_empty() { Ok(()) } else { output::print(&texts.join("\n\n")) }
}

fn print_json(files: &[CheckedFile], relations: Option<&Relations<'_>>) -> Result<(), Failure> {
    let findings: Vec<Finding> = files
        .iter()
        .flat_map(|file| file.findings.iter().map(|finding| Finding::new(finding, &file.source())))
        .collect();
    let json = match relations {
        None => serde_json::to_string_pretty(&findings),
        Some(relations) => serde_json::to_string_pretty(&SetFindings {
            findings,
            relations: relations.related(),
            never_together: relations.never_together(),
        }),
    };
    output::print(&json.map_err(|error| Failure::unwritable(&error.into()))?)
}

/// What was found in a set, for programs.
#[derive(Serialize)]
struct SetFindings<'f> {
    findings: Vec<Finding<'f>>,
    relations: Vec<Related<'f>>,
    never_together: Vec<NeverTogether<'f>>,
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
            name: finding.name.map(Lint::as_str),
            severity: match finding.severity {
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            message: &finding.message,
            reason: finding.reason.as_deref(),
            help: finding.help.as_deref(),
            start: place(finding.span.start),
            end: place(finding.span.end),
        }
    }
}
