//! Runtime of [event-pattern](https://docs.rs/event-pattern): event types, content filters, and the engine that matches
//! rules against JSON bytes.
//!
//! Depend on the `event-pattern` crate instead, which re-exports and documents the public items of this crate.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

#[doc(hidden)]
pub mod __private;
mod closed_set;
#[cfg(feature = "dynamic")]
mod dynamic;
#[cfg(feature = "ecs")]
pub mod ecs;
mod engine;
mod event;
#[cfg(feature = "explain")]
mod explanation;
pub mod filter;
mod json;
mod list;
mod map;
mod match_set;
mod named;
mod optional;
mod owned;
mod read;
mod record;
mod rule;
mod rule_enum;
mod simd;
mod strict_keys;
mod unknown_rule;
mod value;
mod wrapper;

#[cfg(feature = "dynamic")]
pub use dynamic::{
    Diagnostic, Diagnostics, DiagnosticsIter, Matching, Pattern, PatternError, RuleSet, RuleSetBuilder, RuleSetError,
    Severity,
};
pub use event::{Event, EventDetail};
#[cfg(feature = "explain")]
pub use explanation::Explanation;
pub use json::{EventError, EventErrorKind, validate};
pub use list::List;
pub use map::{Map, MapIter};
pub use match_set::{MatchSet, MatchSetIter};
pub use named::{HasName, Named, NamedIter};
pub use optional::{Optional, Text};
pub use owned::{IntoOwned, OwnedDetail, OwnedEvent};
pub use rule::Rule;
pub use rule_enum::RuleEnum;
pub use unknown_rule::UnknownRule;
pub use value::{Value, ValueElements, ValueObject};

/// Expands to nothing: without the `explain` feature, a rule has no `explain` function.
#[cfg(not(feature = "explain"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __explain_rule {
    () => {};
}

/// Expands to nothing: without the `explain` feature, an enum of rules has no `explain` method.
#[cfg(not(feature = "explain"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __explain_rules {
    () => {};
}
