//! The items that a rule becomes: a function and a module of the same name.

use super::File;
use super::code::{self, Code};
use super::input::{Body, Function};
use super::report::{self, Origin};
use super::signature::{Form, Signature};
use crate::diagnostic::Diagnostics;
use crate::json::{self, Dialect};
use crate::source::Source;
use crate::{parse_for, parse_value};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};

/// The items of one rule, or errors and what stands in for it.
pub(super) fn of(function: &Function, load: &dyn Fn(&str) -> Result<File, String>) -> TokenStream {
    let mistakes: TokenStream = function.mistakes.iter().map(syn::Error::to_compile_error).collect();
    let (Some(signature), Some(body)) = (&function.signature, &function.body) else {
        let stub = stub(function);
        return quote!(#mistakes #stub);
    };
    let (code, findings) = match body {
        Body::Tokens(group) => {
            let (value, tokens, problems) = json::read_tokens(group);
            let mut diagnostics = Diagnostics::new();
            diagnostics.extend(problems);
            let parsed = parse_value(signature.form.schema(), value, diagnostics);
            let (code, findings) =
                code::compile(parsed, signature.form, &signature.parameter, &function.allowed, Some(&tokens));
            (code, report::report(&findings, &Origin::Tokens(tokens), &function.conditions()))
        }
        Body::Text(literal) => {
            let name = function.name.to_string();
            of_text(function, signature, Source::new(&name, &literal.value()), literal.span())
        }
        Body::File(literal) => of_file(function, signature, literal, load),
    };
    let definition = match code.filter(|_| mistakes.is_empty()) {
        Some(code) => define(function, signature, &code),
        None => stub(function),
    };
    quote!(#mistakes #findings #definition)
}

fn of_text(
    function: &Function,
    signature: &Signature,
    source: Source<'_>,
    literal: proc_macro2::Span,
) -> (Option<Code>, TokenStream) {
    let parsed = parse_for(signature.form.schema(), source.text, Dialect::Relaxed);
    let (code, findings) = code::compile(parsed, signature.form, &signature.parameter, &function.allowed, None);
    (code, report::report(&findings, &Origin::Text { source, literal }, &function.conditions()))
}

fn of_file(
    function: &Function,
    signature: &Signature,
    literal: &syn::LitStr,
    load: &dyn Fn(&str) -> Result<File, String>,
) -> (Option<Code>, TokenStream) {
    let name = literal.value();
    match load(&name) {
        Ok(File { path, text }) => {
            let (code, findings) = of_text(function, signature, Source::new(&name, &text), literal.span());
            // So the compiler watches the file.
            let tracking = quote!(
                const _: &[u8] = ::core::include_bytes!(#path);
            );
            (code, quote!(#findings #tracking))
        }
        Err(message) => (None, report::error(&message, literal.span(), literal.span())),
    }
}

fn define(function: &Function, signature: &Signature, code: &Code) -> TokenStream {
    let (name, json) = (&function.name, &signature.parameter);
    let body = code.typed_body.clone().unwrap_or_else(|| {
        let place = function.output.clone().into_iter().next();
        let span = place.map_or_else(proc_macro2::Span::call_site, |token| token.span());
        quote_spanned!(span=> #name::matches_json(#json))
    });
    let deprecated = code.blind.as_ref().filter(|_| code.typed_body.is_some()).map(|reason| {
        let note = format!("{reason}\n= help: call `{name}::matches_json` with the event's JSON text");
        quote!(#[deprecated(note = #note)])
    });
    let definition = definition(function, signature, &body);
    let definition = quote!(#deprecated #definition);
    let module = module(code, name, &function.visibility.to_token_stream(), &function.conditions());
    quote!(#definition #module)
}

/// The module with the pattern and the matcher on JSON text.
pub(super) fn module(
    code: &Code,
    name: &Ident,
    visibility: &TokenStream,
    attributes: &[&syn::Attribute],
) -> TokenStream {
    let Code { pattern, prefilter, event_type, image, scratch, .. } = code;
    let prefilter = prefilter.as_ref().map_or_else(|| quote!(PATTERN), |prefilter| quote!(#prefilter));
    let image = Literal::byte_string(image);
    let scratch = Literal::usize_unsuffixed(*scratch);
    let about = format!(" The rule [`fn@{name}`] on JSON text, and its pattern.");
    quote! {
        #[doc = #about]
        #(#attributes)*
        #visibility mod #name {
            /// The pattern, as JSON text.
            pub const PATTERN: &str = #pattern;

            /// The pattern to deploy to Amazon EventBridge in front of the rule, as JSON text: it loses no event that the
            /// rule wants. It is the rule's own pattern where the service can say all of it.
            pub const PREFILTER: &str = #prefilter;

            /// Whether the rule matches an event, given as its JSON text.
            ///
            /// # Errors
            /// The bytes are no JSON object, and that came to light before the answer was certain.
            pub fn matches_json(json: &[u8]) -> ::core::result::Result<bool, ::event_pattern::JsonError> {
                ::event_pattern::program::run(PROGRAM, json, &mut [0; #scratch])
            }

            ::event_pattern::explain_rule!(PATTERN, #event_type, matches_json);

            /// The pattern as tables, which the engine runs.
            const PROGRAM: &[u8] = #image;
        }
    }
}

/// What stands in for a rule with mistakes. If the mistake is in its signature, it takes whatever it is given.
fn stub(function: &Function) -> TokenStream {
    let Function { attributes, visibility, fn_token, name, output, .. } = function;
    let definition = if let Some(signature) = &function.signature {
        let (parameter, never) = (&signature.parameter, never(matches!(signature.form, Form::Raw)));
        definition(function, signature, &quote!({ let _ = #parameter; #never }))
    } else {
        let is_result = output.to_string().contains("Result");
        let never = never(is_result);
        let result = quote!(::core::result::Result<bool, ::event_pattern::JsonError>);
        let output = if is_result { result } else { quote!(bool) };
        quote!(#(#attributes)* #visibility #fn_token #name<Argument>(_: Argument) -> #output { #never })
    };
    let conditions = function.conditions();
    quote! {
        #definition
        #(#conditions)*
        #[allow(dead_code, missing_docs)]
        #visibility mod #name {
            pub const PATTERN: &str = "";
            pub const PREFILTER: &str = "";
            pub fn matches_json(_json: &[u8]) -> ::core::result::Result<bool, ::event_pattern::JsonError> {
                ::core::result::Result::Ok(false)
            }
            ::event_pattern::explain_rule!(PATTERN, "", matches_json);
        }
    }
}

fn never(is_result: bool) -> TokenStream {
    if is_result { quote!(::core::result::Result::Ok(false)) } else { quote!(false) }
}

fn definition(function: &Function, signature: &Signature, body: &TokenStream) -> TokenStream {
    let Function { attributes, visibility, fn_token, name, generics, output, .. } = function;
    let Signature { parameter, parameter_type, .. } = signature;
    let (generics, clause) = (generics, &generics.where_clause);
    quote!(
        #(#attributes)* #visibility #fn_token #name #generics(#parameter: #parameter_type) -> #output #clause { #body }
    )
}
