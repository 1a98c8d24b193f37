//! The JSON tree with spans, and the reader that builds it from text. `event-pattern-codegen` builds the same kind of
//! tree from Rust tokens.
//!
//! The tree keeps everything that can affect the meaning of a pattern or a message about the pattern: the order of
//! members, repeated keys, the text of numbers, lone surrogates in strings, and the span of every value and key.

pub mod build;
mod lexer;
mod number;
mod pasted;
mod print;
mod string;
mod text;

pub use lexer::{Dialect, Lexer, Stop};
pub use number::Number;
pub use pasted::{Pasted, pasted};
pub use string::{InvalidString, JsonString, unescape};
pub use text::{ParsedJson, read};

use crate::source::Span;

/// A JSON value with its span.
#[derive(Debug, Clone)]
pub struct Value {
    /// The span of the whole value.
    pub span: Span,
    /// The value itself.
    pub kind: ValueKind,
}

/// A JSON value without its span.
#[derive(Debug, Clone)]
pub enum ValueKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, including its text.
    Number(Number),
    /// A string, with its escapes resolved.
    String(JsonString),
    /// An array.
    Array(Vec<Value>),
    /// An object, with its members in source order.
    Object(Vec<Member>),
    /// A value that is only known when a template is deployed, such as the result of a function. JSON text has no such
    /// value.
    Unknown,
}

/// A member of an object: a key and its value.
#[derive(Debug, Clone)]
pub struct Member {
    /// The key, with its escapes resolved.
    pub key: JsonString,
    /// The span of the key, including the quotes.
    pub key_span: Span,
    /// The value.
    pub value: Value,
}

impl ValueKind {
    /// Returns the value of the literal `null`, `true` or `false`.
    ///
    /// # Errors
    /// Returns a message and its help if the word is not a JSON literal.
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

    /// Returns a description of the kind for messages, such as "a string" or "an object".
    #[must_use]
    pub fn described(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
            Self::Unknown => "a value that is only known when it is deployed",
        }
    }
}

/// A JSON value that is neither an array nor an object. Filters are evaluated on scalars.
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
    /// Returns the string, or `None` if the value is not a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&JsonString> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}
