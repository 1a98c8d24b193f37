//! The enums of `event_patterns!`, which are rule sets.
//!
//! `input` reads an enum and its variants, and `folder` creates variants from the files in a folder. `compiled_enum`
//! compiles all rules into one set of tables. `items` generates the enum and its functions, or a stub if there are
//! errors. `typed` generates the functions on typed events, and `warnings` places the warnings about rules.

mod compiled_enum;
mod folder;
mod input;
mod items;
mod typed;
mod warnings;

pub(super) use input::Set;

use super::Files;
use super::code::{self, Code};
use super::report::{Reports, Subject};
use super::unused_allow::{AllowOwner, Suppressed};
use crate::body::ParsedBody;
use crate::event_type::DetailType;
use crate::input::Item as _;
use crate::known_events::KnownEvents;
use crate::rust_types::EventType;
use crate::syntax::Error;
use compiled_enum::CompiledEnum;
use event_pattern_compiler::diagnostic::Lint;
use event_pattern_compiler::schema::Schemas;
use input::{Event, Rules, Variant};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Generates the items of one enum, or errors and a stub. An enum for typed events needs the schema of their type. Also
/// returns the lints that were suppressed in its rules.
fn generate(
    mut set: Set,
    event_type: Option<&EventType>,
    of_call: &KnownEvents<'_>,
    files: &dyn Files,
) -> (TokenStream, Suppressed) {
    let (variants, allow_location) = match &mut set.rules {
        Rules::Listed(variants) => (std::mem::take(variants), "the variant or the enum"),
        Rules::Folder(pattern) => {
            set.attributes.passed_through.push(folder::attribute());
            (folder::variants(pattern, files, &mut set.errors), "the enum")
        }
    };
    let mut variants = set.remove_misnamed(variants);
    let name_of_type = set.detail_type().map(DetailType::text);
    let known = KnownEvents::of_item(&set.attributes, name_of_type, of_call, files);
    let (documents, schemas) = (&known.items, known.schemas(event_type));
    set.errors.extend(known.errors.iter().cloned());
    let (mut codes, mut rules) = (Vec::with_capacity(variants.len()), Vec::with_capacity(variants.len()));
    for variant in &variants {
        let (code, rule) = compile(&set, (schemas, event_type), variant, allow_location, files);
        codes.extend(code);
        rules.push(rule);
    }
    let codes = Some(codes).filter(|codes| codes.len() == variants.len());
    let compiled =
        codes.as_ref().and_then(|codes| compile_set(&set, schemas, (&variants, codes), allow_location, &mut rules));
    let errors: TokenStream = set.errors.iter().map(Error::to_compile_error).collect();
    let valid = codes.zip(compiled).filter(|_| errors.is_empty() && !known.is_incomplete);
    let (suppressed, enum_reports) = if let Some((codes, _)) = &valid {
        let (suppressed, mut reports) = report_unused_allows(&set, &variants, &mut rules);
        reports.warnings.extend(known.unused(codes.iter().map(|code| &code.coverage)));
        (suppressed, reports)
    } else {
        (Suppressed::unknown(), Reports::default())
    };
    let warnings = warnings::item(&mut set, &mut variants, &enum_reports, &rules);
    let definition = match valid {
        Some((codes, compiled)) => items::generate(&set, &variants, &codes, &compiled),
        None => items::stub(&set, &variants),
    };
    let rule_items = rules.into_iter().map(|rule| rule.reports.errors);
    (quote!(#errors #documents #(#rule_items)* #warnings #definition), suppressed)
}

/// The diagnostics of one rule.
#[derive(Default)]
struct CheckedRule {
    reports: Reports,
    /// The lints of the diagnostics that an `allow` attribute suppresses.
    suppressed: Vec<Lint>,
}

impl CheckedRule {
    fn with_errors(errors: TokenStream) -> Self {
        Self { reports: Reports { errors, ..Reports::default() }, ..Self::default() }
    }
}

/// Compiles one rule.
fn compile<'e>(
    set: &Set,
    (schemas, event_type): (Schemas<'e>, Option<&'e EventType>),
    variant: &Variant,
    allow_location: &'static str,
    files: &dyn Files,
) -> (Option<Code<'e>>, CheckedRule) {
    let errors: TokenStream = variant.errors.iter().map(Error::to_compile_error).collect();
    let Some(body) = &variant.body else { return (None, CheckedRule::with_errors(errors)) };
    let event = format_ident!("event");
    let ParsedBody { parsed, origin, deployed, tracking, warnings: of_file } =
        match body.parse(schemas, &format!("{}::{}", set.name, variant.name), files) {
            Ok(parsed_body) => parsed_body,
            Err(error) => {
                let error = error.to_compile_error();
                return (None, CheckedRule::with_errors(quote!(#errors #error)));
            }
        };
    let attributes = set.attributes_of(variant);
    let compilation = code::compile(parsed, (schemas, event_type), &event, &attributes, origin.tokens());
    let compilation = compilation.with_deployed(deployed);
    let cfg_attributes = set.attributes.cfg_attributes();
    let subject = Subject { cfg_attributes: &cfg_attributes, rule: Some(&variant.name), allow_location };
    let Reports { errors: pattern_errors, warnings } = subject.report(&compilation.diagnostics, &origin);
    let code = compilation.code.filter(|_| errors.is_empty());
    let reports = Reports { errors: quote!(#errors #pattern_errors #tracking), warnings: quote!(#warnings #of_file) };
    (code, CheckedRule { reports, suppressed: compilation.suppressed })
}

/// Compiles all rules into one set. Also adds diagnostics about relations between the rules, each at the name of a rule.
fn compile_set(
    set: &Set,
    schemas: Schemas<'_>,
    (variants, codes): (&[Variant], &[Code<'_>]),
    allow_location: &'static str,
    rules: &mut [CheckedRule],
) -> Option<CompiledEnum> {
    let (compiled, diagnostics) = CompiledEnum::new(variants, codes, schemas);
    let cfg_attributes = set.attributes.cfg_attributes();
    for (number, diagnostic) in &diagnostics {
        let (variant, rule) = (&variants[*number], &mut rules[*number]);
        if let Some(allowed) = diagnostic.lint.filter(|lint| set.attributes_of(variant).allows(*lint)) {
            rule.suppressed.push(allowed);
        } else {
            let subject = Subject { cfg_attributes: &cfg_attributes, rule: None, allow_location };
            subject.report_at(diagnostic, &variant.name, &mut rule.reports);
        }
    }
    compiled
}

/// Reports the `allow` attributes of an enum without errors that have no effect: those of the rules in `rules`, those of
/// the enum in the returned reports. Also returns the lints that were suppressed in the rules.
fn report_unused_allows(set: &Set, variants: &[Variant], rules: &mut [CheckedRule]) -> (Suppressed, Reports) {
    let subject = Subject { cfg_attributes: &[], rule: None, allow_location: "" };
    let mut in_all = Suppressed::default();
    for (variant, rule) in variants.iter().zip(rules) {
        let suppressed = Suppressed::new(std::mem::take(&mut rule.suppressed));
        suppressed.report_unused(&set.attributes_of(variant), AllowOwner::Rule, subject, &mut rule.reports);
        in_all.add(&suppressed);
    }
    let mut reports = Reports::default();
    in_all.report_unused(&set.attributes, AllowOwner::Enum, subject, &mut reports);
    (in_all, reports)
}
