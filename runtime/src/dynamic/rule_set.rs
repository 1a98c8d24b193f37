//! Sets of rules that are known only at run time.

use super::{Pattern, PatternError};
use crate::json::JsonError;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

/// Rules with names, all of which are decided in one pass over an event.
///
/// ```
/// use event_pattern::RuleSet;
///
/// let mut rules = RuleSet::builder()
///     .add("failed", r#"{ "detail": { "exitCode": [{ "anything-but": [0] }] } }"#)?
///     .add("stopped", r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#)?
///     .build();
/// let event = br#"{ "detail": { "lastStatus": "STOPPED", "exitCode": 1 } }"#;
/// assert!(rules.matching(event)?.eq(["failed", "stopped"]));
///
/// rules.remove("failed");
/// rules.add("done", r#"{ "detail": { "exitCode": [0] } }"#)?;
/// assert!(rules.matching(event)?.eq(["stopped"]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// By number, which tells the order in which they were added.
    rules: BTreeMap<usize, (String, Pattern)>,
    numbers: BTreeMap<String, usize>,
    next: usize,
}

/// A set of rules that is being made.
#[derive(Debug, Clone, Default)]
pub struct RuleSetBuilder {
    set: RuleSet,
}

/// Why a rule cannot be added to a set.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuleSetError {
    /// The pattern is none. The error tells all that is wrong with it.
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

impl RuleSetBuilder {
    /// Adds a rule, given as the JSON text of its pattern.
    ///
    /// # Errors
    /// The pattern is none, or there is a rule of this name already.
    pub fn add(mut self, name: impl Into<String>, pattern: &str) -> Result<Self, RuleSetError> {
        self.set.add(name, pattern)?;
        Ok(self)
    }

    /// The set.
    #[must_use]
    pub fn build(self) -> RuleSet {
        self.set
    }
}

impl RuleSet {
    /// A set without rules.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A set whose rules are added one after the other in one expression.
    #[must_use]
    pub fn builder() -> RuleSetBuilder {
        RuleSetBuilder::default()
    }

    /// Adds a rule, given as the JSON text of its pattern.
    ///
    /// # Errors
    /// The pattern is none, or there is a rule of this name already. The set stays as it was.
    pub fn add(&mut self, name: impl Into<String>, pattern: &str) -> Result<(), RuleSetError> {
        let name = name.into();
        if self.numbers.contains_key(&name) {
            return Err(RuleSetError::Repeated { name });
        }
        let pattern = match Pattern::parse(pattern) {
            Ok(pattern) => pattern,
            Err(error) => return Err(RuleSetError::Pattern { name, error }),
        };
        self.numbers.insert(name.clone(), self.next);
        self.rules.insert(self.next, (name, pattern));
        self.next += 1;
        Ok(())
    }

    /// Takes a rule out. Tells whether there was one of this name.
    pub fn remove(&mut self, name: &str) -> bool {
        self.numbers.remove(name).is_some_and(|number| self.rules.remove(&number).is_some())
    }

    /// How many rules there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there are no rules.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether there is a rule of this name.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.numbers.contains_key(name)
    }

    /// The names of the rules, in the order in which they were added.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.values().map(|(name, _)| name.as_str())
    }

    /// The rules that match an event, given as its JSON text: their names, in the order in which they were added.
    ///
    /// # Errors
    /// The bytes are no JSON object.
    pub fn matching(&self, json: &[u8]) -> Result<Matching<'_>, JsonError> {
        let mut names = Vec::new();
        for (name, pattern) in self.rules.values() {
            if pattern.matches(json)? {
                names.push(name.as_str());
            }
        }
        Ok(Matching { names: names.into_iter() })
    }
}

/// The names of the rules of a [`RuleSet`] that match an event.
#[derive(Debug, Clone)]
pub struct Matching<'s> {
    names: vec::IntoIter<&'s str>,
}

impl<'s> Iterator for Matching<'s> {
    type Item = &'s str;

    fn next(&mut self) -> Option<&'s str> {
        self.names.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.names.size_hint()
    }
}

impl ExactSizeIterator for Matching<'_> {}
