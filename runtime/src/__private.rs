//! What generated code uses, and what the tests of the repository look at. It is no part of the API and may change with every
//! version.

pub use crate::engine::{
    Set, Tables, Variant, matches, matching, run, run_set, run_set_with_variant, run_with_variant,
};
#[cfg(feature = "explain")]
pub use crate::explanation::explain_rule;
pub use crate::rule_enum::{Generated, Words, all_bits};
pub use crate::unknown_rule::rule_named;
pub use crate::{__explain_rule as explain_rule, __explain_rules as explain_rules};
pub use event_pattern_tables::VERSION;

/// The Rust name of the event type of a rule, or an empty text. That no other crate names this type keeps
/// [`Rule`](crate::Rule) from being implemented by hand.
#[derive(Debug, Clone, Copy)]
pub struct EventType(pub &'static str);
