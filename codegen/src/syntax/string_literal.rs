//! Parser for string literals.

use super::{Input, Result};
use proc_macro2::{Literal, Span, TokenTree};

/// A string literal.
#[derive(Debug, Clone)]
pub(crate) struct StringLiteral {
    pub(crate) value: String,
    pub(crate) is_raw: bool,
    pub(crate) span: Span,
}

impl StringLiteral {
    /// Reads a string literal. If the next token is anything else, returns an error with `message`. A literal that is
    /// not a string is skipped.
    pub(crate) fn read(input: &mut Input, message: impl Into<String>) -> Result<Self> {
        let missing = input.error(message);
        let Some(TokenTree::Literal(literal)) = input.rest().first().cloned() else { return Err(missing) };
        input.next();
        Self::from_literal(&literal).ok_or(missing)
    }

    /// Converts a literal; returns `None` if the literal is not a string.
    pub(crate) fn from_literal(literal: &Literal) -> Option<Self> {
        let (source, span) = (literal.to_string(), literal.span());
        if let Some(raw) = source.strip_prefix('r') {
            let value = raw.trim_matches('#').strip_prefix('"')?.strip_suffix('"')?.to_owned();
            return Some(Self { value, is_raw: true, span });
        }
        let value = unescape(source.strip_prefix('"')?.strip_suffix('"')?)?;
        Some(Self { value, is_raw: false, span })
    }
}

/// Resolves the escapes of a string. `source` is the text between its quotes.
fn unescape(source: &str) -> Option<String> {
    let (mut text, mut rest) = (String::with_capacity(source.len()), source.chars());
    while let Some(character) = rest.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match rest.next()? {
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            '0' => text.push('\0'),
            'x' => {
                let digits = rest.as_str().get(..2)?;
                text.push(char::from(u8::from_str_radix(digits, 16).ok()?));
                rest = rest.as_str()[2..].chars();
            }
            'u' => {
                let (digits, after) = rest.as_str().strip_prefix('{')?.split_once('}')?;
                text.push(char::from_u32(u32::from_str_radix(&digits.replace('_', ""), 16).ok()?)?);
                rest = after.chars();
            }
            // A line continuation also skips the indentation of the next line.
            '\n' => rest = rest.as_str().trim_start().chars(),
            itself => text.push(itself),
        }
    }
    Some(text)
}
