//! The engine, which runs the program of a rule on the bytes of an event.
//!
//! The macro encodes the tables of a program as one byte string; the dynamic matcher creates the same bytes at run
//! time. The engine's code is the same for all rules; only the tables differ.
//!
//! The tables describe a tree of *nodes*, one for each step of a field path. While the engine reads an event, it
//! follows the tree and sets bits. A *leaf* has a bit that is set when a field at the leaf's node satisfies one of the
//! leaf's tests. A node for objects has *goals*: sets of bits that one object must have by itself, which keeps the
//! elements of an array separate. An object that meets a goal sets a bit one level up. An event that meets a goal
//! matches.
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
#[cfg(feature = "dynamic")]
pub(crate) use rule::run_within;
pub use rule::{run, run_with_variant};
#[cfg(feature = "dynamic")]
pub(crate) use set::run_dynamic_set;
pub use set::{Set, run_set, run_set_with_variant};
#[cfg(feature = "dynamic")]
pub(crate) use state::Budget;

#[cfg(all(test, feature = "std"))]
mod layers;
#[cfg(test)]
mod tests;
