//! How fast the rules of `event-pattern` are, next to other ways to answer the same question.
//!
//! `events` makes the inputs, `matchers` are the competitors for one rule and `sets` those for many, `measure` takes the
//! times, and `markdown` and `machine` write them down. The programs in `main.rs` and `bin` put these together.

pub mod events;
pub mod machine;
pub mod markdown;
pub mod matchers;
pub mod measure;
pub mod sets;
