//! The enums of `event_patterns!`: sets of rules.
//!
//! `input` reads an enum and its variants, `folder` finds those that are files of a folder. `together` is what the rules are side by
//! side, once each of them is compiled. `items` writes the enum with its functions, or a stub where there are mistakes, and `typed` the
//! part of it that is for typed events.

mod folder;
mod input;
mod items;
mod together;
mod typed;

pub(super) use input::read;

use super::Files;
use super::code::{self, Code};
use super::report::Subject;
use crate::syntax::Error;
use input::{Event, Rules, Set, Variant};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use together::Together;

/// The items of one enum, or errors and what stands in for it.
pub(super) fn items(mut set: Set, files: &dyn Files) -> TokenStream {
    let (variants, attributed) = match &mut set.rules {
        Rules::Listed(variants) => (std::mem::take(variants), "the variant or the enum"),
        Rules::Folder(pattern) => {
            set.attributes.others.push(folder::attribute());
            (folder::variants(pattern, files, &mut set.mistakes), "the enum")
        }
    };
    let variants = set.without_misnamed(variants);
    let rules: Vec<(Option<Code>, TokenStream)> =
        variants.iter().map(|variant| compile(&set, variant, attributed, files)).collect();
    let (codes, found): (Vec<Option<Code>>, Vec<TokenStream>) = rules.into_iter().unzip();
    let codes: Option<Vec<Code>> = codes.into_iter().collect();
    let (together, across) = match &codes {
        Some(codes) => check_together(&set, &variants, codes, attributed),
        None => (None, TokenStream::new()),
    };
    let mistakes: TokenStream = set.mistakes.iter().map(Error::to_compile_error).collect();
    let definition = match (codes, together) {
        (Some(codes), Some(together)) if mistakes.is_empty() => items::of(&set, &variants, &codes, &together),
        _ => items::stub(&set, &variants),
    };
    quote!(#mistakes #(#found)* #across #definition)
}

/// The code of one rule, if nothing is wrong with it, and what was found as items.
fn compile(
    set: &Set,
    variant: &Variant,
    place_of_attributes: &'static str,
    files: &dyn Files,
) -> (Option<Code>, TokenStream) {
    let mistakes: TokenStream = variant.mistakes.iter().map(Error::to_compile_error).collect();
    let Some(body) = &variant.body else { return (None, mistakes) };
    let (event, schema) = (format_ident!("event"), set.event.schema());
    let written = match body.parse(schema, &format!("{}::{}", set.name, variant.name), files) {
        Ok(written) => written,
        Err(error) => {
            let error = error.to_compile_error();
            return (None, quote!(#mistakes #error));
        }
    };
    let (origin, tracking) = (written.origin, written.tracking);
    let attributes = set.attributes_of(variant);
    let (code, findings) = code::compile(written.parsed, schema, &event, &attributes, origin.tokens());
    let conditions = set.attributes.conditions();
    let subject = Subject { conditions: &conditions, rule: Some(&variant.name), place_of_attributes };
    let findings = subject.report(&findings, &origin);
    (code.filter(|_| mistakes.is_empty()), quote!(#mistakes #findings #tracking))
}

/// What all rules are together, if nothing is wrong with that, and what was found as items, each at the name of a rule.
fn check_together(
    set: &Set,
    variants: &[Variant],
    codes: &[Code],
    place_of_attributes: &'static str,
) -> (Option<Together>, TokenStream) {
    let (together, findings) = Together::of(variants, codes);
    let conditions = set.attributes.conditions();
    let items = findings.iter().map(|(number, finding)| {
        let variant = &variants[*number];
        let is_allowed = finding.name.is_some_and(|name| set.attributes_of(variant).allowed.contains(&name));
        let subject = Subject { conditions: &conditions, rule: None, place_of_attributes };
        if is_allowed { TokenStream::new() } else { subject.report_at(finding, &variant.name) }
    });
    let items = items.collect();
    (together, items)
}
