//! Conformance cases, patterns and schemas that the tests of several crates share.

pub mod cases;
mod macro_patterns;
pub mod schemas;
mod value_patterns;

pub use cases::{CONTRADICTIONS, Case, Expect, own_cases, recorded_cases};
pub use macro_patterns::{MacroPattern, calls, macro_patterns};
pub use value_patterns::value_patterns;
