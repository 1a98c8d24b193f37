//! The items that a rule becomes: a function and a type of the same name.

use super::Files;
use super::attributes::Attributes;
use super::body::Body;
use super::code::{self, Code};
use super::input::Function;
use super::report::Subject;
use super::signature::{Form, Signature};
use crate::syntax::{Error, unraw};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
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
        let span = place.map_or_else(Span::call_site, |token| token.span());
        quote_spanned!(span=> #name::matches_json(#json))
    });
    let deprecated = code.blind.as_ref().filter(|_| code.typed_body.is_some()).map(|reason| {
        let note = format!("{reason}, so this function treats it as absent\n= help: call `{name}::matches_json` with the event's JSON text");
        quote!(#[deprecated(note = #note)])
    });
    let definition = definition(function, signature, &body);
    let rule_type = rule_type(Some(code), name, &function.visibility, &function.attributes, function_type(function));
    quote!(#deprecated #definition #rule_type)
}

/// The type that has the rule's name, with its pattern and the matcher on JSON text. Without code it stands in for that of a rule
/// with mistakes. `function` is the type of the rule's function, if it has one that can be written.
///
/// The name of the type is at the place of the rule's, but of the macro's making. So rustc does not report the type and what
/// belongs to it as unused, only the function; and it counts the function as used wherever the type is.
pub(super) fn rule_type(
    code: Option<&Code>,
    name: &Ident,
    visibility: &TokenStream,
    attributes: &Attributes,
    function: Option<TokenStream>,
) -> TokenStream {
    let (conditions, root) = (attributes.conditions(), &attributes.root);
    let mut type_name = name.clone();
    type_name.set_span(Span::call_site().located_at(name.span()));
    let (about, text) =
        (format!(" The rule [`fn@{name}`] on JSON text, its pattern, and the rule as a type."), unraw(name));
    let (pattern, event_type) = code.map_or(("", ""), |code| (code.pattern.as_str(), code.event_type));
    let prefilter = code.and_then(|code| code.prefilter.as_ref());
    let prefilter = prefilter.map_or_else(|| quote!(Self::PATTERN), |prefilter| quote!(#prefilter));
    let matches = if let Some(Code { image, scratch, .. }) = code {
        let (version, image) = (code::version(), Literal::byte_string(image));
        let scratch = Literal::usize_unsuffixed(*scratch);
        quote! {
            const SCRATCH: ::core::primitive::usize = #scratch;
            const TABLES: #root::__private::Tables<'static> = #root::__private::Tables::new(#version, #image);
            #root::__private::run(TABLES, json, &mut [0; SCRATCH])
        }
    } else {
        quote!(let _ = json; ::core::result::Result::Ok(false))
    };
    let is_deprecated = code.is_some_and(|code| code.blind.is_some())
        || attributes.others.iter().any(|attribute| attribute.is("deprecated"));
    let allow_deprecated = is_deprecated.then(|| quote!(#[allow(deprecated)]));
    let (function_type, function) = match function {
        Some(function_type) => (function_type, quote!(#name)),
        None => (quote!(()), quote!(())),
    };
    quote! {
        #[doc = #about]
        #(#conditions)*
        #[allow(non_camel_case_types)]
        #[derive(::core::clone::Clone, ::core::marker::Copy)]
        #visibility struct #type_name {}

        #(#conditions)*
        impl #type_name {
            /// The pattern, as JSON text.
            pub const PATTERN: &'static ::core::primitive::str = #pattern;

            /// The pattern to deploy to Amazon EventBridge in front of the rule, as JSON text: it loses no event that the
            /// rule matches. It is the rule's own pattern where the service can say all of it.
            pub const PREFILTER: &'static ::core::primitive::str = #prefilter;

            /// Whether the rule matches an event, given as its JSON text.
            ///
            /// # Errors
            /// The bytes are not a JSON object, and that was found before the answer was certain.
            pub fn matches_json(json: &[::core::primitive::u8]) -> ::core::result::Result<::core::primitive::bool, #root::EventError> {
                #matches
            }

            #root::__private::explain_rule!();
        }

        #(#conditions)*
        #allow_deprecated
        impl #root::Rule for #type_name {
            const NAME: &'static ::core::primitive::str = #text;
            const PATTERN: &'static ::core::primitive::str = Self::PATTERN;
            const PREFILTER: &'static ::core::primitive::str = Self::PREFILTER;
            type Function = #function_type;
            const FUNCTION: Self::Function = #function;
            const EVENT_TYPE: #root::__private::EventType = #root::__private::EventType(#event_type);

            fn matches_json(json: &[::core::primitive::u8]) -> ::core::result::Result<::core::primitive::bool, #root::EventError> {
                Self::matches_json(json)
            }
        }
    }
}

/// The type of a rule's function, unless it has type parameters or bounds.
fn function_type(function: &Function) -> Option<TokenStream> {
    let Function { generics, where_clause, output, signature, .. } = function;
    let parameter = &signature.as_ref()?.parameter_type;
    let mut tokens = generics.clone().into_iter();
    let mut is_lifetime = false;
    let has_lifetimes_only = tokens.all(|token| match token {
        TokenTree::Punct(punct) => {
            is_lifetime = punct.as_char() == '\'';
            "<>,'".contains(punct.as_char())
        }
        TokenTree::Ident(_) => std::mem::take(&mut is_lifetime),
        _ => false,
    });
    let binder = (!generics.is_empty()).then(|| quote!(for #generics));
    (has_lifetimes_only && where_clause.is_empty()).then(|| quote!(#binder fn(#parameter) -> #output))
}

/// What stands in for a rule with mistakes. If the mistake is in its signature, it takes whatever it is given.
fn stub(function: &Function) -> TokenStream {
    let Function { attributes, visibility, fn_token, name, output, .. } = function;
    let (others, root) = (&attributes.others, &attributes.root);
    let definition = if let Some(signature) = &function.signature {
        let (parameter, never) = (&signature.parameter, never(matches!(signature.form, Form::Raw)));
        definition(function, signature, &quote!({ let _ = #parameter; #never }))
    } else {
        let is_result = output.to_string().contains("Result");
        let never = never(is_result);
        let result = quote!(::core::result::Result<bool, #root::EventError>);
        let output = if is_result { result } else { quote!(bool) };
        quote!(#(#others)* #visibility #fn_token #name<Argument>(_: Argument) -> #output { #never })
    };
    let rule_type = rule_type(None, name, visibility, attributes, function_type(function));
    quote!(#[allow(dead_code)] #definition #rule_type)
}

fn never(is_result: bool) -> TokenStream {
    if is_result { quote!(::core::result::Result::Ok(false)) } else { quote!(false) }
}

/// The function. Its braces are those of the pattern, so that rustc takes it for the author's, and reports it if it is not used.
fn definition(function: &Function, signature: &Signature, body: &TokenStream) -> TokenStream {
    let Function { attributes, visibility, fn_token, name, generics, where_clause, output, .. } = function;
    let Signature { parameter, parameter_type, .. } = signature;
    let attributes = &attributes.others;
    let mut braces = Group::new(Delimiter::Brace, body.clone());
    if let Some(body) = &function.body {
        braces.set_span(body.span());
    }
    quote!(
        #[allow(unreachable_pub, clippy::missing_errors_doc, clippy::must_use_candidate)]
        #(#attributes)* #visibility #fn_token #name #generics(#parameter: #parameter_type) -> #output #where_clause #braces
    )
}
