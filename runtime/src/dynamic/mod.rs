//! Patterns and sets of rules that are parsed at run time.

mod diagnostic;
mod pattern;
mod rule_set;
mod scratch_pool;

pub use diagnostic::{Diagnostic, Diagnostics, DiagnosticsIter, Severity};
pub use pattern::{Pattern, PatternError};
pub use rule_set::{Matching, RuleSet, RuleSetBuilder, RuleSetError};
