//! The format of the tables that the compiler of [event-pattern](https://docs.rs/event-pattern) writes and its runtime
//! reads.
//!
//! A rule is compiled to a few tables, encoded as a string of bytes that a macro stores as a constant. The compiler and
//! the runtime must agree on every byte, so everything that they share is defined here: the rows ([`program`],
//! [`set`]), the order of the tables, the hashes, the limits and the division of scratch memory ([`scratch`]).
//! [`VERSION`] is compared when a crate with rules is compiled, so macros and a runtime of different versions are never
//! combined.
//!
//! Reading a table neither allocates nor recurses.
#![no_std]
#![allow(clippy::inline_always, reason = "a few loads each, for every relevant key and value")]

#[macro_use]
mod row;
#[macro_use]
mod image;
pub mod hash;
pub mod program;
pub mod scratch;
pub mod set;
mod table;
#[cfg(test)]
mod tests;

pub use row::Row;
pub use table::{Rows, Table};

/// The version of the format. Increment it whenever the encoding or the meaning of anything in this crate changes.
pub const VERSION: u16 = 3;

/// Fails the compilation if tables were written for another version of the format.
///
/// # Panics
/// Panics if `version` is not [`VERSION`].
pub const fn check_version(version: u16) {
    assert!(
        version == VERSION,
        "`event-pattern-macros` and `event-pattern-runtime` have different versions: run `cargo update`, and use the same \
         version for both if a Cargo.toml names them"
    );
}

/// The bit number that means "no bit".
pub const NO_BIT: u16 = u16::MAX;

/// The number that means "no row" or "no fact" in the tables of a set. It ends linked lists.
pub const NONE: u32 = u32::MAX;

/// Minimum number of bytes after the text of a program or set. The runtime compares this many bytes at once.
pub const PADDING_BYTES: usize = 32;

/// Maximum number of steps in the path of a field reference (`$field`). The runtime resolves the path with a stack of
/// fixed size.
pub const MAX_FIELD_REF_STEPS: u32 = 30;
