//! Sets of rules on the story's event, and the ways to decide all of them.
//!
//! `rule` is a rule as data, which can be written as a pattern and also be decided by hand. `kind` makes sets of them, and
//! `matchers` are the competitors.

mod event;
mod kind;
mod matchers;
mod rule;

pub use kind::Kind;
pub use matchers::{Competitor, QUAMINA, RULE_SET, STATIC_SET, SetMatcher, competitors, rule_set};
pub use rule::Rule;
