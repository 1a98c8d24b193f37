//! Benchmarks of `event-pattern` and its alternatives.
//!
//! `events` generates the inputs. `matchers` contains the competitors that evaluate one rule, and `sets` the
//! competitors that evaluate many. `aws_events` contains events of 70 types, with their competitors in `aws_matchers`
//! and `needed_tree`. `catalogue_types` contains rules on types that `event_types!` makes. `long_values` contains events
//! with a long string. `measure` times them, `markdown` formats the results, and `machine` describes the environment.
//! The programs are in `main.rs` and `bin`. "The story" is the example in the introduction of the book, a test runner that
//! fails in an Amazon ECS task.

pub mod aws_events;
pub mod aws_matchers;
pub mod catalogue_types;
pub mod events;
pub mod long_values;
pub mod machine;
pub mod markdown;
pub mod matchers;
pub mod measure;
pub mod needed_tree;
pub mod sets;
