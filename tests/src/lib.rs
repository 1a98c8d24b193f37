//! Conformance cases that the tests of several crates share.

pub mod cases;

pub use cases::{CONTRADICTIONS, Case, Expect, own_cases, recorded_cases};
