//! Sets of rules that are parsed at run time.

mod builder;
mod error;

pub use builder::RuleSetBuilder;
pub use error::RuleSetError;

use super::diagnostic::Diagnostics;
use super::pattern::{PatternError, warnings};
use super::scratch_pool::ScratchPool;
use crate::engine::{self, Set, Tables};
use crate::json::{EventError, EventErrorKind};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::program::{SetTables, TooLarge, lower};
use event_pattern_compiler::{Parsed, parse, rule};
use event_pattern_tables::VERSION;
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

/// A rule in a set.
#[derive(Clone)]
struct NamedRule {
    name: String,
    pattern: String,
    /// The rule's own program, if the pass that matches all rules at once cannot decide this rule.
    program: Option<RuleProgram>,
}

/// The program of one rule.
#[derive(Clone)]
struct RuleProgram {
    image: Vec<u8>,
    /// Size of the scratch that the engine needs, in 64-bit words.
    scratch_words: usize,
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
        self.add_unfinished(name.into(), pattern)?;
        self.finish();
        Ok(())
    }

    /// Adds a rule. The tables must be finished before they are used.
    fn add_unfinished(&mut self, name: String, pattern: &str) -> Result<(), RuleSetError> {
        if self.numbers.contains_key(&name) {
            return Err(RuleSetError::Repeated { name });
        }
        match add_to_tables(&mut self.tables, &name, pattern) {
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
            let added = self.add_unfinished(rule.name, &rule.pattern);
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
        self.rules.get(number as usize)?.as_ref().map(|rule| rule.pattern.as_str())
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
        self.rules.iter().flatten().map(|rule| rule.name.as_str())
    }

    /// Returns the names of the rules that match an event, in insertion order. The event is given as JSON text.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not a JSON object, or if the event repeats keys so often that evaluation would
    /// take too long. Bytes that do not affect the result are not necessarily validated.
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
        let mut scratch = self.scratch_pool.take();
        let mut matched = Vec::new();
        let tables = Set::from_image(&self.tables.tables());
        let result = engine::run_dynamic_set(
            &tables,
            json,
            &mut scratch,
            |rule| self.decide(rule, json),
            |rule| matched.push(rule),
        );
        self.scratch_pool.put_back(scratch);
        result?;
        matched.sort_unstable();
        Ok(Matching { set: self, numbers: matched.into_iter() })
    }

    /// Matches the rule with its own program, which is compiled first if it is not stored.
    fn decide(&self, number: usize, json: &[u8]) -> Result<bool, EventError> {
        let Some(Some(rule)) = self.rules.get(number) else { return Ok(false) };
        match &rule.program {
            Some(program) => program.run(json),
            // The pass decides this rule for almost all events, so its program is not stored.
            None => match parse_rule(&rule.pattern).map(|rule| RuleProgram::new(&rule)) {
                Ok(Ok(program)) => program.run(json),
                // Unreachable: when the rule was added, the pattern was parsed and the size of the rule was checked.
                Ok(Err(_)) | Err(_) => Err(EventError::new(EventErrorKind::Internal, 0)),
            },
        }
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

/// Smallest number of parts (alternatives, path steps, conditions and branches) that may make a rule too large for its
/// own program. A rule with fewer parts always fits.
const MIN_CHECKED_PARTS: usize = 2_000;

/// Adds a rule to the tables.
fn add_to_tables(tables: &mut SetTables, name: &str, pattern: &str) -> Result<NamedRule, PatternError> {
    let rule = parse_rule(pattern)?;
    let too_large = |TooLarge| PatternError::too_large(pattern);
    let checked_program = if is_small(&rule) { None } else { Some(RuleProgram::new(&rule).map_err(too_large)?) };
    let added = tables.add(&rule).map_err(too_large)?;
    let program = match checked_program.filter(|_| added.needs_program) {
        None if added.needs_program => Some(RuleProgram::new(&rule).map_err(too_large)?),
        program => program,
    };
    Ok(NamedRule { name: name.into(), pattern: pattern.into(), program })
}

/// Parses and lowers a pattern.
fn parse_rule(pattern: &str) -> Result<rule::Rule, PatternError> {
    let parsed: Parsed = parse(pattern, Dialect::Strict);
    match parsed.lowered {
        Some(lowered) => Ok(lowered.rule),
        None => Err(PatternError::of(&parsed, pattern)),
    }
}

/// Returns `true` if the rule is so small that it is guaranteed to fit into a program. `false` means that it may not fit.
fn is_small(rule: &rule::Rule) -> bool {
    let alternatives: usize = rule.leaves.iter().map(|leaf| leaf.alternatives.len() + leaf.path.steps().len()).sum();
    let conditions: usize = rule.conjunctions.iter().map(|conjunction| conjunction.leaves.len() + 1).sum();
    rule.scopes.is_empty() && alternatives + conditions < MIN_CHECKED_PARTS
}

impl RuleProgram {
    fn new(rule: &rule::Rule) -> Result<Self, TooLarge> {
        let tables = lower(rule)?;
        Ok(Self { image: tables.image(), scratch_words: tables.scratch_words() })
    }

    fn run(&self, json: &[u8]) -> Result<bool, EventError> {
        engine::run(Tables::new(VERSION, &self.image), json, &mut vec![0; self.scratch_words])
    }
}

/// An iterator over the names of the rules that match an event, in insertion order.
///
/// Returned by [`RuleSet::matching_json`].
#[derive(Debug, Clone)]
pub struct Matching<'s> {
    set: &'s RuleSet,
    numbers: vec::IntoIter<usize>,
}

impl<'s> Iterator for Matching<'s> {
    type Item = &'s str;

    fn next(&mut self) -> Option<&'s str> {
        let number = self.numbers.next()?;
        self.set.rules.get(number)?.as_ref().map(|rule| rule.name.as_str())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.numbers.size_hint()
    }
}

impl ExactSizeIterator for Matching<'_> {}

impl core::iter::FusedIterator for Matching<'_> {}

#[cfg(test)]
mod tests;
