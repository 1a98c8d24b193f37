//! Diagnostics as compiler messages: `compile_error!` for errors, and uses of deprecated constants for warnings.

use crate::syntax::Attribute;
use crate::tokens::TokenSpans;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint, Severity};
use event_pattern_compiler::source::Source;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use std::fmt::Write as _;

/// The source of a pattern.
pub(super) enum Origin {
    /// The tokens between the braces of the macro call.
    Tokens(TokenSpans),
    /// A raw string, or a file.
    Text {
        /// Name of the pattern in messages: the path of the file, or the name of the rule.
        name: String,
        text: String,
        /// Span of the raw string, or of the string that contains the path.
        literal: Span,
    },
}

impl Origin {
    /// Returns the spans of the tokens; `None` for a raw string or a file.
    pub(super) fn tokens(&self) -> Option<&TokenSpans> {
        match self {
            Self::Tokens(tokens) => Some(tokens),
            Self::Text { .. } => None,
        }
    }
}

/// The item that diagnostics are reported on.
#[derive(Clone, Copy)]
pub(super) struct Subject<'s> {
    /// The `cfg` attributes of the items of the rule.
    pub(super) cfg_attributes: &'s [&'s Attribute],
    /// The name of the rule, if it belongs to an enum.
    pub(super) rule: Option<&'s Ident>,
    /// The items that an `allow` attribute can be written on, as named in messages.
    pub(super) allow_location: &'static str,
}

impl Subject<'_> {
    /// Returns items that make the compiler report the diagnostics of a pattern.
    pub(super) fn report(self, diagnostics: &[Diagnostic], origin: &Origin) -> TokenStream {
        let items = diagnostics.iter().map(|diagnostic| {
            let (text, first, last) = match origin {
                Origin::Tokens(tokens) => {
                    let (first, last) = tokens.first_and_last(diagnostic.span);
                    (diagnostic.text(), first, last)
                }
                Origin::Text { name, text, literal } => {
                    (diagnostic.render_message(&Source::new(name, text)), *literal, *literal)
                }
            };
            self.item(diagnostic, text, first, last)
        });
        items.collect()
    }

    /// Returns an item that makes the compiler report a diagnostic at the name of a rule.
    pub(super) fn report_at(self, diagnostic: &Diagnostic, name: &Ident) -> TokenStream {
        self.item(diagnostic, diagnostic.text(), name.span(), name.span())
    }

    fn item(self, diagnostic: &Diagnostic, mut text: String, first: Span, last: Span) -> TokenStream {
        // For a warning, the deprecated constant has the name of the lint, so rustc already shows the name.
        if let (Some(lint), Severity::Error) = (diagnostic.lint, diagnostic.severity) {
            let end_of_message = text.find('\n').unwrap_or(text.len());
            text.insert_str(end_of_message, &format!(" [{lint}]"));
        }
        if let Some(rule) = self.rule {
            let _ = write!(text, "\n= note: in the rule `{rule}`");
        }
        if let Some(lint) = diagnostic.lint.filter(|_| diagnostic.suggests_allow) {
            let location = self.allow_location;
            let _ = write!(text, "\n= note: `#[event_pattern(allow({lint}))]` on {location} allows this");
        }
        let item = match diagnostic.severity {
            Severity::Error => error(&text, first, last),
            Severity::Warning => warning(diagnostic, &text, first),
        };
        let cfg_attributes = self.cfg_attributes;
        quote!(#(#cfg_attributes)* #item)
    }
}

/// Returns a `compile_error!` for which rustc underlines everything from the first token to the last.
pub(crate) fn error(message: &str, first: Span, last: Span) -> TokenStream {
    let mut literal = Literal::string(message);
    literal.set_span(last);
    let path = quote_spanned!(first=> ::core::compile_error!);
    let message = quote_spanned!(last=> { #literal });
    quote!(#path #message)
}

/// Returns a use of a deprecated constant, which is the only way for a macro to emit a warning in stable Rust.
fn warning(diagnostic: &Diagnostic, message: &str, span: Span) -> TokenStream {
    let name = diagnostic.lint.map_or("event_pattern", Lint::as_str);
    let (declared, used) = (Ident::new(name, Span::call_site()), Ident::new(name, span));
    quote! {
        const _: () = {
            #[deprecated(note = #message)]
            #[allow(non_upper_case_globals)]
            const #declared: () = ();
            #used
        };
    }
}
