//! Runs the rules of [event-pattern](https://docs.rs/event-pattern) on events step by step, without any tables.
//!
//! `event` flattens an event to fields that know which array elements they are in. Two things read it: the `oracle`, the obviously
//! right interpreter that all engines are tested against, and `explain`, which reports for people why a pattern matches or does not.

pub mod event;
pub mod explain;
pub mod oracle;
