//! What stands in a call of `event_pattern!`: functions whose bodies are patterns.
//!
//! A mistake in one function leaves the others alone. Of the function itself whatever could be read is kept, so that a
//! stub can take its place.

use super::signature::{self, Signature};
use crate::diagnostic::{Entry, Name, Severity};
use crate::pattern::print::list_of;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, Generics, LitStr, Token, Type, Visibility, WhereClause};

/// One rule of a macro call.
pub(super) struct Function {
    /// The attributes but for the macro's own.
    pub(super) attributes: Vec<Attribute>,
    /// What `#[event_pattern(allow(…))]` names.
    pub(super) allowed: Vec<Name>,
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

/// Where the pattern is.
pub(super) enum Body {
    /// Between the braces, as tokens.
    Tokens(Group),
    /// In a raw string.
    Text(LitStr),
    /// In a file, by its path from the crate's folder.
    File(LitStr),
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
fn skip_item(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        match input.parse::<TokenTree>()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            _ => {}
        }
    }
    Ok(())
}

impl Function {
    /// The `cfg` attributes, which the other items need as much as the function.
    pub(super) fn conditions(&self) -> Vec<&Attribute> {
        self.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
    }

    /// Whether the function may be left out.
    pub(super) fn is_conditional(&self) -> bool {
        !self.conditions().is_empty()
    }
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut mistakes = Vec::new();
        let (own, attributes) = input
            .call(Attribute::parse_outer)?
            .into_iter()
            .partition::<Vec<Attribute>, _>(|attribute| attribute.path().is_ident("event_pattern"));
        let allowed = own.iter().flat_map(|attribute| allowed_by(attribute, &mut mistakes)).collect();
        let visibility = input.parse()?;
        let first = input.span();
        while input.peek(Token![async]) || input.peek(Token![const]) || input.peek(Token![unsafe]) {
            input.parse::<TokenTree>()?;
            mistakes.push(signature::refusal(first, "a rule is a plain function, with a pattern for its body"));
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
        let body = body(input).map_err(|error| mistakes.push(error)).ok();
        if body.is_none() {
            skip_item(input)?;
        }
        let output = output.map(Type::into_token_stream).unwrap_or_default();
        Ok(Self { attributes, allowed, visibility, fn_token, name, generics, output, signature, body, mistakes })
    }
}

fn output(input: ParseStream<'_>, mistakes: &mut Vec<syn::Error>) -> Option<Type> {
    if let Err(error) = input.parse::<Token![->]>() {
        mistakes.push(signature::refusal(error.span(), "a rule says what it returns"));
        return None;
    }
    input.parse().map_err(|error| mistakes.push(error)).ok()
}

fn body(input: ParseStream<'_>) -> syn::Result<Body> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        let literal: LitStr = input.parse().map_err(|error| {
            let help = "write the path of a file, `= \"path/to/pattern.json\";`, or a raw string";
            syn::Error::new(error.span(), format!("a string literal is missing here\n= help: {help}"))
        })?;
        if !input.peek(Token![;]) {
            return Err(syn::Error::new(literal.span(), "a `;` is missing after this string"));
        }
        input.parse::<Token![;]>()?;
        return Ok(if is_raw(&literal) { Body::Text(literal) } else { Body::File(literal) });
    }
    let group: Group = input.step(|cursor| match cursor.group(Delimiter::Brace) {
        Some((_, _, rest)) => match cursor.token_tree() {
            Some((TokenTree::Group(group), _)) => Ok((group, rest)),
            _ => Err(cursor.error("a pattern in braces is missing here")),
        },
        None => Err(cursor.error(
            "a pattern is missing here\n= help: write `{ \"source\": [\"aws.ecs\"] }`, or `= \"path/to/pattern.json\";` for a file",
        )),
    })?;
    let mut tokens = group.stream().into_iter();
    if let (Some(TokenTree::Literal(literal)), None) = (tokens.next(), tokens.next()) {
        if let Ok(literal) = syn::parse2::<LitStr>(literal.into_token_stream()) {
            if is_raw(&literal) {
                return Ok(Body::Text(literal));
            }
        }
    }
    Ok(Body::Tokens(group))
}

fn is_raw(literal: &LitStr) -> bool {
    literal.token().to_string().starts_with('r')
}

const ALLOW: &str = "write `#[event_pattern(allow(NAME))]` with the name of a diagnostic";

/// The diagnostics that one of the macro's own attributes allows.
fn allowed_by(attribute: &Attribute, mistakes: &mut Vec<syn::Error>) -> Vec<Name> {
    let mut allowed = Vec::new();
    let read = attribute.parse_nested_meta(|meta| {
        if !meta.path.is_ident("allow") {
            return Err(meta.error(format!("only `allow` is known here\n= help: {ALLOW}")));
        }
        let names;
        syn::parenthesized!(names in meta.input);
        for name in Punctuated::<Ident, Token![,]>::parse_terminated(&names)? {
            match allowable(&name) {
                Ok(name) => allowed.push(name),
                Err(error) => mistakes.push(error),
            }
        }
        Ok(())
    });
    if let Err(error) = read {
        let message = error.to_string();
        let help = if message.contains("help:") { String::new() } else { format!("\n= help: {ALLOW}") };
        mistakes.push(syn::Error::new(error.span(), format!("{message}{help}")));
    }
    allowed
}

/// The diagnostic that a name in `allow` stands for, if it may stand there.
fn allowable(ident: &Ident) -> syn::Result<Name> {
    let text = ident.to_string();
    let refuse = |message: String| Err(syn::Error::new(ident.span(), message));
    let allowable = || Name::entries().iter().filter(|entry| entry.is_allowable);
    match text.parse::<Name>() {
        Ok(name) if name.entry().is_allowable => Ok(name),
        Ok(name) => {
            let why = match name.entry().severity {
                Severity::Error => "what it finds is never meant",
                Severity::Warning => "it is no warning that can be silenced",
            };
            refuse(format!("`{name}` cannot be allowed: {why}\n= help: mend the pattern"))
        }
        Err(_) => {
            let distance = |entry: &&Entry| strsim::damerau_levenshtein(entry.text, &text);
            let nearest = allowable().min_by_key(distance).filter(|entry| distance(entry) <= 3);
            let help = nearest.map_or_else(
                || format!("what can be allowed is {}", list_of(allowable().map(|entry| entry.text))),
                |nearest| format!("there is `{}`", nearest.text),
            );
            refuse(format!("no diagnostic is called `{text}`\n= help: {help}"))
        }
    }
}
