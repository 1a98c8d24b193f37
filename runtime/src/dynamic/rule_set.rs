//! Sets of rules that are parsed at run time.

mod builder;
mod error;
mod rule;

pub use builder::RuleSetBuilder;
pub use error::RuleSetError;

use super::diagnostic::Diagnostics;
use super::pattern::{parse_known, warnings};
use super::scratch_pool::ScratchPool;
use crate::engine::{self, Set};
use crate::json::EventError;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use event_pattern_compiler::program::SetTables;
use event_pattern_compiler::{Parsed, parse_accepted};
use rule::NamedRule;
use std::collections::HashMap;

/// A set of named rules that can all be matched against an event in one pass.
///
/// ```
/// use event_pattern::RuleSet;
///
/// let mut rules = RuleSet::builder()
///     .add("failed", r#"{ "detail": { "exitCode": [{ "anything-but": [0] }] } }"#)?
///     .add("stopped", r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#)?
///     .build();
/// let event = br#"{ "detail": { "lastStatus": "STOPPED", "exitCode": 1 } }"#;
/// assert!(rules.matching_json(event)?.eq(["failed", "stopped"]));
///
/// rules.remove("failed");
/// rules.add("done", r#"{ "detail": { "exitCode": [0] } }"#)?;
/// assert!(rules.matching_json(event)?.eq(["stopped"]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct RuleSet {
    tables: SetTables,
    /// The rules in insertion order, indexed by number. A removed rule leaves a gap, which is `None`.
    rules: Vec<Option<NamedRule>>,
    numbers: HashMap<String, u32>,
    scratch_pool: ScratchPool,
}

impl RuleSet {
    /// Creates an empty set.
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let mut rules = RuleSet::new();
    /// rules.add("late", r#"{ "state": ["LATE"] }"#)?;
    /// assert_eq!(rules.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a builder. A builder adds many rules faster than [`add`](Self::add) and can be used in an expression.
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let rules = RuleSet::builder()
    ///     .add("late", r#"{ "state": ["LATE"] }"#)?
    ///     .add("done", r#"{ "state": ["DONE"] }"#)?
    ///     .build();
    /// assert_eq!(rules.len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn builder() -> RuleSetBuilder {
        RuleSetBuilder::default()
    }

    /// Adds a rule, given its name and the JSON text of its pattern.
    ///
    /// Adding a rule takes about as long as parsing its pattern, regardless of the number of rules in the set.
    ///
    /// As in [`Pattern::parse`](crate::Pattern::parse), unknown fields and values are not errors.
    /// [`warnings`](Self::warnings) reports them.
    ///
    /// # Errors
    ///
    /// Returns an error if EventBridge rejects the pattern, if the pattern is too large for the engine, or if the set
    /// already has a rule with this name. In these cases, the set is unchanged.
    ///
    /// # Examples
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let mut rules = RuleSet::new();
    /// rules.add("late", r#"{ "state": ["LATE"] }"#)?;
    /// let error = rules.add("late", r#"{ "state": ["DONE"] }"#).unwrap_err();
    /// assert_eq!(error.to_string(), "duplicate rule name `late`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add(&mut self, name: impl Into<String>, pattern: &str) -> Result<(), RuleSetError> {
        self.add_unfinished(name.into(), pattern, parse_known)?;
        self.finish();
        Ok(())
    }

    /// Adds a rule whose pattern was accepted before, with the schemas of its events.
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`add`](Self::add).
    #[doc(hidden)]
    pub fn add_accepted(&mut self, name: impl Into<String>, pattern: &str) -> Result<(), RuleSetError> {
        self.add_unfinished(name.into(), pattern, parse_accepted)?;
        self.finish();
        Ok(())
    }

    /// Adds a rule. The tables must be finished before they are used.
    fn add_unfinished(&mut self, name: String, pattern: &str, parse: fn(&str) -> Parsed) -> Result<(), RuleSetError> {
        if self.numbers.contains_key(&name) {
            return Err(RuleSetError::Repeated { name });
        }
        match NamedRule::add_to_tables(&mut self.tables, &name, pattern, parse) {
            Ok(rule) => {
                let number = u32::try_from(self.rules.len()).unwrap_or(u32::MAX);
                self.numbers.insert(name, number);
                self.rules.push(Some(rule));
                Ok(())
            }
            Err(error) => Err(RuleSetError::Pattern { name, error }),
        }
    }

    /// Removes the rule with this name. Returns `true` if the set contained the rule.
    ///
    /// Once more than half of the rules in a large set have been removed, this method parses the remaining rules again
    /// to free memory.
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let mut rules = RuleSet::builder().add("late", r#"{ "state": ["LATE"] }"#)?.build();
    /// assert!(rules.remove("late"));
    /// assert!(!rules.remove("late"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn remove(&mut self, name: &str) -> bool {
        let Some(number) = self.numbers.remove(name) else { return false };
        self.tables.remove(number);
        if let Some(rule) = self.rules.get_mut(number as usize) {
            *rule = None;
        }
        if self.rules.len() > 2 * self.numbers.len() + MAX_EXCESS_GAPS {
            self.rebuild();
        }
        self.finish();
        true
    }

    /// Rebuilds the tables from the remaining rules.
    fn rebuild(&mut self) {
        let rules = core::mem::take(&mut self.rules);
        (self.tables, self.numbers) = (SetTables::default(), HashMap::new());
        for rule in rules.into_iter().flatten() {
            // The remaining rules fit, because tables with more rules had enough space for them.
            let added = self.add_unfinished(rule.name().into(), rule.pattern(), parse_accepted);
            debug_assert!(added.is_ok(), "{added:?}");
        }
    }

    /// Finishes the tables after rules have been added or removed.
    fn finish(&mut self) {
        self.tables.finish();
        self.scratch_pool = ScratchPool::new(self.tables.scratch_words());
    }

    /// Returns the number of rules.
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let rules = RuleSet::builder().add("late", r#"{ "state": ["LATE"] }"#)?.build();
    /// assert_eq!(rules.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Returns `true` if the set has no rules.
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let rules = RuleSet::builder().add("late", r#"{ "state": ["LATE"] }"#)?.build();
    /// assert!(!rules.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Returns `true` if the set has a rule with this name.
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let rules = RuleSet::builder().add("late", r#"{ "state": ["LATE"] }"#)?.build();
    /// assert!(rules.contains("late") && !rules.contains("done"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.numbers.contains_key(name)
    }

    /// Returns the pattern of the rule with this name as JSON text, or `None` if there is no such rule.
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let rules = RuleSet::builder().add("late", r#"{ "state": ["LATE"] }"#)?.build();
    /// assert_eq!(rules.pattern("late"), Some(r#"{ "state": ["LATE"] }"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn pattern(&self, name: &str) -> Option<&str> {
        let number = *self.numbers.get(name)?;
        self.rules.get(number as usize)?.as_ref().map(NamedRule::pattern)
    }

    /// Checks the pattern of the rule with this name, like [`Pattern::warnings`](crate::Pattern::warnings). Returns
    /// `None` if there is no such rule.
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let text = r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPED"] } }"#;
    /// let rules = RuleSet::builder().add("stopped", text)?.build();
    /// for name in rules.names() {
    ///     for warning in rules.warnings(name).iter().flatten() {
    ///         assert_eq!((name, warning.name()), ("stopped", "unknown_value"));
    ///     }
    /// }
    /// # Ok::<(), event_pattern::RuleSetError>(())
    /// ```
    #[must_use]
    pub fn warnings(&self, name: &str) -> Option<Diagnostics> {
        self.pattern(name).map(warnings)
    }

    /// Returns the names of the rules, in insertion order.
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let rules = RuleSet::builder().add("late", r#"{ "state": ["LATE"] }"#)?.build();
    /// assert!(rules.names().eq(["late"]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().flatten().map(NamedRule::name)
    }

    /// Returns the names of the rules that match an event, in insertion order. The event is given as JSON text.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not a JSON object, or if the event repeats keys so often that evaluation would
    /// take too long. Bytes that do not affect the result are not necessarily validated.
    ///
    /// # Events with repeated keys
    ///
    /// If all values of a repeated key are objects, they count as one object, and the event takes little longer than
    /// other events. If a value is an array, each rule that has all its values somewhere in the event is evaluated by
    /// itself. The set compiles the rule for this purpose the first time, which allocates memory, and keeps the result.
    /// All of these evaluations together are limited; see [`TooManyCombinations`](crate::EventErrorKind::TooManyCombinations).
    ///
    /// # Examples
    ///
    /// ```
    /// use event_pattern::RuleSet;
    ///
    /// let rules = RuleSet::builder().add("late", r#"{ "state": ["LATE"] }"#)?.build();
    /// assert!(rules.matching_json(br#"{ "state": "LATE" }"#)?.eq(["late"]));
    /// assert_eq!(rules.matching_json(b"{}")?.len(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn matching_json(&self, json: &[u8]) -> Result<Matching<'_>, EventError> {
        self.matching_json_reusing(json, Matching::default())
    }

    /// Like [`matching_json`](Self::matching_json), but reuses the memory of an earlier result. A loop over many events
    /// then does not allocate for each event that a rule matches.
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`matching_json`](Self::matching_json).
    ///
    /// # Examples
    ///
    /// ```
    /// use event_pattern::{Matching, RuleSet};
    ///
    /// let rules = RuleSet::builder().add("late", r#"{ "state": ["LATE"] }"#)?.build();
    /// let (mut late, mut matching) = (0, Matching::default());
    /// for event in [r#"{ "state": "LATE" }"#, r#"{ "state": "DONE" }"#] {
    ///     matching = rules.matching_json_reusing(event.as_bytes(), matching)?;
    ///     late += matching.len();
    /// }
    /// assert_eq!(late, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn matching_json_reusing(&self, json: &[u8], earlier: Matching<'_>) -> Result<Matching<'_>, EventError> {
        let mut scratch = self.scratch_pool.take();
        let (mut matched, mut rule_scratch) = (earlier.numbers, Vec::new());
        matched.clear();
        let tables = Set::from_image(&self.tables.tables());
        let result = engine::run_dynamic_set(
            &tables,
            json,
            &mut scratch,
            |number, budget| match self.rules.get(number) {
                Some(Some(rule)) => rule.program().run(budget, json, &mut rule_scratch),
                _ => Ok(false),
            },
            |rule| matched.push(rule),
        );
        self.scratch_pool.put_back(scratch);
        result?;
        matched.sort_unstable();
        Ok(Matching { set: Some(self), numbers: matched, next: 0 })
    }
}

impl Default for RuleSet {
    fn default() -> Self {
        let tables = SetTables::default();
        let scratch_pool = ScratchPool::new(tables.scratch_words());
        Self { tables, rules: Vec::new(), numbers: HashMap::new(), scratch_pool }
    }
}

impl fmt::Debug for RuleSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.names()).finish()
    }
}

/// A set is rebuilt once its gaps outnumber its rules by more than this number.
const MAX_EXCESS_GAPS: usize = 64;

/// An iterator over the names of the rules that match an event, in insertion order.
///
/// Returned by [`RuleSet::matching_json`]. The default value is empty.
#[derive(Debug, Clone, Default)]
pub struct Matching<'s> {
    /// `None` if there are no names.
    set: Option<&'s RuleSet>,
    /// Numbers of the rules.
    numbers: Vec<usize>,
    /// Index of the next number.
    next: usize,
}

impl<'s> Iterator for Matching<'s> {
    type Item = &'s str;

    fn next(&mut self) -> Option<&'s str> {
        let number = *self.numbers.get(self.next)?;
        self.next += 1;
        self.set?.rules.get(number)?.as_ref().map(NamedRule::name)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.numbers.len() - self.next;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Matching<'_> {}

impl core::iter::FusedIterator for Matching<'_> {}

#[cfg(test)]
mod tests;
