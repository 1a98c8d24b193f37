//! Iteration over sets, and conversions from rules to sets.

use super::{MatchSet, WORD_BITS};
use crate::RuleEnum;
use crate::rule_enum::Words as _;
use core::fmt;
use core::iter::FusedIterator;

/// An iterator over the rules in a [`MatchSet`], in the order of the variants.
///
/// Returned by [`MatchSet::iter`].
#[derive(Clone)]
pub struct MatchSetIter<R: RuleEnum> {
    pub(super) remaining: MatchSet<R>,
}

impl<R: RuleEnum> Iterator for MatchSetIter<R> {
    type Item = R;

    #[inline]
    fn next(&mut self) -> Option<R> {
        let (word_index, word) =
            self.remaining.words.as_mut_slice().iter_mut().enumerate().find(|(_, word)| **word != 0)?;
        let bit = word.trailing_zeros();
        *word &= *word - 1;
        R::ALL.get(word_index * WORD_BITS + bit as usize).copied()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.remaining.len(), Some(self.remaining.len()))
    }

    #[inline]
    fn last(mut self) -> Option<R> {
        self.next_back()
    }
}

impl<R: RuleEnum> DoubleEndedIterator for MatchSetIter<R> {
    #[inline]
    fn next_back(&mut self) -> Option<R> {
        let (word_index, word) =
            self.remaining.words.as_mut_slice().iter_mut().enumerate().rfind(|(_, word)| **word != 0)?;
        let bit = word.ilog2();
        *word &= !(1 << bit);
        R::ALL.get(word_index * WORD_BITS + bit as usize).copied()
    }
}

impl<R: RuleEnum> ExactSizeIterator for MatchSetIter<R> {}

impl<R: RuleEnum> FusedIterator for MatchSetIter<R> {}

impl<R: RuleEnum> fmt::Debug for MatchSetIter<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("MatchSetIter").field(&self.remaining).finish()
    }
}

impl<R: RuleEnum> IntoIterator for MatchSet<R> {
    type Item = R;
    type IntoIter = MatchSetIter<R>;

    #[inline]
    fn into_iter(self) -> MatchSetIter<R> {
        self.iter()
    }
}

impl<R: RuleEnum> IntoIterator for &MatchSet<R> {
    type Item = R;
    type IntoIter = MatchSetIter<R>;

    #[inline]
    fn into_iter(self) -> MatchSetIter<R> {
        self.iter()
    }
}

impl<R: RuleEnum> Extend<R> for MatchSet<R> {
    fn extend<I: IntoIterator<Item = R>>(&mut self, rules: I) {
        rules.into_iter().for_each(|rule| self.insert_index(rule.index()));
    }
}

impl<'r, R: RuleEnum> Extend<&'r R> for MatchSet<R> {
    fn extend<I: IntoIterator<Item = &'r R>>(&mut self, rules: I) {
        self.extend(rules.into_iter().copied());
    }
}

impl<R: RuleEnum> FromIterator<R> for MatchSet<R> {
    fn from_iter<I: IntoIterator<Item = R>>(rules: I) -> Self {
        let mut set = Self::new();
        set.extend(rules);
        set
    }
}

impl<R: RuleEnum, const COUNT: usize> From<[R; COUNT]> for MatchSet<R> {
    fn from(rules: [R; COUNT]) -> Self {
        rules.into_iter().collect()
    }
}

impl<R: RuleEnum> From<R> for MatchSet<R> {
    #[inline]
    fn from(rule: R) -> Self {
        Self::from([rule])
    }
}
