//! `|`, `&`, `-`, `^` and `!` on sets of rules.

use super::MatchSet;
use crate::RuleEnum;
use core::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Not, Sub, SubAssign};

impl<R: RuleEnum, const WORDS: usize> BitOr for MatchSet<R, WORDS> {
    type Output = Self;

    /// The rules in one of the sets.
    #[inline]
    fn bitor(self, other: Self) -> Self {
        self.union(other)
    }
}

impl<R: RuleEnum, const WORDS: usize> BitOrAssign for MatchSet<R, WORDS> {
    #[inline]
    fn bitor_assign(&mut self, other: Self) {
        *self = self.union(other);
    }
}

impl<R: RuleEnum, const WORDS: usize> BitAnd for MatchSet<R, WORDS> {
    type Output = Self;

    /// The rules in both sets.
    #[inline]
    fn bitand(self, other: Self) -> Self {
        self.intersection(other)
    }
}

impl<R: RuleEnum, const WORDS: usize> BitAndAssign for MatchSet<R, WORDS> {
    #[inline]
    fn bitand_assign(&mut self, other: Self) {
        *self = self.intersection(other);
    }
}

impl<R: RuleEnum, const WORDS: usize> BitXor for MatchSet<R, WORDS> {
    type Output = Self;

    /// The rules in one of the sets but not in both.
    #[inline]
    fn bitxor(self, other: Self) -> Self {
        self.symmetric_difference(other)
    }
}

impl<R: RuleEnum, const WORDS: usize> BitXorAssign for MatchSet<R, WORDS> {
    #[inline]
    fn bitxor_assign(&mut self, other: Self) {
        *self = self.symmetric_difference(other);
    }
}

impl<R: RuleEnum, const WORDS: usize> Sub for MatchSet<R, WORDS> {
    type Output = Self;

    /// The rules in the first set but not in the second.
    #[inline]
    fn sub(self, other: Self) -> Self {
        self.difference(other)
    }
}

impl<R: RuleEnum, const WORDS: usize> SubAssign for MatchSet<R, WORDS> {
    #[inline]
    fn sub_assign(&mut self, other: Self) {
        *self = self.difference(other);
    }
}

impl<R: RuleEnum, const WORDS: usize> Not for MatchSet<R, WORDS> {
    type Output = Self;

    /// The rules of the enum that are not in the set.
    #[inline]
    fn not(self) -> Self {
        self.complement()
    }
}
