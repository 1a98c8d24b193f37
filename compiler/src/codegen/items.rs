//! The items that a macro call becomes: for each rule a function and a module of the same name.

use super::input::{Body, Form, Function, Functions};
use super::{program, typed};
use crate::check::check;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{self, Dialect, Tokens};
use crate::program::TooLarge;
use crate::schema::Schema;
use crate::source::{Source, Span};
use crate::{Parsed, parse, parse_value};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};

/// A pattern file that was read.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path, for the compiler to watch.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// Turns the rules of a macro call into Rust. Mistakes become compiler errors at their places; the items are there all
/// the same, so that the rest of the crate gives no errors of its own. `load` reads a file by its path from the crate's
/// folder.
pub fn expand(input: TokenStream, load: &dyn Fn(&str) -> Result<File, String>) -> TokenStream {
    match syn::parse2::<Functions>(input) {
        Ok(Functions(functions)) => functions.iter().map(|function| items(function, load)).collect(),
        Err(error) => error.to_compile_error(),
    }
}

/// The Rust for a pattern's text, as a macro call would make it. The event type follows from the pattern's
/// `detail-type`; without a known one the rule takes JSON bytes.
///
/// # Errors
/// Everything that is wrong with the pattern.
pub fn preview(name: &str, text: &str) -> Result<TokenStream, Vec<Diagnostic>> {
    let mut parsed = parse(text, Dialect::Relaxed);
    parsed.refuse_suspicious();
    let schema = parsed.lowered.as_ref().and_then(|lowered| schema_of(&lowered.rule));
    let form = schema.map_or(Form::Raw, Form::Typed);
    let event = format_ident!("event");
    let name = syn::parse_str::<Ident>(name).unwrap_or_else(|_| format_ident!("rule"));
    let code = compile(parsed, form, &event)?;
    let signature = match form {
        Form::Typed(schema) => {
            let detail = format_ident!("{}", schema.rust_name);
            quote!(pub fn #name(event: &Event<#detail>) -> bool)
        }
        Form::Raw => quote!(pub fn #name(json: &[u8]) -> Result<bool, JsonError>),
    };
    let body = code.body(&name);
    let module = code.module(&name, &quote!(pub), &[]);
    Ok(quote!(#signature { #body } #module))
}

/// The event type that the pattern asks for by its only `detail-type`.
fn schema_of(rule: &crate::rule::Rule) -> Option<&'static Schema> {
    let is_detail_type = |leaf: &&crate::rule::Leaf| leaf.path.to_string() == "detail-type";
    let leaf = rule.leaves.iter().find(is_detail_type)?;
    match leaf.alternatives.as_slice() {
        [crate::pattern::Filter::Text(text)] => Schema::by_detail_type(text.as_str()?),
        _ => None,
    }
}

/// What a rule becomes.
struct Code {
    /// The pattern as JSON text.
    pattern: String,
    tables: TokenStream,
    scratch: usize,
    /// The body of the function on a typed event.
    typed_body: Option<TokenStream>,
}

fn compile(parsed: Parsed, form: Form, event: &Ident) -> Result<Code, Vec<Diagnostic>> {
    let Parsed { value: Some(value), pattern, lowered, diagnostics: found } = parsed else {
        return Err(parsed.diagnostics);
    };
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(found);
    let known = diagnostics.as_slice().len();
    if let (Form::Typed(schema), Some(pattern)) = (form, &pattern) {
        check(pattern, schema, &mut diagnostics);
        diagnostics.forget_around(known);
    }
    let Some(lowered) = lowered.filter(|_| !diagnostics.has_errors()) else { return Err(diagnostics.into_sorted()) };
    let too_large = |_| {
        let whole = Span::new(value.span.start, value.span.start + 1);
        vec![Diagnostic::error(whole, "the pattern is too large").with_help("split it")]
    };
    let typed_body = match form {
        Form::Typed(schema) => Some(typed::body(&lowered.rule, schema, event).ok_or(TooLarge).map_err(too_large)?),
        Form::Raw => None,
    };
    let tables = crate::program::lower(&lowered.rule).map_err(too_large)?;
    let (pattern, scratch) = (value.to_json(), tables.scratch());
    Ok(Code { pattern, scratch, tables: program::tables(&tables), typed_body })
}

impl Code {
    fn body(&self, name: &Ident) -> TokenStream {
        self.typed_body.clone().unwrap_or_else(|| quote!(#name::matches_json(json)))
    }

    fn module(&self, name: &Ident, visibility: &TokenStream, attributes: &[&syn::Attribute]) -> TokenStream {
        let Self { pattern, tables, scratch, .. } = self;
        let scratch = Literal::usize_unsuffixed(*scratch);
        let about = format!(" The rule [`fn@{name}`] on JSON text, and its pattern.");
        quote! {
            #[doc = #about]
            #(#attributes)*
            #visibility mod #name {
                /// The pattern, as JSON text.
                pub const PATTERN: &str = #pattern;

                /// Whether the rule matches an event, given as its JSON text.
                ///
                /// # Errors
                /// The bytes are no JSON object, and that came to light before the answer was certain.
                pub fn matches_json(json: &[u8]) -> ::core::result::Result<bool, ::event_pattern::JsonError> {
                    ::event_pattern::program::run(&PROGRAM, json, &mut [0; #scratch])
                }

                static PROGRAM: ::event_pattern::program::Program<'static> = {
                    #[allow(unused_imports)]
                    use ::event_pattern::program::{
                        Bound, Goal, Key, Leaf, NO_BIT, Node, Program, Range, Requirement, Slice, Test,
                    };
                    #tables
                };
            }
        }
    }
}

fn items(function: &Function, load: &dyn Fn(&str) -> Result<File, String>) -> TokenStream {
    let (code, errors, tracking) = match &function.body {
        Body::Tokens(group) => {
            let (value, tokens, problems) = json::read_tokens(group);
            let mut diagnostics = Diagnostics::new();
            diagnostics.extend(problems);
            let mut parsed = parse_value(value, diagnostics);
            parsed.refuse_suspicious();
            match compile(parsed, function.form, &function.parameter) {
                Ok(code) => (Some(code), TokenStream::new(), TokenStream::new()),
                Err(found) => {
                    (None, found.iter().map(|one| error_at_tokens(one, &tokens)).collect(), TokenStream::new())
                }
            }
        }
        Body::Text(literal) => {
            let source = function.name.to_string();
            let (code, errors) = compile_text(function, &source, &literal.value(), literal.span());
            (code, errors, TokenStream::new())
        }
        Body::File(literal) => match load(&literal.value()) {
            Ok(file) => {
                let (code, errors) = compile_text(function, &literal.value(), &file.text, literal.span());
                let path = &file.path;
                (
                    code,
                    errors,
                    quote!(
                        const _: &[u8] = ::core::include_bytes!(#path);
                    ),
                )
            }
            Err(message) => (None, error(&message, literal.span(), literal.span()), TokenStream::new()),
        },
    };
    let definition = match code {
        Some(code) => define(function, &code),
        None => stub(function),
    };
    quote!(#errors #tracking #definition)
}

fn compile_text(function: &Function, name: &str, text: &str, span: proc_macro2::Span) -> (Option<Code>, TokenStream) {
    let mut parsed = parse(text, Dialect::Relaxed);
    parsed.refuse_suspicious();
    match compile(parsed, function.form, &function.parameter) {
        Ok(code) => (Some(code), TokenStream::new()),
        Err(found) => {
            let source = Source::new(name, text);
            (None, found.iter().map(|one| error(&one.render_message(&source), span, span)).collect())
        }
    }
}

fn define(function: &Function, code: &Code) -> TokenStream {
    let body = match function.form {
        Form::Typed(_) => code.body(&function.name),
        Form::Raw => {
            let (name, json) = (&function.name, &function.parameter);
            let span = function
                .output
                .to_token_stream()
                .into_iter()
                .next()
                .map_or_else(proc_macro2::Span::call_site, |token| token.span());
            quote_spanned!(span=> #name::matches_json(#json))
        }
    };
    let visibility = &function.visibility;
    let module = code.module(&function.name, &quote!(#visibility), &conditions(function));
    let definition = signature(function, &body);
    quote!(#definition #module)
}

/// What stands in for a rule with mistakes.
fn stub(function: &Function) -> TokenStream {
    let (name, visibility, parameter) = (&function.name, &function.visibility, &function.parameter);
    let never = match function.form {
        Form::Typed(_) => quote!(false),
        Form::Raw => quote!(::core::result::Result::Ok(false)),
    };
    let definition = signature(function, &quote!({ let _ = #parameter; #never }));
    let conditions = conditions(function);
    quote! {
        #definition
        #(#conditions)*
        #[allow(dead_code, missing_docs)]
        #visibility mod #name {
            pub const PATTERN: &str = "";
            pub fn matches_json(_json: &[u8]) -> ::core::result::Result<bool, ::event_pattern::JsonError> {
                ::core::result::Result::Ok(false)
            }
        }
    }
}

fn signature(function: &Function, body: &TokenStream) -> TokenStream {
    let Function { attributes, visibility, fn_token, name, generics, parameter, parameter_type, output, .. } = function;
    quote!(#(#attributes)* #visibility #fn_token #name #generics(#parameter: #parameter_type) -> #output { #body })
}

/// The `cfg` attributes, which the module needs as much as the function.
fn conditions(function: &Function) -> Vec<&syn::Attribute> {
    function.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}

fn error_at_tokens(diagnostic: &Diagnostic, tokens: &Tokens) -> TokenStream {
    let (first, last) = tokens.ends(diagnostic.span);
    error(&diagnostic.text(), first, last)
}

/// A compiler error that is underlined from one token to another.
fn error(message: &str, first: proc_macro2::Span, last: proc_macro2::Span) -> TokenStream {
    let mut literal = Literal::string(message);
    literal.set_span(last);
    let path = quote_spanned!(first=> ::core::compile_error!);
    let message = quote_spanned!(last=> { #literal });
    quote!(#path #message)
}
