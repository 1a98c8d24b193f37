//! Benchmarks of `event-pattern` and of other ways to do the same.
//!
//! `events` generates the inputs. `matchers` has the competitors for one rule, and `sets` those for many. `measure` takes the
//! times, and `markdown` and `machine` format the results. The programs are in `main.rs` and `bin`.

pub mod events;
pub mod machine;
pub mod markdown;
pub mod matchers;
pub mod measure;
pub mod sets;
