//! The engine, which runs a rule's tables over the bytes of an event.
//!
//! The macro encodes the tables of a program as one byte string; the dynamic matcher creates the same bytes at run
//! time. The engine's code is the same for all rules; only the tables differ.
//!
//! The tables describe a tree of *nodes*, one for each step of a field path. The engine moves along the tree while it
//! reads an event, and keeps bits. A *leaf* sets its bit when a field at its node satisfies one of its tests. An
//! object's node has *goals*: sets of bits that one object must have by itself, which keeps the elements of an array
//! separate. Meeting a goal sets a bit one level up. Meeting a goal of the event itself means that the event matches.
//!
//! Generated code calls the engine through [`__private`](crate::__private).

mod enumeration;
mod extensions;
mod fallback;
mod fast;
mod format;
mod plain;
mod rule;
mod set;
mod state;

pub use crate::simd::Variant;
pub use enumeration::{matches, matching};
pub use format::Tables;
pub use rule::{run, run_with_variant};
#[cfg(feature = "dynamic")]
pub(crate) use set::run_dynamic_set;
pub use set::{Set, run_set, run_set_with_variant};

#[cfg(all(test, feature = "std"))]
mod layers;
#[cfg(test)]
mod tests;
