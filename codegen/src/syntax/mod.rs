//! Parser for the Rust syntax around the patterns of a macro call: names, attributes, types and strings.
//!
//! syn parses all of Rust, but takes longer to compile than this whole crate. Syntax that is only passed through is not
//! parsed here: it is kept as tokens, and rustc reports any errors.

mod attribute;
mod error;
mod input;
mod located;
mod string_literal;
mod types;

pub(crate) use attribute::Attribute;
pub(crate) use error::{Error, Result};
pub(crate) use input::{AngleBrackets, Input, is_group, is_keyword, is_name, is_punct, is_word, unraw};
pub(crate) use located::located_at;
pub(crate) use string_literal::StringLiteral;
pub(crate) use types::Type;

#[cfg(test)]
mod tests;
