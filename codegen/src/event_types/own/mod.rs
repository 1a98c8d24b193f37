//! The user's own types as event types.
//!
//! `item` reads the structs and enums of a macro call, `serde` their attributes, and `rename` the names in JSON.
//! `schema` finds the schema that results from a type and from the types that it contains, and `value` does so for the
//! types of fields. A type that cannot be read is opaque: it can have any value in JSON, and a typed rule cannot test it.
//! `generate` writes what a type needs to be used in a rule.

mod generate;
mod item;
pub(crate) mod rename;
mod schema;
mod serde;
mod value;

pub(super) use generate::{Generated, generate};
pub(super) use item::OwnType;

#[cfg(test)]
pub(crate) mod tests;
