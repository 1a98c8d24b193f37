//! Generates the items for a rule: a function and a type with the same name.

use super::Files;
use super::attributes::Attributes;
use super::body::{Body, ParsedBody};
use super::code::{self, Code};
use super::event_type::{DetailType, allow_elided_lifetimes};
use super::input::Function;
use super::known_events::KnownEvents;
use super::report::{Reports, Subject};
use super::signature::{Form, Signature};
use super::unused_allow::{AllowOwner, Suppressed};
use crate::rust_types::EventType;
use crate::syntax::{Attribute, Error, unraw};
use event_pattern_compiler::check::Coverage;
use event_pattern_compiler::schema::Schemas;
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// Generates the items of one rule, or errors and a stub. A rule for typed events needs the schema of their type. Also
/// returns the lints that were suppressed in the rule.
pub(super) fn generate(
    function: &Function,
    event_type: Option<&EventType>,
    of_call: &KnownEvents<'_>,
    files: &dyn Files,
) -> (TokenStream, Suppressed) {
    let errors: TokenStream = function.errors.iter().map(Error::to_compile_error).collect();
    let (Some(signature), Some(body)) = (&function.signature, &function.body) else {
        let stub = stub(function, &TokenStream::new());
        return (quote!(#errors #stub), Suppressed::unknown());
    };
    let name_of_type = signature.form.detail_type().map(DetailType::text);
    let known = KnownEvents::of_item(&function.attributes, name_of_type, of_call, files);
    let (documents, document_errors) = (&known.items, known.errors.iter().map(Error::to_compile_error));
    let errors = quote!(#errors #(#document_errors)*);
    let schemas = known.schemas(event_type);
    let CompiledFunction { code, mut reports, suppressed, tracking } =
        compile(function, signature, (schemas, event_type), body, files);
    let tracking = quote!(#documents #tracking);
    let Some(code) = code.filter(|_| errors.is_empty() && !known.is_incomplete) else {
        let (pattern_errors, stub) = (&reports.errors, stub(function, &reports.warnings));
        return (quote!(#errors #pattern_errors #tracking #stub), Suppressed::unknown());
    };
    reports.warnings.extend(known.unused(std::iter::once(&code.coverage)));
    suppressed.report_unused(&function.attributes, AllowOwner::Rule, subject(&[]), &mut reports);
    let definition = define(function, signature, &code, &reports.warnings);
    (quote!(#tracking #definition), suppressed)
}

/// The result of compiling the pattern of a function.
struct CompiledFunction<'e> {
    /// `None` if the pattern has errors.
    code: Option<Code<'e>>,
    reports: Reports,
    suppressed: Suppressed,
    /// Items that include the pattern's files.
    tracking: TokenStream,
}

/// Compiles the pattern of a function.
fn compile<'e>(
    function: &Function,
    signature: &Signature,
    (schemas, event_type): (Schemas<'e>, Option<&'e EventType>),
    body: &Body,
    files: &dyn Files,
) -> CompiledFunction<'e> {
    let ParsedBody { parsed, origin, deployed, tracking, warnings } =
        match body.parse(schemas, &function.name.to_string(), files) {
            Ok(parsed_body) => parsed_body,
            Err(error) => {
                let reports = Reports { errors: error.to_compile_error(), ..Reports::default() };
                return CompiledFunction { code: None, reports, suppressed: Suppressed::unknown(), tracking: quote!() };
            }
        };
    let Function { attributes, .. } = function;
    let compilation = code::compile(parsed, (schemas, event_type), &signature.parameter, attributes, origin.tokens());
    let compilation = compilation.with_deployed(deployed);
    let mut reports = subject(&attributes.cfg_attributes()).report(&compilation.diagnostics, &origin);
    reports.warnings.extend(warnings);
    let suppressed = Suppressed::new(compilation.suppressed);
    CompiledFunction { code: compilation.code, reports, suppressed, tracking }
}

fn subject<'s>(cfg_attributes: &'s [&'s Attribute]) -> Subject<'s> {
    Subject { cfg_attributes, rule: None, allow_location: "the function" }
}

fn define(function: &Function, signature: &Signature, code: &Code<'_>, warnings: &TokenStream) -> TokenStream {
    let (name, json) = (&function.name, &signature.parameter);
    let body = code.typed_body.clone().unwrap_or_else(|| {
        let output = function.output.clone().into_iter().next();
        let span = output.map_or_else(Span::call_site, |token| token.span());
        quote_spanned!(span=> #name::matches_json(#json))
    });
    let deprecated = code.absent_field.as_ref().filter(|_| code.typed_body.is_some()).map(|reason| {
        let note = format!("{reason}, so this function treats it as absent\n= help: call `{name}::matches_json` with the event's JSON text");
        quote!(#[deprecated(note = #note)])
    });
    let definition = definition(function, signature, &quote!(#warnings #body));
    let rule_type = rule_type(Some(code), name, &function.visibility, &function.attributes, function_type(function));
    quote!(#deprecated #definition #rule_type)
}

/// Generates the type that has the name of the rule, with the pattern and with the function that matches JSON text.
/// Without `code`, the type is a stub for an invalid rule. `function` is the result of [`function_type`].
///
/// The name of the type has the location of the rule's name, but the hygiene of the macro. Therefore, rustc reports
/// only the function of an unused rule, not the type and its items, and a use of the type counts as a use of the
/// function. The rest of the struct has this location too: in an `impl` block, rustc reports the struct at the name.
pub(super) fn rule_type(
    code: Option<&Code<'_>>,
    name: &Ident,
    visibility: &TokenStream,
    attributes: &Attributes,
    function: Option<TokenStream>,
) -> TokenStream {
    let (cfg_attributes, root) = (attributes.cfg_attributes(), &attributes.root);
    let mut type_name = name.clone();
    type_name.set_span(Span::call_site().located_at(name.span()));
    let struct_token = Ident::new("struct", type_name.span());
    let mut struct_body = Group::new(Delimiter::Brace, TokenStream::new());
    struct_body.set_span(type_name.span());
    let (about, text) = (
        format!(" The rule [`fn@{name}`] as a type, with the rule's pattern and a function that matches JSON text."),
        unraw(name),
    );
    let pattern = code.map_or("", |code| code.pattern.as_str());
    let checked = code.map_or_else(String::new, |code| checked_against(&code.coverage));
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
    let is_deprecated = code.is_some_and(|code| code.absent_field.is_some())
        || attributes.passed_through.iter().any(|attribute| attribute.is_named("deprecated"));
    let allow_deprecated = is_deprecated.then(|| quote!(#[allow(deprecated)]));
    let (function_type, function) = match function {
        Some(function_type) => (function_type, quote!(#name)),
        None => (
            quote!(
                type Function = ();
            ),
            quote!(()),
        ),
    };
    quote! {
        #[doc = #about]
        #(#cfg_attributes)*
        #[allow(non_camel_case_types)]
        #[derive(::core::clone::Clone, ::core::marker::Copy)]
        #visibility #struct_token #type_name #struct_body

        #(#cfg_attributes)*
        impl #type_name {
            /// The pattern, as JSON text.
            #[doc = ""]
            #[doc = #checked]
            pub const PATTERN: &'static ::core::primitive::str = #pattern;

            /// The pattern to deploy to Amazon EventBridge, as JSON text. It matches every event that the rule matches,
            /// and is equal to [`PATTERN`](Self::PATTERN) unless the rule uses conditions that EventBridge does not
            /// support.
            pub const PREFILTER: &'static ::core::primitive::str = #prefilter;

            /// Returns whether the rule matches an event, given as JSON text.
            ///
            /// # Errors
            /// Returns an error if the bytes are not a JSON object. Reading stops when the answer is certain, so later
            /// errors are not reported.
            pub fn matches_json(json: &[::core::primitive::u8]) -> ::core::result::Result<::core::primitive::bool, #root::EventError> {
                #matches
            }

            #root::__private::explain_rule!();
        }

        #(#cfg_attributes)*
        #allow_deprecated
        impl #root::Rule for #type_name {
            const NAME: &'static ::core::primitive::str = #text;
            const PATTERN: &'static ::core::primitive::str = Self::PATTERN;
            const PREFILTER: &'static ::core::primitive::str = Self::PREFILTER;
            #function_type
            const FUNCTION: Self::Function = #function;
            const SEAL: #root::__private::Seal = #root::__private::Seal;

            fn matches_json(json: &[::core::primitive::u8]) -> ::core::result::Result<::core::primitive::bool, #root::EventError> {
                Self::matches_json(json)
            }
        }
    }
}

/// Returns the sentence for the documentation of a pattern that says what the macro checked it against.
fn checked_against(coverage: &Coverage<'_>) -> String {
    let names = coverage.schemas.iter().filter_map(|schema| schema.detail_type.as_deref());
    let events: Vec<String> = names.map(|name| format!("*{name}*")).collect();
    match (events.join(", "), coverage.has_others) {
        (events, false) => format!(" It was checked against the schemas of these events: {events}."),
        (events, true) if events.is_empty() => {
            " Its events have no schema, so only the outer fields and the syntax were checked.".to_owned()
        }
        (events, true) => {
            format!(" It was checked against the schemas of these events: {events}. Its other events have no schema.")
        }
    }
}

/// Returns the definition of the associated type `Function`: the type of a rule's function. Returns `None` if the
/// signature is invalid, or if the function has type parameters or bounds.
fn function_type(function: &Function) -> Option<TokenStream> {
    let Function { generics, where_clause, output, signature, .. } = function;
    let signature = signature.as_ref()?;
    let parameter = &signature.parameter_type;
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
    let allow_elided_lifetimes = elided_lifetimes(signature);
    let definition = || quote!(#allow_elided_lifetimes type Function = #binder fn(#parameter) -> #output;);
    (has_lifetimes_only && where_clause.is_empty()).then(definition)
}

/// Returns the attribute that items with the event type of a typed rule need if the type has elided lifetimes.
fn elided_lifetimes(signature: &Signature) -> Option<TokenStream> {
    signature.form.detail_type()?;
    allow_elided_lifetimes(&signature.parameter_type.referent()?)
}

/// Generates a stub for an invalid rule, so that its callers compile. If the signature is invalid, the stub takes an
/// argument of any type.
fn stub(function: &Function, warnings: &TokenStream) -> TokenStream {
    let Function { attributes, visibility, fn_token, name, output, .. } = function;
    let (others, root) = (&attributes.passed_through, &attributes.root);
    let definition = if let Some(signature) = &function.signature {
        let (parameter, no_match) = (&signature.parameter, no_match(matches!(signature.form, Form::Raw)));
        definition(function, signature, &quote!({ #warnings let _ = #parameter; #no_match }))
    } else {
        let is_result = output.to_string().contains("Result");
        let no_match = no_match(is_result);
        let result = quote!(::core::result::Result<bool, #root::EventError>);
        let output = if is_result { result } else { quote!(bool) };
        quote!(#(#others)* #visibility #fn_token #name<Argument>(_: Argument) -> #output { #no_match })
    };
    let rule_type = rule_type(None, name, visibility, attributes, function_type(function));
    quote!(#[allow(dead_code)] #definition #rule_type)
}

fn no_match(is_result: bool) -> TokenStream {
    if is_result { quote!(::core::result::Result::Ok(false)) } else { quote!(false) }
}

/// Generates the function. Its braces have the span of the pattern, so that rustc treats the function as the author's
/// code and reports the function if it is unused.
fn definition(function: &Function, signature: &Signature, body: &TokenStream) -> TokenStream {
    let Function { attributes, visibility, fn_token, name, generics, where_clause, output, .. } = function;
    let Signature { parameter, parameter_type, .. } = signature;
    let attributes = &attributes.passed_through;
    let mut braces = Group::new(Delimiter::Brace, body.clone());
    if let Some(body) = &function.body {
        braces.set_span(body.span());
    }
    let allow_elided_lifetimes = elided_lifetimes(signature);
    quote!(
        #allow_elided_lifetimes
        #[allow(unreachable_pub, clippy::missing_const_for_fn, clippy::missing_errors_doc, clippy::must_use_candidate)]
        #(#attributes)* #visibility #fn_token #name #generics(#parameter: #parameter_type) -> #output #where_clause #braces
    )
}
