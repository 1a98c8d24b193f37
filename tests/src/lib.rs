//! What the tests across the crates share.

pub mod cases;

pub use cases::{CONTRADICTIONS, Case, Expect, own_cases, recorded_cases};
