//! `check`: reports errors and warnings in patterns. `schemas` reports what the patterns were checked against, and
//! `strict` finds what EventBridge does not have. `json`, `sarif` and `github` format a `located` diagnostic for other
//! programs.

mod github;
mod json;
mod located;
mod sarif;
mod schemas;
mod strict;

use super::rule_set::{Member, Relations};
use crate::arguments::{CheckArguments, CheckFormat};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::known_events::KnownEvents;
use crate::output;
use crate::parallel;
use crate::rules::{CheckedRule, RuleFile, RuleFiles};
use event_pattern_compiler::check::{Coverage, coverage};
use event_pattern_compiler::diagnostic::{Diagnostic, Severity, Style};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::{Source, Span};
use event_pattern_templates::{FoundRule, Target};
use located::Located;

/// Checks all files and prints their diagnostics.
pub(crate) fn run(arguments: &CheckArguments) -> Result<Exit, Failure> {
    let known = KnownEvents::read(&arguments.documents)?;
    let schemas = known.schemas_for(arguments.event_type.as_deref())?;
    let dialect = if arguments.strict { Dialect::Strict } else { Dialect::Relaxed };
    let files = RuleFiles::read(&arguments.files, dialect)?;
    let mut patterns = Vec::new();
    let mut findings = Vec::new();
    let rules: Vec<(&RuleFile, &FoundRule)> = files.rules().collect();
    let mut checked = parallel::map(&rules, |(file, rule)| check_rule(file, rule, schemas, arguments)).into_iter();
    for file in &files.files {
        let source = file.source();
        add(source, file.diagnostics.clone(), &mut findings);
        if file.rules.is_empty() {
            patterns.push(CheckedPattern { name: file.name.clone(), source, rule: None, coverage: None });
        }
        for (pattern, diagnostics) in checked.by_ref().take(file.rules.len()) {
            add(pattern.source, diagnostics, &mut findings);
            patterns.push(pattern);
        }
    }
    let relations = arguments.sets.then(|| Relations::find(members(&patterns), schemas));
    for (pattern, diagnostic) in relations.iter().flat_map(Relations::diagnostics) {
        add(patterns[pattern].source, arguments.allowed.filter(vec![diagnostic]), &mut findings);
    }
    let located: Vec<Located<'_>> = findings.iter().map(Located::new).collect();
    match arguments.format {
        CheckFormat::Text => print_text(&findings, relations.as_ref())?,
        CheckFormat::Json => json::print(&located, &patterns, relations.as_ref())?,
        CheckFormat::Sarif => output::print(&sarif::format(&located)?)?,
        CheckFormat::Github if located.is_empty() => {}
        CheckFormat::Github => output::print(&github::format(&located))?,
    }
    if !arguments.quiet && matches!(arguments.format, CheckFormat::Text | CheckFormat::Github) {
        output::report(&schemas::summary(&patterns, &files.skipped));
    }
    let has = |severity| findings.iter().any(|finding| finding.diagnostic.severity == severity);
    let has_failed = has(Severity::Error) || (has(Severity::Warning) && arguments.deny_warnings);
    Ok(if has_failed { Exit::InvalidPattern } else { Exit::Success })
}

/// A pattern, or a file that has none because something is wrong with the file.
struct CheckedPattern<'f> {
    /// The name in messages.
    name: String,
    source: Source<'f>,
    /// The rule, and the span of the first character of its pattern. `None` if the pattern is invalid, or if it cannot
    /// be compared with others.
    rule: Option<(Span, Rule)>,
    /// What the pattern was checked against. `None` if the pattern is invalid.
    coverage: Option<Coverage<'f>>,
}

/// A diagnostic and the file that it is about.
struct Finding<'f> {
    source: Source<'f>,
    diagnostic: Diagnostic,
}

/// Checks a rule. The diagnostics are in the order of the file.
fn check_rule<'f>(
    file: &'f RuleFile,
    found: &'f FoundRule,
    schemas: Schemas<'f>,
    arguments: &CheckArguments,
) -> (CheckedPattern<'f>, Vec<Diagnostic>) {
    let rule = CheckedRule::of(file, found, schemas, &arguments.allowed);
    let (name, source, start) = (rule.place(), rule.source, rule.start());
    // A pattern that is not known as a whole may be narrower than it looks.
    let is_comparable = found.target == Target::Event && !rule.has_unknown();
    let coverage = rule.is_accepted().then(|| coverage(&rule.parsed, rule.schemas));
    let mut diagnostics = rule.diagnostics;
    if let (Some(pattern), Some(coverage)) = (&rule.parsed.pattern, &coverage) {
        if arguments.strict {
            diagnostics.extend(strict::check(pattern));
        }
        if arguments.require_schema {
            diagnostics.extend(schemas::missing(pattern, coverage, start));
        }
    }
    let rule = rule.parsed.lowered.filter(|_| is_comparable).map(|lowered| (start, lowered.rule));
    (CheckedPattern { name, source, rule, coverage }, diagnostics)
}

fn add<'f>(source: Source<'f>, diagnostics: impl IntoIterator<Item = Diagnostic>, findings: &mut Vec<Finding<'f>>) {
    findings.extend(diagnostics.into_iter().map(|diagnostic| Finding { source, diagnostic }));
}

/// Returns the rules to compare with each other.
fn members<'p>(patterns: &'p [CheckedPattern<'_>]) -> Vec<Member<'p>> {
    let members = patterns.iter().enumerate().filter_map(|(pattern, CheckedPattern { name, rule, .. })| {
        let (span, rule) = rule.as_ref()?;
        Some(Member { pattern, name, span: *span, rule })
    });
    members.collect()
}

fn print_text(findings: &[Finding<'_>], relations: Option<&Relations<'_>>) -> Result<(), Failure> {
    let texts = findings.iter().map(|found| found.diagnostic.render_in(Style::Coloured, &found.source));
    let texts: Vec<String> = texts.chain(relations.and_then(Relations::text)).collect();
    if texts.is_empty() { Ok(()) } else { output::print(&texts.join("\n\n")) }
}
