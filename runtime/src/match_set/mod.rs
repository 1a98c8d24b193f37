//! The rules of an enum that match an event, as bits.

mod iter;
mod operators;
#[cfg(test)]
mod tests;

pub use iter::MatchSetIter;

use crate::RuleEnum;
use crate::rule_enum::Words as _;
use core::fmt;

/// A set of rules of one enum, such as those that match an event.
///
/// It has a bit for each rule, in as many words as the enum takes, so it is `Copy` and allocates nothing.
/// [`event_patterns!`](https://docs.rs/event-pattern/latest/event_pattern/macro.event_patterns.html) declares a name for it: for an enum `Alert`, `AlertSet` is `MatchSet<Alert>`.
///
/// ```
/// use event_pattern::event_patterns;
///
/// event_patterns! {
///     enum Job {
///         Failed { "detail": { "state": ["FAILED"] } }
///         Late { "detail": { "minutes": [{ "numeric": [">", 60] }] } }
///         OfTheShop { "source": ["my.shop"] }
///     }
/// }
///
/// let matched = Job::matching_json(br#"{ "source": "my.shop", "detail": { "state": "FAILED", "minutes": 5 } }"#)?;
/// assert_eq!(format!("{matched:?}"), "{Failed, OfTheShop}");
/// assert_eq!(matched.len(), 2);
/// assert!(matched.contains(Job::Failed) && !matched.contains(Job::Late));
///
/// let alarming = JobSet::from([Job::Failed, Job::Late]);
/// for job in matched & alarming {
///     assert_eq!(job, Job::Failed);
/// }
/// assert_eq!(!alarming, JobSet::from(Job::OfTheShop));
/// # Ok::<(), event_pattern::EventError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct MatchSet<R: RuleEnum> {
    words: R::Words,
}

/// How many rules a word has bits for.
const WORD: usize = u64::BITS as usize;

impl<R: RuleEnum> MatchSet<R> {
    /// No rule.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { words: R::Words::NONE }
    }

    /// All rules of the enum.
    #[inline]
    #[must_use]
    pub const fn all() -> Self {
        Self { words: R::ALL_BITS }
    }

    /// How many rules are in the set.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.as_slice().iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether no rule is in the set.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words == R::Words::NONE
    }

    /// Whether the rule is in the set.
    #[inline]
    #[must_use]
    pub fn contains(&self, rule: R) -> bool {
        let number = rule.index();
        self.words.as_slice().get(number / WORD).is_some_and(|word| word >> (number % WORD) & 1 == 1)
    }

    /// Adds a rule. Tells whether it was not in the set before.
    #[inline]
    pub fn insert(&mut self, rule: R) -> bool {
        let is_new = !self.contains(rule);
        self.insert_number(rule.index());
        is_new
    }

    /// Adds the rule of this number.
    #[inline]
    pub(crate) fn insert_number(&mut self, number: usize) {
        if let Some(word) = self.words.as_mut_slice().get_mut(number / WORD) {
            *word |= 1 << (number % WORD);
        }
    }

    /// Removes a rule. Tells whether it was in the set.
    #[inline]
    pub fn remove(&mut self, rule: R) -> bool {
        let was_there = self.contains(rule);
        *self = self.difference(Self::from(rule));
        was_there
    }

    /// Removes all rules.
    #[inline]
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// Walks over the rules in the order of the enum.
    #[inline]
    #[must_use]
    pub const fn iter(&self) -> MatchSetIter<R> {
        MatchSetIter { left: *self }
    }

    /// Whether every rule of this set is in the other one.
    #[inline]
    #[must_use]
    pub fn is_subset(&self, other: Self) -> bool {
        self.difference(other).is_empty()
    }

    /// Whether every rule of the other set is in this one.
    #[inline]
    #[must_use]
    pub fn is_superset(&self, other: Self) -> bool {
        other.is_subset(*self)
    }

    /// Whether no rule is in both sets.
    #[inline]
    #[must_use]
    pub fn is_disjoint(&self, other: Self) -> bool {
        self.intersection(other).is_empty()
    }

    /// The rules in this set or in the other one, as the operator `|`.
    #[inline]
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        self.combine(other, |word, other| word | other)
    }

    /// The rules in both sets, as the operator `&`.
    #[inline]
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        self.combine(other, |word, other| word & other)
    }

    /// The rules in this set but not in the other one, as the operator `-`.
    #[inline]
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        self.combine(other, |word, other| word & !other)
    }

    /// The rules in one of the two sets but not in both, as the operator `^`.
    #[inline]
    #[must_use]
    pub fn symmetric_difference(self, other: Self) -> Self {
        self.combine(other, |word, other| word ^ other)
    }

    /// The rules of the enum that are not in this set, as the operator `!`.
    #[inline]
    #[must_use]
    pub fn complement(self) -> Self {
        Self::all().difference(self)
    }

    #[inline]
    fn combine(mut self, other: Self, of_words: fn(u64, u64) -> u64) -> Self {
        for (word, &other) in self.words.as_mut_slice().iter_mut().zip(other.words.as_slice()) {
            *word = of_words(*word, other);
        }
        self
    }
}

impl<R: RuleEnum> Default for MatchSet<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: RuleEnum> fmt::Debug for MatchSet<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.iter()).finish()
    }
}
