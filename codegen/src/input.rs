//! What stands in a call of `event_pattern!`: functions whose bodies are patterns.
//!
//! A mistake in one function leaves the others alone. Of the function itself whatever could be read is kept, so that a
//! stub can take its place.

use super::attributes::Attributes;
use super::body::{Body, Owner};
use super::crate_path::CratePath;
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
    /// Nothing if the function is none that a rule can be.
    pub(super) signature: Option<Signature>,
    /// Nothing if there is none.
    pub(super) body: Option<Body>,
    /// What is wrong with the function, its pattern aside.
    pub(super) mistakes: Vec<Error>,
}

/// Reads all rules of a macro call, or why one of them is none.
pub(super) fn read(tokens: TokenStream) -> Vec<Result<Function>> {
    let (mut input, mut functions) = (Input::new(tokens), Vec::new());
    let root = match CratePath::of_call(&mut input) {
        Ok(root) => root,
        Err(error) => return vec![Err(error)],
    };
    while !input.is_empty() {
        let function = Function::read(&mut input, &root);
        if function.is_err() {
            skip_item(&mut input);
        }
        functions.push(function);
    }
    functions
}

/// Passes over what is left of a function: its body, or the semicolon at its end.
pub(super) fn skip_item(input: &mut Input) {
    while let Some(token) = input.next() {
        if is_group(&token, Delimiter::Brace) || is_punct(&token, ';') {
            break;
        }
    }
}

impl Function {
    fn read(input: &mut Input, root: &CratePath) -> Result<Self> {
        let mut mistakes = Vec::new();
        let attributes = Attributes::read(input, root, &mut mistakes);
        let visibility = input.visibility();
        head::refuse_long(input)?;
        let first = input.span();
        while let Some(word) = ["async", "const", "unsafe"].iter().find_map(|word| input.take_word(word)) {
            mistakes.push(signature::refusal(first, &format!("a rule cannot be `{word}`")));
        }
        if input.is_word("enum") {
            let message =
                "`event_pattern!` takes functions, not enums\n= help: use `event_patterns!` for an enum of rules";
            return Err(Error::new(first, message));
        }
        let Some(fn_token) = input.take_word("fn") else {
            return Err(signature::refusal(first, "expected `fn`"));
        };
        let name = input.name()?;
        let generics = input.generics();
        let Some(parameters) = input.take_group(Delimiter::Parenthesis) else {
            return Err(signature::refusal(input.span(), "expected a parameter in parentheses"));
        };
        let parameter = Signature::read(&mut Input::inside(&parameters));
        let output = output(input, &mut mistakes);
        let where_clause = if input.is_word("where") { input.until(&starts_body) } else { TokenStream::new() };
        let signature = parameter.and_then(|parameter| match &output {
            Some(output) => parameter.with_output(output).map(Some),
            None => Ok(None),
        });
        let signature = signature.unwrap_or_else(|error| {
            mistakes.push(error);
            None
        });
        let body = Body::read(input, Owner::Function).map_err(|error| mistakes.push(error)).ok();
        if body.is_none() {
            skip_item(input);
        }
        let output = output.map(Type::into_token_stream).unwrap_or_default();
        Ok(Self { attributes, visibility, fn_token, name, generics, where_clause, output, signature, body, mistakes })
    }
}

fn output(input: &mut Input, mistakes: &mut Vec<Error>) -> Option<Type> {
    if !(input.take_punct('-') && input.take_punct('>')) {
        mistakes.push(signature::refusal(input.span(), "expected a return type"));
        return None;
    }
    Type::read(input, &ends_type).map_err(|error| mistakes.push(error)).ok()
}

/// Whether a pattern starts, or where it is.
pub(super) fn starts_body(token: &TokenTree) -> bool {
    is_group(token, Delimiter::Brace) || is_punct(token, '=') || is_punct(token, ';')
}

/// Whether a type in front of a pattern ends.
pub(super) fn ends_type(token: &TokenTree) -> bool {
    starts_body(token) || is_word(token, "where")
}
