//! `check`: reports errors and warnings in patterns.

use super::rule_set::{self, Member, NeverTogether, Related, Relations};
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

/// Checks all files and prints their diagnostics.
pub(crate) fn run(arguments: &CheckArguments) -> Result<Exit, Failure> {
    let inputs = if arguments.sets { rule_set::expand_folders(&arguments.files)? } else { arguments.files.clone() };
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
    for (file, diagnostic) in relations.iter().flat_map(Relations::diagnostics) {
        if diagnostic.lint.is_none_or(|name| !arguments.allow.contains(&name)) {
            files[file].diagnostics.push(diagnostic);
        }
    }
    match arguments.format {
        Format::Text => print_text(&files, relations.as_ref())?,
        Format::Json => print_json(&files, relations.as_ref())?,
    }
    let count = |severity| {
        let diagnostics = files.iter().flat_map(|file| &file.diagnostics);
        diagnostics.filter(|diagnostic| diagnostic.severity == severity).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let has_failed = errors > 0 || (warnings > 0 && arguments.deny_warnings);
    Ok(if has_failed { Exit::InvalidPattern } else { Exit::Success })
}

/// A file and its diagnostics.
struct CheckedFile {
    name: String,
    text: String,
    diagnostics: Vec<Diagnostic>,
    /// The rule, and the span of the first character of its pattern. `None` if the pattern is invalid.
    rule: Option<(Span, Rule)>,
}

impl CheckedFile {
    fn check(file: &Input, arguments: &CheckArguments) -> Result<Self, Failure> {
        let (name, bytes) = (file.name(), file.read()?);
        // Invalid UTF-8 is replaced, so that messages can show the line.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (mut diagnostics, rule) = if let Some(error) = pattern_file::decoding_error(&bytes) {
            (vec![error], None)
        } else {
            let parsed = parse_for(arguments.event_type, &text, Dialect::Relaxed);
            let diagnostics = check(&parsed, arguments.event_type);
            let start = parsed.value.map_or(0, |value| value.span.start);
            (diagnostics, parsed.lowered.map(|lowered| (Span::new(start, start + 1), lowered.rule)))
        };
        diagnostics.retain(|diagnostic| diagnostic.lint.is_none_or(|name| !arguments.allow.contains(&name)));
        Ok(Self { name, text, diagnostics, rule })
    }

    fn source(&self) -> Source<'_> {
        Source::new(&self.name, &self.text)
    }
}

fn print_text(files: &[CheckedFile], relations: Option<&Relations<'_>>) -> Result<(), Failure> {
    let files = files.iter().filter(|file| !file.diagnostics.is_empty());
    let texts = files.map(|file| render_all(&file.diagnostics, &file.source()));
    let texts: Vec<String> = texts.chain(relations.and_then(Relations::text)).collect();
    if texts.is_empty() { Ok(()) } else { output::print(&texts.join("\n\n")) }
}

fn print_json(files: &[CheckedFile], relations: Option<&Relations<'_>>) -> Result<(), Failure> {
    let findings: Vec<JsonDiagnostic> = files
        .iter()
        .flat_map(|file| file.diagnostics.iter().map(|diagnostic| JsonDiagnostic::new(diagnostic, &file.source())))
        .collect();
    let json = match relations {
        None => serde_json::to_string_pretty(&findings),
        Some(relations) => serde_json::to_string_pretty(&JsonReport {
            findings,
            relations: relations.related(),
            never_together: relations.never_together(),
        }),
    };
    output::print(&json.map_err(|error| Failure::unwritable(&error.into()))?)
}

/// The JSON output of `check --sets`.
#[derive(Serialize)]
struct JsonReport<'f> {
    findings: Vec<JsonDiagnostic<'f>>,
    relations: Vec<Related<'f>>,
    never_together: Vec<NeverTogether<'f>>,
}

/// A diagnostic in the JSON output.
#[derive(Serialize)]
struct JsonDiagnostic<'f> {
    file: String,
    name: Option<&'static str>,
    severity: &'static str,
    message: &'f str,
    reason: Option<&'f str>,
    help: Option<&'f str>,
    start: Location,
    end: Location,
}

/// A location in a file. `line` and `column` are counted from 1, and `offset` is in bytes.
#[derive(Serialize)]
struct Location {
    line: usize,
    column: usize,
    offset: usize,
}

impl<'f> JsonDiagnostic<'f> {
    fn new(diagnostic: &'f Diagnostic, source: &Source<'_>) -> Self {
        let location = |offset: usize| {
            let Position { line, column } = source.position(offset);
            Location { line, column, offset: offset.min(source.text.len()) }
        };
        Self {
            file: source.name.to_owned(),
            name: diagnostic.lint.map(Lint::as_str),
            severity: match diagnostic.severity {
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            message: &diagnostic.message,
            reason: diagnostic.reason.as_deref(),
            help: diagnostic.help.as_deref(),
            start: location(diagnostic.span.start),
            end: location(diagnostic.span.end),
        }
    }
}
