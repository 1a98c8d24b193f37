//! Runs the rules of [event-pattern](https://docs.rs/event-pattern) on events step by step, without tables.
//!
//! `event` flattens an event into fields and records which array elements each field is in. `oracle` is the simple
//! interpreter that all engines are tested against. `explain` reports why a pattern matches or does not match an event.

pub mod event;
pub mod explain;
pub mod oracle;
