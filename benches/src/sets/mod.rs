//! Sets of rules for the story's event, and matchers for them.
//!
//! `rule` represents a rule as data, which can be printed as a pattern and evaluated directly. `kind` generates sets of
//! rules, and `matchers` contains the competitors.

mod event;
mod kind;
mod matchers;
mod rule;

pub use kind::Kind;
pub use matchers::{Competitor, QUAMINA, RULE_SET, STATIC_SET, SetMatcher, competitors, rule_set};
pub use rule::Rule;
