//! As much of Rust's syntax as a macro call has around its patterns: names, attributes, types and strings.
//!
//! syn would read all of Rust, and takes longer to compile than all of this crate. What is only passed through stays tokens here; rustc
//! tells what is wrong with it.

mod attribute;
mod error;
mod input;
mod text;
mod types;

pub(crate) use attribute::Attribute;
pub(crate) use error::{Error, Result};
pub(crate) use input::{Angles, Input, is_group, is_name, is_punct, is_word, unraw};
pub(crate) use text::Text;
pub(crate) use types::Type;

#[cfg(test)]
mod tests;
