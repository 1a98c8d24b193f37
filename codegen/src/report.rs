//! Findings as rustc shows them: errors, and warnings by way of constants that are deprecated.

use crate::syntax::Attribute;
use crate::tokens::Tokens;
use event_pattern_compiler::diagnostic::{Diagnostic, Severity};
use event_pattern_compiler::source::Source;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use std::fmt::Write as _;

/// Where a pattern was written, for the compiler.
pub(super) enum Origin {
    /// Between the braces of the macro call.
    Tokens(Tokens),
    /// In a raw string, or in the file that a string names.
    Text {
        /// What the text is called in messages.
        name: String,
        text: String,
        /// The string.
        literal: Span,
    },
}

impl Origin {
    /// The tokens, if it was written as such.
    pub(super) fn tokens(&self) -> Option<&Tokens> {
        match self {
            Self::Tokens(tokens) => Some(tokens),
            Self::Text { .. } => None,
        }
    }
}

/// What findings are about.
#[derive(Clone, Copy)]
pub(super) struct Subject<'s> {
    /// The `cfg` attributes that the items of the rule have.
    pub(super) conditions: &'s [&'s Attribute],
    /// The name of the rule, if it is one of several in an enum.
    pub(super) rule: Option<&'s Ident>,
    /// Where an attribute stands that allows something.
    pub(super) place_of_attributes: &'static str,
}

impl Subject<'_> {
    /// All findings about a pattern as items.
    pub(super) fn report(self, findings: &[Diagnostic], origin: &Origin) -> TokenStream {
        let items = findings.iter().map(|finding| {
            let (text, first, last) = match origin {
                Origin::Tokens(tokens) => {
                    let (first, last) = tokens.ends(finding.span);
                    (finding.text(), first, last)
                }
                Origin::Text { name, text, literal } => {
                    (finding.render_message(&Source::new(name, text)), *literal, *literal)
                }
            };
            self.item(finding, text, first, last)
        });
        items.collect()
    }

    /// A finding about the rule as a whole as an item, at its name.
    pub(super) fn report_at(self, finding: &Diagnostic, name: &Ident) -> TokenStream {
        self.item(finding, finding.text(), name.span(), name.span())
    }

    fn item(self, finding: &Diagnostic, mut text: String, first: Span, last: Span) -> TokenStream {
        // rustc shows the name of a warning itself: it is the name of the deprecated constant.
        if let (Some(name), Severity::Error) = (finding.name, finding.severity) {
            let end_of_message = text.find('\n').unwrap_or(text.len());
            text.insert_str(end_of_message, &format!(" [{name}]"));
        }
        if let Some(rule) = self.rule {
            let _ = write!(text, "\n= note: in the rule `{rule}`");
        }
        if let Some(name) = finding.name.filter(|_| finding.suggests_allow) {
            let place = self.place_of_attributes;
            let _ = write!(text, "\n= note: `#[event_pattern(allow({name}))]` on {place} allows this");
        }
        let item = match finding.severity {
            Severity::Error => error(&text, first, last),
            Severity::Warning => warning(finding, &text, first),
        };
        let conditions = self.conditions;
        quote!(#(#conditions)* #item)
    }
}

/// A compiler error that is underlined from one token to another.
pub(crate) fn error(message: &str, first: Span, last: Span) -> TokenStream {
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
