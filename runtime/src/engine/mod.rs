//! A pattern as tables, and the one engine that runs them over the bytes of an event.
//!
//! The macro writes the tables of a program as one string of bytes; the dynamic matcher makes the same bytes at run time.
//! There is nothing per pattern but data.
//!
//! The tables describe a tree of *nodes*, one for each step of a field path. Reading an event, the engine moves along
//! that tree and keeps bits. A *leaf* sets its bit when a field at its node satisfies one of its tests. At an object's
//! node there are *goals*: requirements on the bits below that one object must meet on its own, which is what keeps the
//! elements of an array apart. A goal that is met sets a bit one level up; a goal of the event itself decides.
//!
//! Macros reach it by [`__private`](crate::__private).

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
