//! Items for generated code and for the tests in this repository. They are not part of the public API and may change in
//! any version.

pub use crate::engine::{
    Set, Tables, Variant, matches, matching, run, run_set, run_set_with_variant, run_with_variant,
};
#[cfg(feature = "explain")]
pub use crate::explanation::explain_rule;
pub use crate::rule_enum::{Generated, Words, all_bits};
pub use crate::unknown_rule::rule_named;
pub use crate::{
    __closed_set as closed_set, __explain_rule as explain_rule, __explain_rules as explain_rules, __record as record,
    __static_type as static_type, __wrapper as wrapper,
};
pub use alloc::borrow::Cow;
pub use event_pattern_tables::VERSION;
pub use serde_core;

/// Seals [`Rule`](crate::Rule): other crates cannot implement the trait, because they cannot name this type through the
/// public API.
#[derive(Debug, Clone, Copy)]
pub struct Seal;

/// Serialization and deserialization of generated types.
pub mod record {
    pub use crate::read::ReadField;
    pub use crate::record::*;
}
