//! Compiles a pattern into the parts of generated code that depend on it.

use super::attributes::Attributes;
use super::crate_path::CratePath;
use super::{typed, unknown_values};
use crate::rust_types::EventType;
use crate::tokens::TokenSpans;
use event_pattern_compiler::Parsed;
use event_pattern_compiler::check::{Coverage, check, coverage};
use event_pattern_compiler::diagnostic::{Diagnostic, Lint, Severity};
use event_pattern_compiler::json::Value;
use event_pattern_compiler::prefilter;
use event_pattern_compiler::program::{TooLarge, VERSION};
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::Span;
use proc_macro2::{Ident, Literal, TokenStream};

/// The parts of a rule's generated code that depend on its pattern.
pub(super) struct Code<'e> {
    /// The rule that the pattern describes.
    pub(super) rule: Rule,
    /// The pattern as JSON text: as it is deployed, if a template contains it as a string.
    pub(super) pattern: String,
    /// The pre-filter as JSON text, if it differs from the pattern.
    pub(super) prefilter: Option<String>,
    /// The pre-filter as a JSON value.
    pub(super) prefilter_tree: Value,
    /// The events that the pattern was checked against.
    pub(super) coverage: Coverage<'e>,
    /// The image: the encoded tables of the program.
    pub(super) image: Vec<u8>,
    /// Size of the program's scratch, in words.
    pub(super) scratch: usize,
    /// The body of the function on a typed event; `None` for a rule on JSON bytes.
    pub(super) typed_body: Option<TokenStream>,
    /// The message about a field that the Rust types do not have, if the pattern uses such a field. The function on a
    /// typed event treats the field as absent.
    pub(super) absent_field: Option<String>,
}

/// The result of compiling a pattern.
pub(super) struct Compilation<'e> {
    /// `None` if the pattern has errors.
    pub(super) code: Option<Code<'e>>,
    /// The diagnostics that no `allow` attribute suppresses.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The lints of the diagnostics that an `allow` attribute suppresses.
    pub(super) suppressed: Vec<Lint>,
}

impl Compilation<'_> {
    /// Sets the text of the pattern to that which is deployed, if it is known.
    pub(super) fn with_deployed(mut self, deployed: Option<String>) -> Self {
        if let (Some(code), Some(deployed)) = (&mut self.code, deployed) {
            code.pattern = deployed;
        }
        self
    }
}

impl Code<'_> {
    /// Returns the pre-filter as JSON text.
    pub(super) fn prefilter(&self) -> &str {
        self.prefilter.as_deref().unwrap_or(&self.pattern)
    }
}

/// Returns the version of the tables, which the runtime compares with the version that it supports.
pub(super) fn version() -> Literal {
    Literal::u16_unsuffixed(VERSION)
}

/// Checks a pattern, and compiles it if it has no errors. If `tokens` is given, the generated code has the spans of the
/// pattern's keys.
pub(super) fn compile<'e>(
    parsed: Parsed,
    (schemas, event_type): (Schemas<'e>, Option<&'e EventType>),
    event: &Ident,
    attributes: &Attributes,
    tokens: Option<&TokenSpans>,
) -> Compilation<'e> {
    let is_allowed = |diagnostic: &Diagnostic| diagnostic.lint.is_some_and(|lint| attributes.allows(lint));
    let found = check(&parsed, schemas).into_iter().chain(unknown_values::warning(&parsed));
    let (allowed, mut diagnostics): (Vec<_>, Vec<_>) = found.partition(is_allowed);
    let suppressed = allowed.iter().filter_map(|diagnostic| diagnostic.lint).collect();
    if let (Some(pattern), Some(event_type)) = (&parsed.pattern, event_type) {
        let inexpressible = typed::check(pattern, event_type);
        // At most one diagnostic is about the same part of the pattern.
        let is_error = |one: &Diagnostic| one.severity == Severity::Error;
        diagnostics.retain(|one| is_error(one) || inexpressible.iter().all(|other| other.span != one.span));
        let is_new = |one: &Diagnostic| diagnostics.iter().all(|other| other.span != one.span);
        let inexpressible: Vec<Diagnostic> = inexpressible.into_iter().filter(is_new).collect();
        diagnostics.extend(inexpressible);
    }
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Compilation { code: None, diagnostics, suppressed };
    }
    let start = parsed.value.as_ref().map_or(0, |value| value.span.start);
    let mut code = generate(unknown_values::accept_any(parsed), (schemas, event_type), event, &attributes.root, tokens);
    if code.is_none() {
        let too_large = Lint::TooLarge.at(Span::new(start, start + 1), "the pattern is too large");
        diagnostics.push(too_large.with_help("split it into several patterns"));
    }
    if let Some(code) = &mut code {
        // A typed function cannot read such a field, whether the finding is allowed or only a warning.
        let mut found = allowed.iter().chain(&diagnostics);
        let missing = found.find(|diagnostic| is_about_missing_field(diagnostic));
        code.absent_field = missing.map(|diagnostic| diagnostic.message.clone());
    }
    Compilation { code, diagnostics, suppressed }
}

/// Whether the diagnostic is about a field that the Rust types do not have.
fn is_about_missing_field(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.lint, Some(Lint::UnknownField | Lint::ForeignField))
}

fn generate<'e>(
    parsed: Parsed,
    (schemas, event_type): (Schemas<'e>, Option<&'e EventType>),
    event: &Ident,
    root: &CratePath,
    tokens: Option<&TokenSpans>,
) -> Option<Code<'e>> {
    let prefilter_tree = prefilter::of(&parsed, schemas)?;
    let coverage = coverage(&parsed, schemas);
    let Parsed { value: Some(value), pattern: Some(pattern), lowered: Some(lowered), .. } = parsed else { return None };
    let rule = lowered.rule;
    let keys = typed::Keys::new(&pattern, tokens);
    let typed_body = match event_type {
        Some(event_type) => Some(typed::body(&rule, event_type, event, root, &keys)?),
        None => None,
    };
    let tables = event_pattern_compiler::program::lower(&rule).map_err(|TooLarge| ()).ok()?;
    let (pattern, scratch) = (value.to_json(), tables.scratch_words());
    let prefilter = Some(prefilter_tree.to_json()).filter(|prefilter| *prefilter != pattern);
    let image = tables.image();
    Some(Code { rule, pattern, prefilter, prefilter_tree, coverage, scratch, image, typed_body, absent_field: None })
}
