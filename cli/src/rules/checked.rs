//! A rule that was parsed and checked.

use super::file::RuleFile;
use crate::arguments::Allowed;
use crate::failure::render_all;
use event_pattern::Pattern;
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Diagnostics, Severity};
use event_pattern_compiler::json::{self, Dialect, Value};
use event_pattern_compiler::pattern::{contains_unknown, has_schema_key, with_any_value};
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::{Source, Span};
use event_pattern_compiler::{Parsed, parse_for, parse_value};
use event_pattern_templates::{Form, FoundRule, Target};

/// A rule with its diagnostics.
#[derive(Debug)]
pub(crate) struct CheckedRule<'f> {
    /// The rule in its file.
    pub(crate) found: &'f FoundRule,
    /// The file that contains the pattern, for messages.
    pub(crate) source: Source<'f>,
    /// What the pattern was checked against.
    pub(crate) schemas: Schemas<'f>,
    /// The pattern as written.
    pub(crate) parsed: Parsed,
    /// Everything that was found and is not allowed, in source order.
    pub(crate) diagnostics: Vec<Diagnostic>,
    form: Form,
}

impl<'f> CheckedRule<'f> {
    /// Parses and checks a rule.
    pub(crate) fn of(file: &'f RuleFile, found: &'f FoundRule, schemas: Schemas<'f>, allowed: &Allowed) -> Self {
        let schemas = match found.target {
            Target::Event => schemas,
            Target::Record(source) => Schemas { event_type: Some(source.schema()), ..schemas },
        };
        let parsed = found.parse(schemas);
        let diagnostics = allowed.filter(check(&parsed, schemas));
        let form = file.form.unwrap_or(Form::Pattern);
        Self { found, source: found.source(file.source()), schemas, parsed, diagnostics, form }
    }

    /// Returns the span of the first character of the pattern.
    pub(crate) fn start(&self) -> Span {
        let start = self.parsed.value.as_ref().map_or(self.found.name_span.start, |value| value.span.start);
        Span::new(start, start + 1)
    }

    /// Returns the name of the rule with its file, for messages: `FILE` if the file is a pattern, else `FILE#NAME`.
    pub(crate) fn place(&self) -> String {
        let file = self.source.name;
        if self.form == Form::Pattern { file.to_owned() } else { format!("{file}#{}", self.found.name) }
    }

    /// Whether EventBridge accepts the pattern.
    pub(crate) fn is_accepted(&self) -> bool {
        self.parsed.lowered.is_some()
    }

    /// Whether the file is a pattern with comments, trailing commas or `$schema`.
    pub(crate) fn is_relaxed(&self) -> bool {
        if self.form != Form::Pattern || self.found.deployed.is_some() {
            return false;
        }
        let relaxed = json::read(self.source.text, Dialect::Relaxed);
        let is_strict = || json::read(self.source.text, Dialect::Strict).diagnostics.is_empty();
        relaxed.diagnostics.is_empty() && (!is_strict() || relaxed.value.as_ref().is_some_and(has_schema_key))
    }

    /// Whether a part of the pattern is only known when it is deployed.
    pub(crate) fn has_unknown(&self) -> bool {
        self.parsed.value.as_ref().is_some_and(contains_unknown)
    }

    /// Returns the pattern that is matched: any value satisfies what is only known when it is deployed. `None` if
    /// EventBridge does not accept the pattern.
    pub(crate) fn matched(&self) -> Option<Value> {
        self.parsed.value.clone().filter(|_| self.is_accepted()).map(with_any_value)
    }

    /// Parses the pattern that is matched.
    pub(crate) fn parse_matched(self) -> Parsed {
        match self.matched().filter(|_| self.has_unknown()) {
            Some(pattern) => parse_value(self.schemas, pattern, Diagnostics::new()),
            None => self.parsed,
        }
    }

    /// Returns the pattern to run on events, and its JSON text.
    ///
    /// # Errors
    /// Returns the rendered diagnostics if EventBridge does not accept the pattern, or if it is too large.
    pub(crate) fn pattern(&self) -> Result<(Pattern, String), String> {
        let text = self.matched().ok_or_else(|| render_all(&self.diagnostics, &self.source))?.to_json();
        // The pattern is valid, so the only possible error is that it is too large.
        let pattern = Pattern::parse_for(self.schemas, &text).map_err(|_| {
            let too_large =
                Diagnostic::error(self.start(), "the pattern is too large").with_help("split it into several patterns");
            render_all(&[too_large], &self.source)
        })?;
        Ok((pattern, text))
    }

    /// Renders everything that was found as warnings, because EventBridge accepts the pattern. `None` if nothing was
    /// found.
    pub(crate) fn warnings(&self) -> Option<String> {
        warnings(&self.diagnostics, &self.source)
    }
}

fn warnings(diagnostics: &[Diagnostic], source: &Source<'_>) -> Option<String> {
    let mut warnings = diagnostics.to_vec();
    for diagnostic in &mut warnings {
        diagnostic.severity = Severity::Warning;
    }
    (!warnings.is_empty()).then(|| render_all(&warnings, source))
}

/// Reads a pattern that is not in a file, as EventBridge reads it. Returns it with its rendered warnings.
///
/// # Errors
/// Returns the rendered diagnostics if EventBridge does not accept the pattern.
pub(crate) fn pattern_of_text(
    name: &str,
    text: &str,
    allowed: &Allowed,
    schemas: Schemas<'_>,
) -> Result<(Pattern, Option<String>), String> {
    let source = Source::new(name, text);
    let parsed = parse_for(schemas, text, Dialect::Strict);
    let diagnostics = allowed.filter(check(&parsed, schemas));
    match Pattern::parse_for(schemas, text) {
        Ok(pattern) => Ok((pattern, warnings(&diagnostics, &source))),
        Err(error) if parsed.lowered.is_some() => Err(format!("{name}: {error}")),
        Err(_) => Err(render_all(&diagnostics, &source)),
    }
}
