//! Conformance cases and schemas that the tests of several crates share.

pub mod cases;
pub mod schemas;

pub use cases::{CONTRADICTIONS, Case, Expect, own_cases, recorded_cases};
