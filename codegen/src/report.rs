//! Diagnostics as compiler messages: `compile_error!` for errors, and uses of deprecated constants for warnings.
//!
//! rustc shows the path of a deprecated constant, so the warnings about a rule are statements of a function with the
//! rule's name, and the path is `run_test_failed::warning`. In such a function, the author's `#[allow(deprecated)]` and
//! `#[expect(deprecated)]` have the usual effect.

use crate::syntax::Attribute;
use crate::tokens::TokenSpans;
use event_pattern_compiler::diagnostic::{Diagnostic, Severity};
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

/// Generated code that makes the compiler report diagnostics.
#[derive(Default)]
pub(super) struct Reports {
    /// Items that report errors.
    pub(super) errors: TokenStream,
    /// Statements that report warnings.
    pub(super) warnings: TokenStream,
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
    /// Reports the diagnostics of a pattern.
    pub(super) fn report(self, diagnostics: &[Diagnostic], origin: &Origin) -> Reports {
        let mut reports = Reports::default();
        for diagnostic in diagnostics {
            let (text, first, last) = match origin {
                Origin::Tokens(tokens) => {
                    let (first, last) = tokens.first_and_last(diagnostic.span);
                    (diagnostic.text(), first, last)
                }
                Origin::Text { name, text, literal } => {
                    (diagnostic.render_message(&Source::new(name, text)), *literal, *literal)
                }
            };
            self.add_to(&mut reports, diagnostic, text, first, last);
        }
        reports
    }

    /// Reports a diagnostic at a name, and adds the report to `reports`.
    pub(super) fn report_at(self, diagnostic: &Diagnostic, name: &Ident, reports: &mut Reports) {
        self.add_to(reports, diagnostic, diagnostic.text(), name.span(), name.span());
    }

    fn add_to(self, reports: &mut Reports, diagnostic: &Diagnostic, mut text: String, first: Span, last: Span) {
        if let Some(lint) = diagnostic.lint {
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
        match diagnostic.severity {
            Severity::Error => {
                let (cfg_attributes, error) = (self.cfg_attributes, error(&text, first, last));
                reports.errors.extend(quote!(#(#cfg_attributes)* #error));
            }
            Severity::Warning => reports.warnings.extend(warning(&text, first)),
        }
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
pub(crate) fn warning(message: &str, span: Span) -> TokenStream {
    let name = Ident::new("warning", span);
    quote! {
        {
            #[deprecated(note = #message)]
            #[allow(non_upper_case_globals)]
            const warning: () = ();
            const _: () = #name;
        }
    }
}
