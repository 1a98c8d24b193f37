//! What a pattern becomes.

use super::attributes::Attributes;
use super::crate_path::CratePath;
use super::typed;
use crate::tokens::Tokens;
use event_pattern_compiler::Parsed;
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint, Severity};
use event_pattern_compiler::json::Value;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::prefilter;
use event_pattern_compiler::program::{TooLarge, VERSION};
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::source::Span;
use proc_macro2::{Ident, Literal, TokenStream};

/// The parts of a rule's Rust that depend on its pattern.
pub(super) struct Code {
    /// What the pattern means.
    pub(super) rule: Rule,
    /// The pattern as JSON text.
    pub(super) pattern: String,
    /// The pre-filter as JSON text, if it is another one than the pattern.
    pub(super) prefilter: Option<String>,
    /// The pre-filter.
    pub(super) prefilter_tree: Value,
    /// The Rust name of the event type, or nothing for any event.
    pub(super) event_type: &'static str,
    /// The tables of the program.
    pub(super) image: Vec<u8>,
    /// How many words of working space the program wants.
    pub(super) scratch: usize,
    /// The body of the function on a typed event.
    pub(super) typed_body: Option<TokenStream>,
    /// What field the function on a typed event takes as absent, because the Rust types do not have it.
    pub(super) blind: Option<String>,
}

impl Code {
    /// The pre-filter as JSON text.
    pub(super) fn prefilter(&self) -> &str {
        self.prefilter.as_deref().unwrap_or(&self.pattern)
    }
}

/// The version of the tables, which the runtime compares with its own.
pub(super) fn version() -> Literal {
    Literal::u16_unsuffixed(VERSION)
}

/// Checks a pattern and compiles it if nothing is wrong with it. Also tells what was found and is not allowed. With
/// `tokens` the code leads back to the keys of the pattern.
pub(super) fn compile(
    parsed: Parsed,
    schema: Option<&'static Schema>,
    event: &Ident,
    attributes: &Attributes,
    tokens: Option<&Tokens>,
) -> (Option<Code>, Vec<Diagnostic>) {
    let mut findings = check(&parsed, schema);
    let is_allowed = |finding: &Diagnostic| finding.name.is_some_and(|name| attributes.allowed.contains(&name));
    let blind = findings.iter().find(|finding| is_allowed(finding) && hides_field(finding)).cloned();
    findings.retain(|finding| !is_allowed(finding));
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return (None, findings);
    }
    let start = parsed.value.as_ref().map_or(0, |value| value.span.start);
    let mut code = generate(parsed, schema, event, &attributes.root, tokens);
    if code.is_none() {
        let too_large = Lint::TooLarge.at(Span::new(start, start + 1), "the pattern is too large");
        findings.push(too_large.with_help("split it into several patterns"));
    }
    if let (Some(code), Some(blind)) = (&mut code, blind) {
        code.blind = Some(blind.message);
    }
    (code, findings)
}

/// Whether the finding is a field that the Rust types do not have.
fn hides_field(finding: &Diagnostic) -> bool {
    matches!(finding.name, Some(Lint::UnknownField | Lint::ForeignField))
}

fn generate(
    parsed: Parsed,
    schema: Option<&'static Schema>,
    event: &Ident,
    root: &CratePath,
    tokens: Option<&Tokens>,
) -> Option<Code> {
    let prefilter_tree = prefilter::of(&parsed, schema)?;
    let Parsed { value: Some(value), pattern: Some(pattern), lowered: Some(lowered), .. } = parsed else { return None };
    let rule = lowered.rule;
    let keys = typed::Keys::of(&pattern, tokens);
    let typed_body = match schema {
        Some(schema) => Some(typed::body(&rule, schema, event, root, &keys)?),
        None => None,
    };
    let tables = event_pattern_compiler::program::lower(&rule).map_err(|TooLarge| ()).ok()?;
    let (pattern, scratch) = (value.to_json(), tables.scratch_words());
    let prefilter = Some(prefilter_tree.to_json()).filter(|prefilter| *prefilter != pattern);
    let event_type = schema.map_or("", |schema| schema.rust_name);
    let image = tables.image();
    Some(Code { rule, pattern, prefilter, prefilter_tree, event_type, scratch, image, typed_body, blind: None })
}

/// The event type that the pattern asks for by its only `detail-type`.
pub(super) fn schema_of(parsed: &Parsed) -> Option<&'static Schema> {
    let rule = &parsed.lowered.as_ref()?.rule;
    let leaf = rule.leaves.iter().find(|leaf| leaf.path.to_string() == "detail-type")?;
    match leaf.alternatives.as_slice() {
        [Filter::String(text)] => Schema::by_detail_type(text.as_str()?),
        _ => None,
    }
}
