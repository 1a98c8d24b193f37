//! Patterns that are known only at run time, one by one and in sets.

mod diagnostic;
mod pattern;
mod rule_set;
mod spaces;

pub use diagnostic::{Diagnostic, Diagnostics, DiagnosticsIter, Severity};
pub use pattern::{Pattern, PatternError};
pub use rule_set::{Matching, RuleSet, RuleSetBuilder, RuleSetError};
