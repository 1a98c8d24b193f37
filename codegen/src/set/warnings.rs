//! Places the warnings about the rules of an enum where the author's lint attributes apply to them.

use super::CheckedRule;
use super::input::{Set, Variant};
use crate::report::Reports;
use crate::syntax::Attribute;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// Generates an item that contains the warnings about an enum and its rules. In the item, functions with the names of
/// the enum and of its rules contain the warnings, because rustc shows the path. The functions have the lint attributes
/// that the enum and its rules have.
pub(super) fn item(
    set: &mut Set,
    variants: &mut [Variant],
    enum_reports: &Reports,
    rules: &[CheckedRule],
) -> TokenStream {
    let with_warnings = variants.iter_mut().zip(rules).filter(|(_, rule)| !rule.reports.warnings.is_empty());
    let rules: TokenStream = with_warnings
        .map(|(variant, rule)| {
            let attributes = take_lint_attributes(&mut variant.attributes.passed_through);
            let (name, warnings) = (&variant.name, &rule.reports.warnings);
            quote!(#(#attributes)* fn #name() { #warnings })
        })
        .collect();
    let warnings = &enum_reports.warnings;
    if rules.is_empty() && warnings.is_empty() {
        return TokenStream::new();
    }
    let attributes = take_lint_attributes(&mut set.attributes.passed_through);
    let (name, cfg_attributes) = (&set.name, set.attributes.cfg_attributes());
    quote! {
        #(#cfg_attributes)*
        #[allow(dead_code, non_snake_case)]
        const _: () = {
            #(#attributes)*
            fn #name() { #rules #warnings }
        };
    }
}

/// Returns the attributes that set the level of the `deprecated` lint. Removes `expect` attributes, because rustc would
/// report that the expectation is not fulfilled on the enum itself.
fn take_lint_attributes(attributes: &mut Vec<Attribute>) -> Vec<Attribute> {
    let is_about_warnings = |attribute: &Attribute| {
        let names = attribute.content().rest().last().cloned();
        let is_named = |name: &TokenTree| ["deprecated", "warnings"].iter().any(|lint| name.to_string() == *lint);
        matches!(names, Some(TokenTree::Group(names)) if names.stream().into_iter().any(|name| is_named(&name)))
    };
    let levels = ["allow", "expect", "warn", "deny", "forbid"];
    let sets_level =
        |attribute: &Attribute| levels.iter().any(|level| attribute.is_named(level)) && is_about_warnings(attribute);
    let taken: Vec<Attribute> = attributes.iter().filter(|attribute| sets_level(attribute)).cloned().collect();
    attributes.retain(|attribute| !(attribute.is_named("expect") && is_about_warnings(attribute)));
    taken
}
