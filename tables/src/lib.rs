//! The table format of [event-pattern](https://docs.rs/event-pattern): what its compiler writes and its runtime reads.
//!
//! A rule becomes a few tables: a string of bytes that a macro makes a constant of. Whoever writes it and whoever reads it
//! must agree on every byte, so all that they share is here and nowhere else: the rows ([`program`], [`set`]), the order of
//! the tables, the hashes, the limits and how scratch memory is divided. [`VERSION`] is compared when a crate with rules
//! is compiled, so that macros and runtime of different versions never meet.
//!
//! Reading neither allocates nor recurses.
#![no_std]
#![allow(clippy::inline_always, reason = "a few loads each, run for every key and value that matters")]

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

/// The version of the format. Whoever changes anything in this crate that the other side can notice, or the meaning of a
/// number in a row, raises it.
pub const VERSION: u16 = 1;

/// Stops the compilation of tables that were written for another version of this crate.
///
/// # Panics
/// The version is another one.
pub const fn check_version(version: u16) {
    assert!(
        version == VERSION,
        "`event-pattern-macros` and `event-pattern-runtime` are of different versions: run `cargo update`, and give both the same \
         version if they are named in a Cargo.toml"
    );
}

/// In place of a bit: none.
pub const NO_BIT: u16 = u16::MAX;

/// In place of a number of a set's tables: none.
pub const NONE: u32 = u32::MAX;

/// How many bytes there are at least after the text of a program or set. The runtime compares as many at once.
pub const SPARE_BYTES: usize = 32;

/// How many steps the path of another field (`$field`) has at most. The runtime has room on its stack to look it up.
pub const MAX_REFERENCE_STEPS: u32 = 30;
