//! `check`: reports errors and warnings in patterns. `json` formats them for other programs, `schemas` reports what the
//! patterns were checked against, and `strict` finds what EventBridge does not have.

mod json;
mod schemas;
mod strict;

use super::rule_set::{Member, Relations};
use crate::arguments::{CheckArguments, Format};
use crate::exit::Exit;
use crate::failure::{Failure, render_all};
use crate::input::Input;
use crate::known_events::KnownEvents;
use crate::{output, pattern_file, rules_folder};
use event_pattern_compiler::check::{Coverage, check, coverage};
use event_pattern_compiler::diagnostic::{Diagnostic, Severity};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::{Source, Span};

/// Checks all files and prints their diagnostics.
pub(crate) fn run(arguments: &CheckArguments) -> Result<Exit, Failure> {
    let known = KnownEvents::read(&arguments.documents)?;
    let schemas = known.schemas_for(arguments.event_type.as_deref())?;
    let inputs = rules_folder::expand_folders(&arguments.files)?;
    let files = inputs.iter().map(|file| CheckedFile::check(file, schemas, arguments));
    let mut files: Vec<CheckedFile<'_>> = files.collect::<Result<_, _>>()?;
    let rules: Vec<Option<(Span, Rule)>> = files.iter_mut().map(|file| file.rule.take()).collect();
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let relations = arguments.sets.then(|| {
        let rules = rules.iter().zip(&names).enumerate();
        let members = rules.filter_map(|(file, (rule, name))| {
            let (span, rule) = rule.as_ref()?;
            Some(Member { file, name, span: *span, rule })
        });
        Relations::find(members.collect(), schemas)
    });
    for (file, diagnostic) in relations.iter().flat_map(Relations::diagnostics) {
        files[file].diagnostics.extend(arguments.allowed.filter(vec![diagnostic]));
    }
    match arguments.format {
        Format::Text => {
            print_text(&files, relations.as_ref())?;
            if !arguments.quiet {
                output::report(&schemas::summary(&files));
            }
        }
        Format::Json => json::print(&files, relations.as_ref())?,
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
struct CheckedFile<'s> {
    name: String,
    text: String,
    diagnostics: Vec<Diagnostic>,
    /// The rule, and the span of the first character of its pattern. `None` if the pattern is invalid.
    rule: Option<(Span, Rule)>,
    /// What the pattern was checked against. `None` if the pattern is invalid.
    coverage: Option<Coverage<'s>>,
}

impl<'s> CheckedFile<'s> {
    fn check(file: &Input, schemas: Schemas<'s>, arguments: &CheckArguments) -> Result<Self, Failure> {
        let (name, bytes) = (file.name(), file.read()?);
        // Invalid UTF-8 is replaced, so that messages can show the line.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some(error) = pattern_file::file_error(&bytes) {
            return Ok(Self { name, text, diagnostics: vec![error], rule: None, coverage: None });
        }
        let dialect = if arguments.strict { Dialect::Strict } else { Dialect::Relaxed };
        let parsed = parse_for(schemas, &text, dialect);
        let mut diagnostics = arguments.allowed.filter(check(&parsed, schemas));
        let pattern = parsed.pattern.as_ref().filter(|_| parsed.lowered.is_some());
        let start = parsed.value.as_ref().map_or(0, |value| value.span.start);
        let start = Span::new(start, start + 1);
        let coverage = pattern.map(|_| coverage(&parsed, schemas));
        if let (Some(pattern), Some(coverage)) = (pattern, &coverage) {
            if arguments.strict {
                diagnostics.extend(strict::check(pattern));
            }
            if arguments.require_schema {
                diagnostics.extend(self::schemas::missing(pattern, coverage, start));
            }
        }
        let rule = parsed.lowered.map(|lowered| (start, lowered.rule));
        Ok(Self { name, text, diagnostics, rule, coverage })
    }

    fn source(&self) -> Source<'_> {
        Source::new(&self.name, &self.text)
    }
}

fn print_text(files: &[CheckedFile<'_>], relations: Option<&Relations<'_>>) -> Result<(), Failure> {
    let files = files.iter().filter(|file| !file.diagnostics.is_empty());
    let texts = files.map(|file| render_all(&file.diagnostics, &file.source()));
    let texts: Vec<String> = texts.chain(relations.and_then(Relations::text)).collect();
    if texts.is_empty() { Ok(()) } else { output::print(&texts.join("\n\n")) }
}
