//! The error for a rule that cannot be added to a set.

use crate::dynamic::PatternError;
use alloc::string::String;
use core::fmt;

/// The error returned if a rule cannot be added to a [`RuleSet`](crate::RuleSet).
///
/// ```
/// use event_pattern::{RuleSet, RuleSetError};
///
/// let mut rules = RuleSet::new();
/// let error = rules.add("late", r#"{ "state": "LATE" }"#).unwrap_err();
/// assert_eq!(error.name(), "late");
/// assert!(matches!(error, RuleSetError::Pattern { .. }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuleSetError {
    /// The pattern is invalid or too large.
    Pattern {
        /// The name of the rule.
        name: String,
        /// The error, which contains the diagnostics about the pattern.
        error: PatternError,
    },
    /// The set already has a rule with this name.
    Repeated {
        /// The name of the rule.
        name: String,
    },
}

impl RuleSetError {
    /// Returns the name of the rule.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Pattern { name, .. } | Self::Repeated { name } => name,
        }
    }
}

impl fmt::Display for RuleSetError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern { name, error } => write!(formatter, "invalid pattern for rule `{name}`:\n{error}"),
            Self::Repeated { name } => write!(formatter, "duplicate rule name `{name}`"),
        }
    }
}

impl core::error::Error for RuleSetError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Pattern { error, .. } => Some(error),
            Self::Repeated { .. } => None,
        }
    }
}
