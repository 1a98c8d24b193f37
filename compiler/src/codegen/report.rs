//! Findings as rustc shows them: errors, and warnings by way of constants that are deprecated.

use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Tokens;
use crate::source::Source;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

/// Where a pattern was written, for the compiler.
pub(super) enum Origin<'s> {
    /// Between the braces of the macro call.
    Tokens(Tokens),
    /// In a raw string, or in the file that a string names.
    Text {
        source: Source<'s>,
        /// The string.
        literal: Span,
    },
}

/// All findings as items. `conditions` are the function's `cfg` attributes.
pub(super) fn report(findings: &[Diagnostic], origin: &Origin<'_>, conditions: &[&syn::Attribute]) -> TokenStream {
    findings
        .iter()
        .map(|finding| {
            let (text, first, last) = place(finding, origin);
            let item = match finding.severity {
                Severity::Error => error(&text, first, last),
                Severity::Warning => warning(finding, &text, first),
            };
            quote!(#(#conditions)* #item)
        })
        .collect()
}

/// The text of a finding, and the compiler's spans of the first and the last token of its place.
fn place(finding: &Diagnostic, origin: &Origin<'_>) -> (String, Span, Span) {
    let (text, first, last) = match origin {
        Origin::Tokens(tokens) => {
            let (first, last) = tokens.ends(finding.span);
            (finding.text(), first, last)
        }
        Origin::Text { source, literal } => (finding.render_message(source), *literal, *literal),
    };
    let way_out = finding
        .name
        .filter(|_| finding.has_way_out)
        .map(|name| format!("\n= note: `#[event_pattern(allow({name}))]` on the function allows this"));
    (text + &way_out.unwrap_or_default(), first, last)
}

/// A compiler error that is underlined from one token to another.
pub(super) fn error(message: &str, first: Span, last: Span) -> TokenStream {
    let mut literal = Literal::string(message);
    literal.set_span(last);
    let path = quote_spanned!(first=> ::core::compile_error!);
    let message = quote_spanned!(last=> { #literal });
    quote!(#path #message)
}

/// A warning: stable Rust has none for macros but that something deprecated is used.
fn warning(finding: &Diagnostic, message: &str, place: Span) -> TokenStream {
    let name = finding.name.map_or("event_pattern", |name| name.as_str());
    let (declared, used) = (Ident::new(name, Span::call_site()), Ident::new(name, place));
    quote! {
        const _: () = {
            #[deprecated(note = #message)]
            #[allow(non_upper_case_globals)]
            const #declared: () = ();
            #used
        };
    }
}
