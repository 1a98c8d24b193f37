//! The items that a rule becomes: a function and a module of the same name.

use super::Files;
use super::attributes::Attributes;
use super::body::Body;
use super::code::{self, Code};
use super::input::Function;
use super::report::Subject;
use super::signature::{Form, Signature};
use crate::syntax::Error;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};

/// The items of one rule, or errors and what stands in for it.
pub(super) fn of(function: &Function, files: &dyn Files) -> TokenStream {
    let mistakes: TokenStream = function.mistakes.iter().map(Error::to_compile_error).collect();
    let (Some(signature), Some(body)) = (&function.signature, &function.body) else {
        let stub = stub(function);
        return quote!(#mistakes #stub);
    };
    let (code, findings) = compile(function, signature, body, files);
    let definition = match code.filter(|_| mistakes.is_empty()) {
        Some(code) => define(function, signature, &code),
        None => stub(function),
    };
    quote!(#mistakes #findings #definition)
}

/// The code of the function's pattern, if nothing is wrong with it, and what was found as items.
fn compile(function: &Function, signature: &Signature, body: &Body, files: &dyn Files) -> (Option<Code>, TokenStream) {
    let schema = signature.form.schema();
    let written = match body.parse(schema, &function.name.to_string(), files) {
        Ok(written) => written,
        Err(error) => return (None, error.to_compile_error()),
    };
    let (origin, tracking) = (written.origin, written.tracking);
    let Function { attributes, .. } = function;
    let (code, findings) = code::compile(written.parsed, schema, &signature.parameter, attributes, origin.tokens());
    let conditions = attributes.conditions();
    let subject = Subject { conditions: &conditions, rule: None, place_of_attributes: "the function" };
    let findings = subject.report(&findings, &origin);
    (code, quote!(#findings #tracking))
}

fn define(function: &Function, signature: &Signature, code: &Code) -> TokenStream {
    let (name, json) = (&function.name, &signature.parameter);
    let body = code.typed_body.clone().unwrap_or_else(|| {
        let place = function.output.clone().into_iter().next();
        let span = place.map_or_else(proc_macro2::Span::call_site, |token| token.span());
        quote_spanned!(span=> #name::matches_json(#json))
    });
    let deprecated = code.blind.as_ref().filter(|_| code.typed_body.is_some()).map(|reason| {
        let note = format!("{reason}, so this function takes it as absent\n= help: call `{name}::matches_json` with the event's JSON text");
        quote!(#[deprecated(note = #note)])
    });
    let definition = definition(function, signature, &body);
    let definition = quote!(#deprecated #definition);
    let module = module(code, name, &function.visibility, &function.attributes);
    quote!(#definition #module)
}

/// The module with the pattern and the matcher on JSON text.
pub(super) fn module(code: &Code, name: &Ident, visibility: &TokenStream, attributes: &Attributes) -> TokenStream {
    let (conditions, root) = (attributes.conditions(), &attributes.root);
    let Code { pattern, prefilter, event_type, image, scratch, .. } = code;
    let prefilter = prefilter.as_ref().map_or_else(|| quote!(PATTERN), |prefilter| quote!(#prefilter));
    let image = Literal::byte_string(image);
    let scratch = Literal::usize_unsuffixed(*scratch);
    let version = code::version();
    let about = format!(" The rule [`fn@{name}`] on JSON text, and its pattern.");
    quote! {
        #[doc = #about]
        #(#conditions)*
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
            pub fn matches_json(json: &[u8]) -> ::core::result::Result<bool, #root::EventError> {
                const SCRATCH: usize = #scratch;
                #root::__private::run(TABLES, json, &mut [0; SCRATCH])
            }

            #root::__private::explain_rule!(PATTERN, #event_type, matches_json);

            /// The rule as tables, which the engine runs.
            const TABLES: #root::__private::Tables<'static> =
                #root::__private::Tables::new(#version, #image);
        }
    }
}

/// What stands in for a rule with mistakes. If the mistake is in its signature, it takes whatever it is given.
fn stub(function: &Function) -> TokenStream {
    let Function { attributes, visibility, fn_token, name, output, .. } = function;
    let (attributes, root) = (&attributes.others, &attributes.root);
    let definition = if let Some(signature) = &function.signature {
        let (parameter, never) = (&signature.parameter, never(matches!(signature.form, Form::Raw)));
        definition(function, signature, &quote!({ let _ = #parameter; #never }))
    } else {
        let is_result = output.to_string().contains("Result");
        let never = never(is_result);
        let result = quote!(::core::result::Result<bool, #root::EventError>);
        let output = if is_result { result } else { quote!(bool) };
        quote!(#(#attributes)* #visibility #fn_token #name<Argument>(_: Argument) -> #output { #never })
    };
    let conditions = function.attributes.conditions();
    quote! {
        #definition
        #(#conditions)*
        #[allow(dead_code, missing_docs)]
        #visibility mod #name {
            pub const PATTERN: &str = "";
            pub const PREFILTER: &str = "";
            pub fn matches_json(_json: &[u8]) -> ::core::result::Result<bool, #root::EventError> {
                ::core::result::Result::Ok(false)
            }
            #root::__private::explain_rule!(PATTERN, "", matches_json);
        }
    }
}

fn never(is_result: bool) -> TokenStream {
    if is_result { quote!(::core::result::Result::Ok(false)) } else { quote!(false) }
}

fn definition(function: &Function, signature: &Signature, body: &TokenStream) -> TokenStream {
    let Function { attributes, visibility, fn_token, name, generics, where_clause, output, .. } = function;
    let Signature { parameter, parameter_type, .. } = signature;
    let attributes = &attributes.others;
    quote!(
        #(#attributes)* #visibility #fn_token #name #generics(#parameter: #parameter_type) -> #output #where_clause { #body }
    )
}
