//! Where the pattern of a rule stands: in braces, in a raw string or in a file.

use super::Files;
use super::report::Origin;
use crate::syntax::{Error, Input, Result, Text};
use crate::tokens::read_tokens;
use event_pattern_compiler::diagnostic::Diagnostics;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{Parsed, parse_for, parse_value};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::quote;

/// Where a pattern is.
pub(super) enum Body {
    /// Between the braces, as tokens.
    Tokens(Group),
    /// In a raw string.
    Text(Text),
    /// In a file, by its path from the crate's folder.
    File(Text),
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
    pub(super) fn read(input: &mut Input, owner: Owner) -> Result<Self> {
        if input.take_punct('=') {
            return Self::read_string(input, owner);
        }
        let Some(group) = input.take_group(Delimiter::Brace) else {
            return Err(input.error(
                "expected a pattern\n= help: write `{ \"source\": [\"aws.ecs\"] }`, or `= \"path/to/pattern.json\";` for a file",
            ));
        };
        let mut tokens = group.stream().into_iter();
        if let (Some(TokenTree::Literal(literal)), None) = (tokens.next(), tokens.next()) {
            if let Some(text) = Text::of(&literal).filter(|text| text.is_raw) {
                return Ok(Self::Text(text));
            }
        }
        Ok(Self::Tokens(group))
    }

    /// Reads the string behind an equals sign, and the `;` that ends a function.
    fn read_string(input: &mut Input, owner: Owner) -> Result<Self> {
        let end = if owner == Owner::Function { ';' } else { ',' };
        let help = format!("write the path of a file, as in `= \"path/to/pattern.json\"{end}`, or a raw string");
        let text = Text::read(input, format!("expected a string literal\n= help: {help}"))?;
        let is_ended = match owner {
            Owner::Function => input.take_punct(';'),
            // A `;` here is refused between the rules.
            Owner::Variant => input.is_empty() || input.is_punct(',') || input.is_punct(';'),
        };
        if !is_ended {
            return Err(Error::new(text.span, format!("expected `{end}` after this string")));
        }
        Ok(if text.is_raw { Self::Text(text) } else { Self::File(text) })
    }

    /// Where it is.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Tokens(group) => group.span(),
            Self::Text(text) | Self::File(text) => text.span,
        }
    }

    /// Reads the pattern, or tells why its file cannot be read. `name` is what a raw string is called in messages.
    pub(super) fn parse(&self, schema: Option<&'static Schema>, name: &str, files: &dyn Files) -> Result<Written> {
        match self {
            Self::Tokens(group) => {
                let (value, tokens, problems) = read_tokens(group);
                let mut diagnostics = Diagnostics::new();
                diagnostics.extend(problems);
                let parsed = parse_value(schema, value, diagnostics);
                Ok(Written { parsed, origin: Origin::Tokens(tokens), tracking: TokenStream::new() })
            }
            Self::Text(literal) => Ok(written_as_text(schema, name.to_owned(), literal.value.clone(), literal)),
            Self::File(literal) => {
                let name = literal.value.clone();
                let file = files.read(&name).map_err(|message| Error::new(literal.span, message))?;
                let path = file.path;
                let tracking = quote!(
                    const _: &[u8] = ::core::include_bytes!(#path);
                );
                Ok(Written { tracking, ..written_as_text(schema, name, file.text, literal) })
            }
        }
    }
}

fn written_as_text(schema: Option<&'static Schema>, name: String, text: String, literal: &Text) -> Written {
    let parsed = parse_for(schema, &text, Dialect::Relaxed);
    let origin = Origin::Text { name, text, literal: literal.span };
    Written { parsed, origin, tracking: TokenStream::new() }
}
