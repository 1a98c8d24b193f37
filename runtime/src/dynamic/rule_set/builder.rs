//! A builder that adds many rules to a set.

use super::{RuleSet, RuleSetError, parse_known};
use alloc::string::String;

/// A builder for a [`RuleSet`]. Using a builder is the fastest way to add many rules.
///
/// If a rule cannot be added, the builder is unchanged, so you can skip an invalid rule and continue:
///
/// ```
/// use event_pattern::RuleSet;
///
/// let texts = [("late", r#"{ "state": ["LATE"] }"#), ("bad", r#"{ "state": "LATE" }"#), ("done", r#"{ "state": ["DONE"] }"#)];
/// let mut builder = RuleSet::builder();
/// let mut errors = Vec::new();
/// for (name, text) in texts {
///     if let Err(error) = builder.add(name, text) {
///         errors.push(error);
///     }
/// }
/// assert!(errors[0].to_string().starts_with("invalid pattern for rule `bad`:"));
/// assert!(builder.build().names().eq(["late", "done"]));
/// ```
#[derive(Debug, Clone, Default)]
pub struct RuleSetBuilder {
    set: RuleSet,
}

impl RuleSetBuilder {
    /// Adds a rule, given its name and the JSON text of its pattern.
    ///
    /// # Errors
    ///
    /// Returns an error if EventBridge rejects the pattern, if the pattern is too large for the engine, or if the
    /// builder already has a rule with this name. In these cases, the builder is unchanged.
    pub fn add(&mut self, name: impl Into<String>, pattern: &str) -> Result<&mut Self, RuleSetError> {
        self.set.add_unfinished(name.into(), pattern, parse_known)?;
        Ok(self)
    }

    /// Returns the set and leaves the builder empty.
    #[must_use]
    pub fn build(&mut self) -> RuleSet {
        let mut set = core::mem::take(&mut self.set);
        set.finish();
        set
    }
}
