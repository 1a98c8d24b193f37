//! From sets to rules, and from rules to sets.

use super::{MatchSet, WORD};
use crate::RuleEnum;
use core::fmt;
use core::iter::FusedIterator;

/// A walk over the rules in a [`MatchSet`], in the order of their enum.
#[derive(Clone)]
pub struct MatchSetIter<R, const WORDS: usize = 1> {
    pub(super) left: MatchSet<R, WORDS>,
}

impl<R: RuleEnum, const WORDS: usize> Iterator for MatchSetIter<R, WORDS> {
    type Item = R;

    #[inline]
    fn next(&mut self) -> Option<R> {
        let (place, word) = self.left.words.iter_mut().enumerate().find(|(_, word)| **word != 0)?;
        let bit = word.trailing_zeros();
        *word &= *word - 1;
        R::ALL.get(place * WORD + bit as usize).copied()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left.len(), Some(self.left.len()))
    }

    #[inline]
    fn last(mut self) -> Option<R> {
        self.next_back()
    }
}

impl<R: RuleEnum, const WORDS: usize> DoubleEndedIterator for MatchSetIter<R, WORDS> {
    #[inline]
    fn next_back(&mut self) -> Option<R> {
        let (place, word) = self.left.words.iter_mut().enumerate().rfind(|(_, word)| **word != 0)?;
        let bit = word.ilog2();
        *word &= !(1 << bit);
        R::ALL.get(place * WORD + bit as usize).copied()
    }
}

impl<R: RuleEnum, const WORDS: usize> ExactSizeIterator for MatchSetIter<R, WORDS> {}

impl<R: RuleEnum, const WORDS: usize> FusedIterator for MatchSetIter<R, WORDS> {}

impl<R: RuleEnum, const WORDS: usize> fmt::Debug for MatchSetIter<R, WORDS> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("MatchSetIter").field(&self.left).finish()
    }
}

impl<R: RuleEnum, const WORDS: usize> IntoIterator for MatchSet<R, WORDS> {
    type Item = R;
    type IntoIter = MatchSetIter<R, WORDS>;

    #[inline]
    fn into_iter(self) -> MatchSetIter<R, WORDS> {
        self.iter()
    }
}

impl<R: RuleEnum, const WORDS: usize> IntoIterator for &MatchSet<R, WORDS> {
    type Item = R;
    type IntoIter = MatchSetIter<R, WORDS>;

    #[inline]
    fn into_iter(self) -> MatchSetIter<R, WORDS> {
        self.iter()
    }
}

impl<R: RuleEnum, const WORDS: usize> Extend<R> for MatchSet<R, WORDS> {
    fn extend<I: IntoIterator<Item = R>>(&mut self, rules: I) {
        rules.into_iter().for_each(|rule| self.insert_number(rule.index()));
    }
}

impl<'r, R: RuleEnum, const WORDS: usize> Extend<&'r R> for MatchSet<R, WORDS> {
    fn extend<I: IntoIterator<Item = &'r R>>(&mut self, rules: I) {
        self.extend(rules.into_iter().copied());
    }
}

impl<R: RuleEnum, const WORDS: usize> FromIterator<R> for MatchSet<R, WORDS> {
    fn from_iter<I: IntoIterator<Item = R>>(rules: I) -> Self {
        let mut set = Self::new();
        set.extend(rules);
        set
    }
}

impl<R: RuleEnum, const WORDS: usize, const COUNT: usize> From<[R; COUNT]> for MatchSet<R, WORDS> {
    fn from(rules: [R; COUNT]) -> Self {
        rules.into_iter().collect()
    }
}

impl<R: RuleEnum, const WORDS: usize> From<R> for MatchSet<R, WORDS> {
    #[inline]
    fn from(rule: R) -> Self {
        Self::from([rule])
    }
}
