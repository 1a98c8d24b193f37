//! The event types.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod borrow;
pub mod ecs;
#[cfg(feature = "dynamic")]
mod dynamic;
mod event;
pub mod filter;
mod json;
mod list;
mod optional;
#[doc(hidden)]
pub mod program;
mod strict_keys;

#[cfg(feature = "dynamic")]
pub use dynamic::{Pattern, PatternError};
pub use event::Event;
pub use event_pattern_macros::event_pattern;
pub use json::{JsonError, JsonErrorKind, validate};
pub use list::List;
pub use optional::Optional;

