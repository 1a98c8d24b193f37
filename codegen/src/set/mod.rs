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

pub(super) use input::read;

use super::Files;
use super::code::{self, Code};
use super::report::{Reports, Subject};
use crate::syntax::Error;
use compiled_enum::CompiledEnum;
use input::{Event, Rules, Set, Variant};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Generates the items of one enum, or errors and a stub.
pub(super) fn generate(mut set: Set, files: &dyn Files) -> TokenStream {
    let (variants, allow_location) = match &mut set.rules {
        Rules::Listed(variants) => (std::mem::take(variants), "the variant or the enum"),
        Rules::Folder(pattern) => {
            set.attributes.passed_through.push(folder::attribute());
            (folder::variants(pattern, files, &mut set.errors), "the enum")
        }
    };
    let mut variants = set.remove_misnamed(variants);
    let rules: Vec<(Option<Code>, Reports)> =
        variants.iter().map(|variant| compile(&set, variant, allow_location, files)).collect();
    let (codes, mut reports): (Vec<Option<Code>>, Vec<Reports>) = rules.into_iter().unzip();
    let codes: Option<Vec<Code>> = codes.into_iter().collect();
    let compiled = codes.as_ref().and_then(|codes| compile_set(&set, &variants, codes, allow_location, &mut reports));
    let errors: TokenStream = set.errors.iter().map(Error::to_compile_error).collect();
    let warnings = warnings::item(&mut set, &mut variants, &reports);
    let definition = match (codes, compiled) {
        (Some(codes), Some(compiled)) if errors.is_empty() => items::generate(&set, &variants, &codes, &compiled),
        _ => items::stub(&set, &variants),
    };
    let rule_errors = reports.into_iter().map(|reports| reports.errors);
    quote!(#errors #(#rule_errors)* #warnings #definition)
}

/// Compiles one rule. Also reports its diagnostics.
fn compile(set: &Set, variant: &Variant, allow_location: &'static str, files: &dyn Files) -> (Option<Code>, Reports) {
    let errors: TokenStream = variant.errors.iter().map(Error::to_compile_error).collect();
    let Some(body) = &variant.body else { return (None, Reports { errors, ..Reports::default() }) };
    let (event, schema) = (format_ident!("event"), set.event.schema());
    let parsed_body = match body.parse(schema, &format!("{}::{}", set.name, variant.name), files) {
        Ok(parsed_body) => parsed_body,
        Err(error) => {
            let error = error.to_compile_error();
            return (None, Reports { errors: quote!(#errors #error), ..Reports::default() });
        }
    };
    let (origin, tracking) = (parsed_body.origin, parsed_body.tracking);
    let attributes = set.attributes_of(variant);
    let (code, diagnostics) = code::compile(parsed_body.parsed, schema, &event, &attributes, origin.tokens());
    let cfg_attributes = set.attributes.cfg_attributes();
    let subject = Subject { cfg_attributes: &cfg_attributes, rule: Some(&variant.name), allow_location };
    let Reports { errors: pattern_errors, warnings } = subject.report(&diagnostics, &origin);
    let code = code.filter(|_| errors.is_empty());
    (code, Reports { errors: quote!(#errors #pattern_errors #tracking), warnings })
}

/// Compiles all rules into one set. Also reports diagnostics about relations between the rules, each at the name of a
/// rule.
fn compile_set(
    set: &Set,
    variants: &[Variant],
    codes: &[Code],
    allow_location: &'static str,
    reports: &mut [Reports],
) -> Option<CompiledEnum> {
    let (compiled, diagnostics) = CompiledEnum::new(variants, codes);
    let cfg_attributes = set.attributes.cfg_attributes();
    for (number, diagnostic) in &diagnostics {
        let variant = &variants[*number];
        let is_allowed = diagnostic.lint.is_some_and(|lint| set.attributes_of(variant).allowed.contains(&lint));
        if !is_allowed {
            let subject = Subject { cfg_attributes: &cfg_attributes, rule: None, allow_location };
            subject.report_at(diagnostic, &variant.name, &mut reports[*number]);
        }
    }
    compiled
}
