//! Sets of rules of an enum, stored as bits.

mod iter;
mod operators;
#[cfg(test)]
mod tests;

pub use iter::MatchSetIter;

use crate::RuleEnum;
use crate::rule_enum::Words as _;
use core::fmt;

/// A set of rules of an enum, such as the rules that match an event.
///
/// A set stores one bit for each rule of the enum, so the set is `Copy` and does not allocate.
/// [`event_patterns!`](https://docs.rs/event-pattern/latest/event_pattern/macro.event_patterns.html) declares an alias
/// for the set of each enum: for an enum `Alert`, `AlertSet` is `MatchSet<Alert>`.
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

/// Number of bits in a word, and thus the number of rules that a word represents.
const WORD_BITS: usize = u64::BITS as usize;

impl<R: RuleEnum> MatchSet<R> {
    /// Creates an empty set.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert!(JobSet::new().is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { words: R::Words::NONE }
    }

    /// Creates a set of all rules of the enum.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert_eq!(JobSet::all(), JobSet::from([Job::Failed, Job::Late]));
    /// ```
    #[inline]
    #[must_use]
    pub const fn all() -> Self {
        Self { words: R::ALL_BITS }
    }

    /// Returns the number of rules in the set.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert_eq!(JobSet::from([Job::Failed, Job::Late]).len(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.as_slice().iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Returns `true` if the set is empty.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert!(!JobSet::from(Job::Late).is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words == R::Words::NONE
    }

    /// Returns `true` if the set contains the rule.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// let set = JobSet::from(Job::Late);
    /// assert!(set.contains(Job::Late) && !set.contains(Job::Failed));
    /// ```
    #[inline]
    #[must_use]
    pub fn contains(&self, rule: R) -> bool {
        let index = rule.index();
        self.words.as_slice().get(index / WORD_BITS).is_some_and(|word| word >> (index % WORD_BITS) & 1 == 1)
    }

    /// Adds a rule. Returns `true` if the rule was not already in the set.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// let mut set = JobSet::new();
    /// assert!(set.insert(Job::Late));
    /// assert!(!set.insert(Job::Late));
    /// ```
    #[inline]
    pub fn insert(&mut self, rule: R) -> bool {
        let is_new = !self.contains(rule);
        self.insert_index(rule.index());
        is_new
    }

    /// Adds the rule with this index. Does nothing if the index is out of bounds.
    #[inline]
    pub(crate) fn insert_index(&mut self, index: usize) {
        if let Some(word) = self.words.as_mut_slice().get_mut(index / WORD_BITS) {
            *word |= 1 << (index % WORD_BITS);
        }
    }

    /// Removes a rule. Returns `true` if the rule was in the set.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// let mut set = JobSet::from(Job::Late);
    /// assert!(set.remove(Job::Late));
    /// assert!(!set.remove(Job::Late));
    /// ```
    #[inline]
    pub fn remove(&mut self, rule: R) -> bool {
        let was_present = self.contains(rule);
        *self = self.difference(Self::from(rule));
        was_present
    }

    /// Removes all rules.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// let mut set = JobSet::all();
    /// set.clear();
    /// assert!(set.is_empty());
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// Returns an iterator over the rules, in the order of the variants.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert!(JobSet::from([Job::Late, Job::Failed]).iter().eq([Job::Failed, Job::Late]));
    /// ```
    #[inline]
    #[must_use]
    pub const fn iter(&self) -> MatchSetIter<R> {
        MatchSetIter { remaining: *self }
    }

    /// Returns `true` if `other` contains every rule in this set.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert!(JobSet::from(Job::Late).is_subset(JobSet::all()));
    /// ```
    #[inline]
    #[must_use]
    pub fn is_subset(&self, other: Self) -> bool {
        self.difference(other).is_empty()
    }

    /// Returns `true` if this set contains every rule in `other`.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert!(JobSet::all().is_superset(JobSet::from(Job::Late)));
    /// ```
    #[inline]
    #[must_use]
    pub fn is_superset(&self, other: Self) -> bool {
        other.is_subset(*self)
    }

    /// Returns `true` if no rule is in both sets.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert!(JobSet::from(Job::Late).is_disjoint(JobSet::from(Job::Failed)));
    /// ```
    #[inline]
    #[must_use]
    pub fn is_disjoint(&self, other: Self) -> bool {
        self.intersection(other).is_empty()
    }

    /// Returns the rules that are in this set, in `other`, or in both. Equivalent to the `|` operator.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert_eq!(JobSet::from(Job::Late).union(JobSet::from(Job::Failed)), JobSet::all());
    /// ```
    #[inline]
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        self.combine(other, |word, other| word | other)
    }

    /// Returns the rules that are in both sets. Equivalent to the `&` operator.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert_eq!(JobSet::all().intersection(JobSet::from(Job::Late)), JobSet::from(Job::Late));
    /// ```
    #[inline]
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        self.combine(other, |word, other| word & other)
    }

    /// Returns the rules that are in this set but not in `other`. Equivalent to the `-` operator.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert_eq!(JobSet::all().difference(JobSet::from(Job::Late)), JobSet::from(Job::Failed));
    /// ```
    #[inline]
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        self.combine(other, |word, other| word & !other)
    }

    /// Returns the rules that are in one of the two sets, but not in both. Equivalent to the `^` operator.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert_eq!(JobSet::all().symmetric_difference(JobSet::from(Job::Late)), JobSet::from(Job::Failed));
    /// ```
    #[inline]
    #[must_use]
    pub fn symmetric_difference(self, other: Self) -> Self {
        self.combine(other, |word, other| word ^ other)
    }

    /// Returns the rules of the enum that are not in this set. Equivalent to the `!` operator.
    ///
    /// ```
    /// # event_pattern::event_patterns! { enum Job { Failed { "state": ["FAILED"] } Late { "state": ["LATE"] } } }
    /// assert_eq!(JobSet::from(Job::Late).complement(), JobSet::from(Job::Failed));
    /// ```
    #[inline]
    #[must_use]
    pub fn complement(self) -> Self {
        Self::all().difference(self)
    }

    #[inline]
    fn combine(mut self, other: Self, combine_words: fn(u64, u64) -> u64) -> Self {
        for (word, &other) in self.words.as_mut_slice().iter_mut().zip(other.words.as_slice()) {
            *word = combine_words(*word, other);
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
