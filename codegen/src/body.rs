//! The pattern of a rule: in braces, in a raw string or in a file.

use super::Files;
#[cfg(not(feature = "templates"))]
use super::pattern_file::parse_file;
use super::report::Origin;
#[cfg(feature = "templates")]
use super::templates::parse_file;
use crate::syntax::{Error, Input, Result, StringLiteral};
use crate::tokens::read_tokens;
use event_pattern_compiler::diagnostic::Diagnostics;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::{Parsed, parse_for, parse_value};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

/// The pattern as given in the macro call.
pub(super) enum Body {
    /// The tokens in braces.
    Tokens(Group),
    /// A raw string.
    RawString(StringLiteral),
    /// The path of a file, relative to the folder of the crate. With the feature `templates`, `FILE#NAME` is one rule of
    /// a file.
    File(StringLiteral),
}

/// The item that a body belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A function. If its pattern is a string, a `;` follows the pattern.
    Function,
    /// A variant. If its pattern is a string, a `,` follows the pattern.
    Variant,
}

/// A parsed pattern.
pub(super) struct ParsedBody {
    pub(super) parsed: Parsed,
    pub(super) origin: Origin,
    /// The text of the pattern as it is deployed, if a template contains it as a string.
    pub(super) deployed: Option<String>,
    /// Items that include the pattern's files, so that a change to a file triggers a rebuild. Empty if the pattern is not
    /// in a file.
    pub(super) tracking: TokenStream,
    /// Statements that report warnings about the pattern's file as a whole.
    pub(super) warnings: TokenStream,
}

impl ParsedBody {
    fn new(parsed: Parsed, origin: Origin) -> Self {
        Self { parsed, origin, deployed: None, tracking: TokenStream::new(), warnings: TokenStream::new() }
    }

    /// Creates the result for a pattern in a text. `name` identifies the text in messages.
    pub(super) fn of_text(parsed: Parsed, name: &str, text: String, literal: &StringLiteral) -> Self {
        Self::new(parsed, Origin::Text { name: name.to_owned(), text, literal: literal.span })
    }
}

impl Body {
    /// Reads the body of a rule.
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
            if let Some(literal) = StringLiteral::from_literal(&literal).filter(|literal| literal.is_raw) {
                return Ok(Self::RawString(literal));
            }
        }
        Ok(Self::Tokens(group))
    }

    /// Reads the string after an equals sign and, for a function, the `;` after the string.
    fn read_string(input: &mut Input, owner: Owner) -> Result<Self> {
        let end = if owner == Owner::Function { ';' } else { ',' };
        let help = format!("write the path of a file, as in `= \"path/to/pattern.json\"{end}`, or a raw string");
        let literal = StringLiteral::read(input, format!("expected a string literal\n= help: {help}"))?;
        let is_ended = match owner {
            Owner::Function => input.take_punct(';'),
            // The parser of the enum reports a `;` between rules.
            Owner::Variant => input.is_empty() || input.is_punct(',') || input.is_punct(';'),
        };
        if !is_ended {
            return Err(Error::new(literal.span, format!("expected `{end}` after this string")));
        }
        Ok(if literal.is_raw { Self::RawString(literal) } else { Self::File(literal) })
    }

    pub(super) fn span(&self) -> Span {
        match self {
            Self::Tokens(group) => group.span(),
            Self::RawString(literal) | Self::File(literal) => literal.span,
        }
    }

    /// Parses the pattern. In messages, `name` identifies a raw string.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read, or has no such rule.
    pub(super) fn parse(&self, schemas: Schemas<'_>, name: &str, files: &dyn Files) -> Result<ParsedBody> {
        match self {
            Self::Tokens(group) => {
                let (value, tokens, found) = read_tokens(group);
                let mut diagnostics = Diagnostics::new();
                diagnostics.extend(found);
                let parsed = parse_value(schemas, value, diagnostics);
                Ok(ParsedBody::new(parsed, Origin::Tokens(tokens)))
            }
            Self::RawString(literal) => {
                let parsed = parse_for(schemas, &literal.value, Dialect::Relaxed);
                Ok(ParsedBody::of_text(parsed, name, literal.value.clone(), literal))
            }
            Self::File(literal) => parse_file(schemas, literal, files),
        }
    }
}
