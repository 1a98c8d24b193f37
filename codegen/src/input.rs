//! Parser for a macro call, and for the items of `event_pattern!`: functions whose bodies are patterns.
//!
//! An error in one function does not affect the others. The readable parts of an invalid function are kept for its
//! stub.

use super::attributes::Attributes;
use super::body::{Body, Owner};
use super::event_type::DetailType;
use super::known_events::KnownEvents;
use super::signature::{self, Signature};
use super::unused_allow::Suppressed;
use super::{Files, head, items};
use crate::rust_types::EventType;
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
    pub(super) attribute_tokens: TokenStream,
    /// The items of the call, each with its tokens, and an error in place of each item whose head cannot be read.
    pub(super) items: Vec<Result<(I, TokenStream)>>,
}

/// An item of a call to `event_pattern!` or `event_patterns!`.
pub(super) trait Item: Sized {
    /// The name of the macro that takes such items.
    const MACRO_NAME: &'static str;

    /// Reads one item. `call` has the attributes of the macro call.
    fn read(input: &mut Input, call: &Attributes) -> Result<Self>;

    fn attributes(&self) -> &Attributes;

    /// Returns the name of the item, if no other item may have the same name.
    fn unique_name(&self) -> Option<&Ident>;

    /// Returns the detail type whose schema the item is compiled with; `None` if it is compiled without one.
    fn detail_type(&self) -> Option<&DetailType>;

    /// Adds an error, so that only a stub is generated.
    fn reject(&mut self, error: Error);

    /// Generates the item, or errors and a stub. Also returns the lints that were suppressed in its rules. `of_call` are
    /// the events that all items of the macro call know.
    fn generate(
        self,
        event_type: Option<&EventType>,
        of_call: &KnownEvents<'_>,
        files: &dyn Files,
    ) -> (TokenStream, Suppressed);
}

impl<I> Call<I> {
    /// Reads a macro call, with `read_item` for each item.
    pub(super) fn read(input: &mut Input, read_item: fn(&mut Input, &Attributes) -> Result<I>) -> Self {
        let (mut items, mut errors) = (Vec::new(), Vec::new());
        let attributes = Attributes::of_call(input, &mut errors).unwrap_or_else(|error| {
            errors = vec![error];
            // The items are not read, because they may need the attributes.
            while input.next().is_some() {}
            Attributes::default()
        });
        let attribute_tokens = input.since(0);
        items.extend(errors.into_iter().map(Err));
        while !input.is_empty() {
            let start = input.position();
            let item = read_item(input, &attributes);
            if item.is_err() {
                skip_item(input);
            }
            items.push(item.map(|item| (item, input.since(start))));
        }
        Self { attributes, attribute_tokens, items }
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

impl Item for Function {
    const MACRO_NAME: &'static str = "event_pattern";

    fn attributes(&self) -> &Attributes {
        &self.attributes
    }

    fn unique_name(&self) -> Option<&Ident> {
        (!self.attributes.has_cfg()).then_some(&self.name)
    }

    fn detail_type(&self) -> Option<&DetailType> {
        // Without a body, only a stub is generated.
        self.body.as_ref()?;
        self.signature.as_ref()?.form.detail_type()
    }

    fn reject(&mut self, error: Error) {
        self.errors.push(error);
    }

    fn generate(
        self,
        event_type: Option<&EventType>,
        of_call: &KnownEvents<'_>,
        files: &dyn Files,
    ) -> (TokenStream, Suppressed) {
        items::generate(&self, event_type, of_call, files)
    }

    fn read(input: &mut Input, call: &Attributes) -> Result<Self> {
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
            Some(output) => parameter.with_output(output, &generics).map(Some),
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
