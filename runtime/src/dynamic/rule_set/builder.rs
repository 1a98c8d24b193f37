//! Many rules at once.

use super::{RuleSet, RuleSetError};
use alloc::string::String;

/// A set of rules that is being made: the quick way to many of them.
///
/// A rule that is refused leaves the others as they were, so one bad rule does not end a bulk load:
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
/// assert!(errors[0].to_string().starts_with("rule `bad`:"));
/// assert!(builder.build().names().eq(["late", "done"]));
/// ```
#[derive(Debug, Clone, Default)]
pub struct RuleSetBuilder {
    set: RuleSet,
}

impl RuleSetBuilder {
    /// Adds a rule, given as the JSON text of its pattern.
    ///
    /// # Errors
    /// The service refuses the pattern, or there is a rule of this name already. The rules so far stay.
    pub fn add(&mut self, name: impl Into<String>, pattern: &str) -> Result<&mut Self, RuleSetError> {
        self.set.enter(name.into(), pattern)?;
        Ok(self)
    }

    /// The set. The builder is empty then.
    #[must_use]
    pub fn build(&mut self) -> RuleSet {
        let mut set = core::mem::take(&mut self.set);
        set.finish();
        set
    }
}
