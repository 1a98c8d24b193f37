//! The enums of `event_patterns!`, which are rule sets.
//!
//! `input` reads an enum and its variants, and `folder` creates variants from the files in a folder. `compiled_enum`
//! compiles all rules into one set of tables. `items` generates the enum and its functions, or a stub if there are
//! errors. `typed` generates the functions on typed events.

mod compiled_enum;
mod folder;
mod input;
mod items;
mod typed;

pub(super) use input::read;

use super::Files;
use super::code::{self, Code};
use super::report::Subject;
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
    let variants = set.remove_misnamed(variants);
    let rules: Vec<(Option<Code>, TokenStream)> =
        variants.iter().map(|variant| compile(&set, variant, allow_location, files)).collect();
    let (codes, reports): (Vec<Option<Code>>, Vec<TokenStream>) = rules.into_iter().unzip();
    let codes: Option<Vec<Code>> = codes.into_iter().collect();
    let (compiled, set_reports) = match &codes {
        Some(codes) => compile_set(&set, &variants, codes, allow_location),
        None => (None, TokenStream::new()),
    };
    let errors: TokenStream = set.errors.iter().map(Error::to_compile_error).collect();
    let definition = match (codes, compiled) {
        (Some(codes), Some(compiled)) if errors.is_empty() => items::generate(&set, &variants, &codes, &compiled),
        _ => items::stub(&set, &variants),
    };
    quote!(#errors #(#reports)* #set_reports #definition)
}

/// Compiles one rule. Also returns the items that report its diagnostics.
fn compile(
    set: &Set,
    variant: &Variant,
    allow_location: &'static str,
    files: &dyn Files,
) -> (Option<Code>, TokenStream) {
    let errors: TokenStream = variant.errors.iter().map(Error::to_compile_error).collect();
    let Some(body) = &variant.body else { return (None, errors) };
    let (event, schema) = (format_ident!("event"), set.event.schema());
    let parsed_body = match body.parse(schema, &format!("{}::{}", set.name, variant.name), files) {
        Ok(parsed_body) => parsed_body,
        Err(error) => {
            let error = error.to_compile_error();
            return (None, quote!(#errors #error));
        }
    };
    let (origin, tracking) = (parsed_body.origin, parsed_body.tracking);
    let attributes = set.attributes_of(variant);
    let (code, diagnostics) = code::compile(parsed_body.parsed, schema, &event, &attributes, origin.tokens());
    let cfg_attributes = set.attributes.cfg_attributes();
    let subject = Subject { cfg_attributes: &cfg_attributes, rule: Some(&variant.name), allow_location };
    let diagnostics = subject.report(&diagnostics, &origin);
    (code.filter(|_| errors.is_empty()), quote!(#errors #diagnostics #tracking))
}

/// Compiles all rules into one set. Also returns the items that report diagnostics about relations between the rules,
/// each at the name of a rule.
fn compile_set(
    set: &Set,
    variants: &[Variant],
    codes: &[Code],
    allow_location: &'static str,
) -> (Option<CompiledEnum>, TokenStream) {
    let (compiled, diagnostics) = CompiledEnum::new(variants, codes);
    let cfg_attributes = set.attributes.cfg_attributes();
    let items = diagnostics.iter().map(|(number, diagnostic)| {
        let variant = &variants[*number];
        let is_allowed = diagnostic.lint.is_some_and(|lint| set.attributes_of(variant).allowed.contains(&lint));
        let subject = Subject { cfg_attributes: &cfg_attributes, rule: None, allow_location };
        if is_allowed { TokenStream::new() } else { subject.report_at(diagnostic, &variant.name) }
    });
    let items = items.collect();
    (compiled, items)
}
