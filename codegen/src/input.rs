//! What stands in a call of `event_pattern!`: functions whose bodies are patterns.
//!
//! A mistake in one function leaves the others alone. Of the function itself whatever could be read is kept, so that a
//! stub can take its place.

use super::attributes::Attributes;
use super::body::{Body, Owner};
use super::head;
use super::signature::{self, Signature};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Generics, Token, Type, Visibility, WhereClause};

/// One rule of a macro call.
pub(super) struct Function {
    pub(super) attributes: Attributes,
    pub(super) visibility: Visibility,
    pub(super) fn_token: Token![fn],
    pub(super) name: Ident,
    pub(super) generics: Generics,
    pub(super) output: TokenStream,
    /// Nothing if the function is none that a rule can be.
    pub(super) signature: Option<Signature>,
    /// Nothing if there is none.
    pub(super) body: Option<Body>,
    /// What is wrong with the function, its pattern aside.
    pub(super) mistakes: Vec<syn::Error>,
}

/// Reads all rules of a macro call, or why one of them is none.
pub(super) fn read(tokens: TokenStream) -> Vec<syn::Result<Function>> {
    let functions = |input: ParseStream<'_>| {
        let mut functions = Vec::new();
        while !input.is_empty() {
            let function = input.parse::<Function>();
            if function.is_err() {
                skip_item(input)?;
            }
            functions.push(function);
        }
        Ok(functions)
    };
    functions.parse2(tokens).unwrap_or_else(|error| vec![Err(error)])
}

/// Passes over what is left of a function: its body, or the semicolon at its end.
pub(super) fn skip_item(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        match input.parse::<TokenTree>()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            _ => {}
        }
    }
    Ok(())
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut mistakes = Vec::new();
        let attributes = Attributes::read(input, &mut mistakes)?;
        let visibility = input.parse()?;
        head::refuse_long(input)?;
        let first = input.span();
        while input.peek(Token![async]) || input.peek(Token![const]) || input.peek(Token![unsafe]) {
            input.parse::<TokenTree>()?;
            mistakes.push(signature::refusal(first, "a rule is a plain function, with a pattern for its body"));
        }
        if input.peek(Token![enum]) {
            return Err(signature::refusal(first, "rules in an enum are for `event_patterns!`"));
        }
        if !input.peek(Token![fn]) {
            return Err(signature::refusal(first, "a rule is a plain function, with a pattern for its body"));
        }
        let fn_token = input.parse()?;
        let name = input.parse()?;
        let mut generics: Generics = input.parse()?;
        let parameters;
        syn::parenthesized!(parameters in input);
        let parameter = Signature::read(&parameters);
        parameters.parse::<TokenStream>()?;
        let output = output(input, &mut mistakes);
        generics.where_clause = input.parse::<Option<WhereClause>>()?;
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
            skip_item(input)?;
        }
        let output = output.map(Type::into_token_stream).unwrap_or_default();
        Ok(Self { attributes, visibility, fn_token, name, generics, output, signature, body, mistakes })
    }
}

fn output(input: ParseStream<'_>, mistakes: &mut Vec<syn::Error>) -> Option<Type> {
    if let Err(error) = input.parse::<Token![->]>() {
        mistakes.push(signature::refusal(error.span(), "a rule says what it returns"));
        return None;
    }
    input.parse().map_err(|error| mistakes.push(error)).ok()
}
