//! Why a set does not take a rule.

use crate::dynamic::PatternError;
use alloc::string::String;
use core::fmt;

/// Why a rule cannot be added to a set.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuleSetError {
    /// The service refuses the pattern. The error lists all that is wrong with it.
    Pattern {
        /// The name of the rule.
        name: String,
        /// What is wrong.
        error: PatternError,
    },
    /// The set has a rule of this name already.
    Repeated {
        /// The name.
        name: String,
    },
}

impl RuleSetError {
    /// The name of the rule.
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
            Self::Pattern { name, error } => write!(formatter, "rule `{name}`:\n{error}"),
            Self::Repeated { name } => write!(formatter, "there is a rule called `{name}` already"),
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
