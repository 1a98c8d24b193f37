//! The rules that the page shows.

use super::aligned::Alignment;
use super::pattern::{DiagnosticView, PatternView, ReadPattern};
use crate::arguments::Allowed;
use crate::rules::{CheckedRule, RuleFile};
use event_pattern_compiler::diagnostic::{Diagnostic, Severity};
use event_pattern_compiler::schema::Schemas;
use event_pattern_templates::{Form, FoundRule};
use std::path::{Path, PathBuf};

/// A rule that was read, or a file whose rules cannot be read.
#[derive(Debug)]
pub(crate) struct ShownRule {
    pub(crate) name: String,
    /// The file. In a template, it is followed by `#` and the name of the rule.
    pub(crate) file: String,
    /// The line of the pattern, counted from 1.
    pub(crate) line: usize,
    /// The text of the file if the file is the pattern, else the pattern as indented JSON.
    pub(crate) text: String,
    /// Whether the text is a pattern, or should be one.
    pub(crate) is_editable: bool,
    /// The file that an edited text can be saved in.
    pub(crate) saved_in: Option<PathBuf>,
    /// What was found, with places in `text`.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The pattern to run on events, as JSON text. `None` if EventBridge does not accept it.
    pub(crate) matched: Option<String>,
    /// Whether parts of the pattern are only known when it is deployed. Any value satisfies them.
    pub(crate) has_unknown: bool,
}

impl ShownRule {
    /// Reads and checks a rule of a file.
    pub(crate) fn of(file: &RuleFile, found: &FoundRule, schemas: Schemas<'_>, allowed: &Allowed) -> Self {
        let rule = CheckedRule::of(file, found, schemas, allowed);
        let is_file = file.form == Some(Form::Pattern) && found.file.is_none() && found.deployed.is_none();
        let matched = rule.matched();
        let (text, diagnostics) = if is_file {
            (file.text.clone(), rule.diagnostics.clone())
        } else {
            let shown = matched.as_ref().or(rule.parsed.value.as_ref()).map(|pattern| pattern.to_pretty_json(0));
            let text = shown.or_else(|| found.deployed.clone()).unwrap_or_default();
            let alignment = Alignment::new(rule.parsed.value.as_ref(), &text);
            let diagnostics = rule.diagnostics.iter().map(|diagnostic| alignment.moved(diagnostic)).collect();
            (text, diagnostics)
        };
        Self {
            name: found.name.clone(),
            file: rule.place(),
            line: rule.source.position(rule.start().start).line,
            text,
            is_editable: true,
            saved_in: file.path.clone().filter(|_| is_file),
            diagnostics,
            matched: matched.map(|pattern| pattern.to_json()),
            has_unknown: rule.has_unknown(),
        }
    }

    /// Returns a rule in place of a file whose rules cannot be read.
    pub(crate) fn of_invalid(file: &RuleFile) -> Self {
        let name = Path::new(&file.name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let first = file.diagnostics.first().map_or(0, |diagnostic| diagnostic.span.start);
        // Invalid UTF-8 was replaced, so saving the text would change the file elsewhere.
        let is_editable = file.has_json_extension() && !file.text.contains(char::REPLACEMENT_CHARACTER);
        Self {
            name: name.unwrap_or_else(|| file.name.clone()),
            file: file.name.clone(),
            line: file.source().position(first).line,
            text: file.text.clone(),
            is_editable,
            saved_in: file.path.clone().filter(|_| is_editable),
            diagnostics: file.diagnostics.clone(),
            matched: None,
            has_unknown: false,
        }
    }

    /// Returns the number of diagnostics of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Returns the pattern that the page shows.
    pub(crate) fn view(&self, pattern: &ReadPattern, schemas: Schemas<'_>) -> PatternView {
        let mut view = PatternView::of(&self.text, pattern, schemas);
        view.editable = self.is_editable;
        view.saved_in = self.saved_in.as_ref().map(|path| path.display().to_string());
        let diagnostics = self.diagnostics.iter();
        view.diagnostics = diagnostics.map(|diagnostic| DiagnosticView::of(diagnostic, &pattern.offsets)).collect();
        view
    }
}
