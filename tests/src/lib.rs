//! Conformance cases, patterns and schemas that the tests of several crates share, and how many cases they test.

pub mod cases;
mod macro_patterns;
pub mod schemas;
mod value_patterns;

pub use cases::{CONTRADICTIONS, Case, Expect, own_cases, recorded_cases};
pub use macro_patterns::{MacroPattern, calls, macro_patterns};
pub use value_patterns::value_patterns;

/// Returns the number of random cases for a test: `PROPTEST_CASES` if it is set, or else `default`.
///
/// # Panics
/// Panics if `PROPTEST_CASES` is not a number.
#[must_use]
pub fn number_of_cases(default: u32) -> u32 {
    std::env::var("PROPTEST_CASES").map_or(default, |cases| cases.parse().expect("`PROPTEST_CASES` is a number"))
}
