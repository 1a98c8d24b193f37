//! Parser for a call to `event_pattern!`: functions whose bodies are patterns.
//!
//! An error in one function does not affect the others. The readable parts of an invalid function are kept for its
//! stub.

use super::attributes::Attributes;
use super::body::{Body, Owner};
use super::head;
use super::signature::{self, Signature};
use crate::syntax::{Error, Input, Result, Type, is_group, is_punct, is_word};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;

/// One rule of a macro call.
pub(super) struct Function {
    pub(super) attributes: Attributes,
    pub(super) visibility: TokenStream,
    pub(super) fn_token: Ident,
    pub(super) name: Ident,
    pub(super) generics: TokenStream,
    pub(super) where_clause: TokenStream,
    pub(super) output: TokenStream,
    /// `None` if the signature is not valid for a rule.
    pub(super) signature: Option<Signature>,
    /// `None` if the pattern is missing or malformed.
    pub(super) body: Option<Body>,
    /// Errors outside the pattern.
    pub(super) errors: Vec<Error>,
}

/// A macro call.
pub(super) struct Call<I> {
    /// The attributes of the call itself.
    pub(super) attributes: Attributes,
    /// The items of the call, with an error in place of each item whose head cannot be read.
    pub(super) items: Vec<Result<I>>,
}

impl<I> Call<I> {
    /// Reads a macro call, with `read_item` for each item.
    pub(super) fn read(tokens: TokenStream, read_item: fn(&mut Input, &Attributes) -> Result<I>) -> Self {
        let (mut input, mut errors) = (Input::new(tokens), Vec::new());
        let attributes = match Attributes::of_call(&mut input, &mut errors) {
            Ok(attributes) => attributes,
            Err(error) => return Self { attributes: Attributes::default(), items: vec![Err(error)] },
        };
        let mut items: Vec<Result<I>> = errors.into_iter().map(Err).collect();
        while !input.is_empty() {
            let item = read_item(&mut input, &attributes);
            if item.is_err() {
                skip_item(&mut input);
            }
            items.push(item);
        }
        Self { attributes, items }
    }
}

/// Skips the rest of an item, up to and including its body in braces or its semicolon.
pub(super) fn skip_item(input: &mut Input) {
    while let Some(token) = input.next() {
        if is_group(&token, Delimiter::Brace) || is_punct(&token, ';') {
            break;
        }
    }
}

impl Function {
    pub(super) fn read(input: &mut Input, call: &Attributes) -> Result<Self> {
        let mut errors = Vec::new();
        let attributes = Attributes::read(input, call, &mut errors);
        let visibility = input.visibility();
        head::check_length(input)?;
        let first = input.span();
        while let Some(word) = ["async", "const", "unsafe"].iter().find_map(|word| input.take_word(word)) {
            errors.push(signature::signature_error(first, &format!("a rule cannot be `{word}`")));
        }
        if input.is_word("enum") {
            let message =
                "`event_pattern!` takes functions, not enums\n= help: use `event_patterns!` for an enum of rules";
            return Err(Error::new(first, message));
        }
        let Some(fn_token) = input.take_word("fn") else {
            return Err(signature::signature_error(first, "expected `fn`"));
        };
        let name = input.name()?;
        let generics = input.generics();
        let Some(parameters) = input.take_group(Delimiter::Parenthesis) else {
            return Err(signature::signature_error(input.span(), "expected a parameter in parentheses"));
        };
        let parameter = Signature::read(&mut Input::inside(&parameters));
        let output = output(input, &mut errors);
        let where_clause = if input.is_word("where") { input.until(&starts_body) } else { TokenStream::new() };
        let signature = parameter.and_then(|parameter| match &output {
            Some(output) => parameter.with_output(output).map(Some),
            None => Ok(None),
        });
        let signature = signature.unwrap_or_else(|error| {
            errors.push(error);
            None
        });
        let body = Body::read(input, Owner::Function).map_err(|error| errors.push(error)).ok();
        if body.is_none() {
            skip_item(input);
        }
        let output = output.map(Type::into_token_stream).unwrap_or_default();
        Ok(Self { attributes, visibility, fn_token, name, generics, where_clause, output, signature, body, errors })
    }
}

fn output(input: &mut Input, errors: &mut Vec<Error>) -> Option<Type> {
    if !(input.take_punct('-') && input.take_punct('>')) {
        errors.push(signature::signature_error(input.span(), "expected a return type"));
        return None;
    }
    Type::read(input, &ends_type).map_err(|error| errors.push(error)).ok()
}

/// Whether a token starts the body of an item.
pub(super) fn starts_body(token: &TokenTree) -> bool {
    is_group(token, Delimiter::Brace) || is_punct(token, '=') || is_punct(token, ';')
}

/// Whether a token ends the type before a body.
pub(super) fn ends_type(token: &TokenTree) -> bool {
    starts_body(token) || is_word(token, "where")
}
