//! The spanned JSON tree, and the readers that make it: from text (a file, a raw string) and from Rust tokens.
//!
//! The tree keeps everything that a pattern's meaning or a message about it can depend on: the order of members,
//! repeated keys, the text of numbers, lone surrogates in strings, and the place of every value and key.

mod lexer;
mod number;
mod print;
mod string;
mod text;

pub use lexer::{Dialect, Lexer, Stop};
pub use number::Number;
pub use string::{BadEscape, JsonString, unescape};
pub use text::{Parsed, read};

use crate::source::Span;

/// A JSON value and its place.
#[derive(Debug, Clone)]
pub struct Value {
    /// The whole value.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
}

/// What a JSON value is.
#[derive(Debug, Clone)]
pub enum ValueKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, with its text.
    Number(Number),
    /// A string, its escapes resolved.
    String(JsonString),
    /// An array.
    Array(Vec<Value>),
    /// An object, its members in the order of the source.
    Object(Vec<Member>),
}

/// A key and its value.
#[derive(Debug, Clone)]
pub struct Member {
    /// The key, its escapes resolved.
    pub key: JsonString,
    /// The place of the key.
    pub key_span: Span,
    /// The value.
    pub value: Value,
}

impl ValueKind {
    /// The value that a bare word stands for, or what is wrong with it and what to write instead.
    ///
    /// # Errors
    /// The word is none of JSON's: a message, and what to write instead.
    pub fn from_word(word: &str) -> Result<Self, (String, String)> {
        let help = match word.to_ascii_lowercase().as_str() {
            _ if word == "null" => return Ok(Self::Null),
            _ if word == "true" => return Ok(Self::Boolean(true)),
            _ if word == "false" => return Ok(Self::Boolean(false)),
            "none" | "nil" | "undefined" | "null" => "write `null`".to_owned(),
            known @ ("true" | "false") => format!("write `{known}`"),
            "nan" | "inf" | "infinity" => "use a finite number; JSON has no NaN or infinity".to_owned(),
            _ => format!("if you mean a string, write `\"{word}\"`"),
        };
        Err((format!("`{word}` is not a JSON value"), help))
    }

    /// The kind in words with an article, for messages: "a string", "an object".
    #[must_use]
    pub fn described(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// A value that is neither an array nor an object: what the fields of an event hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(JsonString),
}

impl Scalar {
    /// The string, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&JsonString> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}
