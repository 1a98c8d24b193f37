//! Where the pattern of a rule stands: in braces, in a raw string or in a file.

use super::Files;
use super::report::Origin;
use crate::tokens::read_tokens;
use event_pattern_compiler::diagnostic::Diagnostics;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{Parsed, parse_for, parse_value};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::ParseStream;
use syn::{LitStr, Token};

/// Where a pattern is.
pub(super) enum Body {
    /// Between the braces, as tokens.
    Tokens(Group),
    /// In a raw string.
    Text(LitStr),
    /// In a file, by its path from the crate's folder.
    File(LitStr),
}

/// What a body belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A function, where a `;` ends a string.
    Function,
    /// A variant, where a `,` does.
    Variant,
}

/// A pattern that was read.
pub(super) struct Written {
    pub(super) parsed: Parsed,
    pub(super) origin: Origin,
    /// What makes the compiler watch the pattern's file, if it is in one.
    pub(super) tracking: TokenStream,
}

impl Body {
    /// Reads what stands where a body should.
    pub(super) fn read(input: ParseStream<'_>, owner: Owner) -> syn::Result<Self> {
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            return Self::read_string(input, owner);
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
                    return Ok(Self::Text(literal));
                }
            }
        }
        Ok(Self::Tokens(group))
    }

    /// Reads the string behind an equals sign, and the `;` that ends a function.
    fn read_string(input: ParseStream<'_>, owner: Owner) -> syn::Result<Self> {
        let literal: LitStr = input.parse().map_err(|error| {
            let end = if owner == Owner::Function { ';' } else { ',' };
            let help = format!("write the path of a file, `= \"path/to/pattern.json\"{end}`, or a raw string");
            syn::Error::new(error.span(), format!("a string literal is missing here\n= help: {help}"))
        })?;
        let is_ended = match owner {
            Owner::Function => input.parse::<Option<Token![;]>>()?.is_some(),
            // A `;` here is refused between the rules.
            Owner::Variant => input.is_empty() || input.peek(Token![,]) || input.peek(Token![;]),
        };
        match (is_ended, owner) {
            (false, Owner::Function) => Err(syn::Error::new(literal.span(), "a `;` is missing after this string")),
            (false, Owner::Variant) => Err(syn::Error::new(literal.span(), "a `,` is missing after this string")),
            (true, _) => Ok(if is_raw(&literal) { Self::Text(literal) } else { Self::File(literal) }),
        }
    }

    /// Reads the pattern, or tells why its file cannot be read. `name` is what a raw string is called in messages.
    pub(super) fn parse(
        &self,
        schema: Option<&'static Schema>,
        name: &str,
        files: &dyn Files,
    ) -> Result<Written, syn::Error> {
        match self {
            Self::Tokens(group) => {
                let (value, tokens, problems) = read_tokens(group);
                let mut diagnostics = Diagnostics::new();
                diagnostics.extend(problems);
                let parsed = parse_value(schema, value, diagnostics);
                Ok(Written { parsed, origin: Origin::Tokens(tokens), tracking: TokenStream::new() })
            }
            Self::Text(literal) => Ok(written_as_text(schema, name.to_owned(), literal.value(), literal)),
            Self::File(literal) => {
                let name = literal.value();
                let file = files.read(&name).map_err(|message| syn::Error::new(literal.span(), message))?;
                let path = file.path;
                let tracking = quote!(
                    const _: &[u8] = ::core::include_bytes!(#path);
                );
                Ok(Written { tracking, ..written_as_text(schema, name, file.text, literal) })
            }
        }
    }
}

fn written_as_text(schema: Option<&'static Schema>, name: String, text: String, literal: &LitStr) -> Written {
    let parsed = parse_for(schema, &text, Dialect::Relaxed);
    let origin = Origin::Text { name, text, literal: literal.span() };
    Written { parsed, origin, tracking: TokenStream::new() }
}

fn is_raw(literal: &LitStr) -> bool {
    literal.token().to_string().starts_with('r')
}
