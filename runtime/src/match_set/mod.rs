//! The rules of an enum that match an event, as bits.

mod iter;
mod operators;
#[cfg(test)]
mod tests;

pub use iter::MatchSetIter;

use crate::RuleEnum;
use core::fmt;
use core::marker::PhantomData;

/// A set of rules of one enum, such as those that match an event.
///
/// It has a bit for each rule, in `WORDS` words of 64, so it is `Copy` and allocates nothing.
/// [`event_patterns!`](crate::event_patterns!) declares a type alias with the right number of words: for an enum `Alert` that is
/// `AlertSet`.
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
pub struct MatchSet<R, const WORDS: usize = 1> {
    words: [u64; WORDS],
    rules: PhantomData<R>,
}

/// How many rules a word has bits for.
const WORD: usize = u64::BITS as usize;

impl<R: RuleEnum, const WORDS: usize> MatchSet<R, WORDS> {
    /// No rule.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        const {
            assert!(WORDS == R::ALL.len().div_ceil(WORD), "this set has not as many words as the enum needs");
        }
        Self { words: [0; WORDS], rules: PhantomData }
    }

    /// All rules of the enum.
    #[must_use]
    pub const fn all() -> Self {
        let mut all = Self::new();
        let mut number = 0;
        while number < R::ALL.len() {
            all.words[number / WORD] |= 1 << (number % WORD);
            number += 1;
        }
        all
    }

    /// How many rules are in the set.
    #[inline]
    #[must_use]
    pub const fn len(&self) -> usize {
        let (mut ones, mut place) = (0, 0);
        while place < WORDS {
            ones += self.words[place].count_ones() as usize;
            place += 1;
        }
        ones
    }

    /// Whether no rule is in the set.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the rule is in the set.
    #[inline]
    #[must_use]
    pub fn contains(&self, rule: R) -> bool {
        let number = rule.index();
        self.words.get(number / WORD).is_some_and(|word| word >> (number % WORD) & 1 == 1)
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
        if let Some(word) = self.words.get_mut(number / WORD) {
            *word |= 1 << (number % WORD);
        }
    }

    /// Takes a rule out. Tells whether it was in the set.
    #[inline]
    pub fn remove(&mut self, rule: R) -> bool {
        let was_there = self.contains(rule);
        *self = self.difference(Self::from(rule));
        was_there
    }

    /// Takes all rules out.
    #[inline]
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// Walks over the rules in the order of the enum.
    #[inline]
    #[must_use]
    pub const fn iter(&self) -> MatchSetIter<R, WORDS> {
        MatchSetIter { left: *self }
    }

    /// Whether every rule of this set is in the other one.
    #[inline]
    #[must_use]
    pub const fn is_subset(&self, other: Self) -> bool {
        self.difference(other).is_empty()
    }

    /// Whether every rule of the other set is in this one.
    #[inline]
    #[must_use]
    pub const fn is_superset(&self, other: Self) -> bool {
        other.is_subset(*self)
    }

    /// Whether no rule is in both sets.
    #[inline]
    #[must_use]
    pub const fn is_disjoint(&self, other: Self) -> bool {
        self.intersection(other).is_empty()
    }

    /// The rules in this set or in the other one, as the operator `|`.
    #[inline]
    #[must_use]
    pub const fn union(mut self, other: Self) -> Self {
        let mut place = 0;
        while place < WORDS {
            self.words[place] |= other.words[place];
            place += 1;
        }
        self
    }

    /// The rules in both sets, as the operator `&`.
    #[inline]
    #[must_use]
    pub const fn intersection(mut self, other: Self) -> Self {
        let mut place = 0;
        while place < WORDS {
            self.words[place] &= other.words[place];
            place += 1;
        }
        self
    }

    /// The rules in this set but not in the other one, as the operator `-`.
    #[inline]
    #[must_use]
    pub const fn difference(mut self, other: Self) -> Self {
        let mut place = 0;
        while place < WORDS {
            self.words[place] &= !other.words[place];
            place += 1;
        }
        self
    }

    /// The rules in one of the two sets but not in both, as the operator `^`.
    #[inline]
    #[must_use]
    pub const fn symmetric_difference(mut self, other: Self) -> Self {
        let mut place = 0;
        while place < WORDS {
            self.words[place] ^= other.words[place];
            place += 1;
        }
        self
    }

    /// The rules of the enum that are not in this set, as the operator `!`.
    #[inline]
    #[must_use]
    pub const fn complement(self) -> Self {
        const { Self::all() }.difference(self)
    }
}

impl<R: RuleEnum, const WORDS: usize> Default for MatchSet<R, WORDS> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: RuleEnum, const WORDS: usize> fmt::Debug for MatchSet<R, WORDS> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.iter()).finish()
    }
}
