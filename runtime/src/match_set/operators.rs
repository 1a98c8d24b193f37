//! The operators `|`, `&`, `-`, `^` and `!` for sets of rules.

use super::MatchSet;
use crate::RuleEnum;
use core::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Not, Sub, SubAssign};

impl<R: RuleEnum> BitOr for MatchSet<R> {
    type Output = Self;

    /// Returns the union of the sets.
    #[inline]
    fn bitor(self, other: Self) -> Self {
        self.union(other)
    }
}

impl<R: RuleEnum> BitOrAssign for MatchSet<R> {
    #[inline]
    fn bitor_assign(&mut self, other: Self) {
        *self = self.union(other);
    }
}

impl<R: RuleEnum> BitAnd for MatchSet<R> {
    type Output = Self;

    /// Returns the intersection of the sets.
    #[inline]
    fn bitand(self, other: Self) -> Self {
        self.intersection(other)
    }
}

impl<R: RuleEnum> BitAndAssign for MatchSet<R> {
    #[inline]
    fn bitand_assign(&mut self, other: Self) {
        *self = self.intersection(other);
    }
}

impl<R: RuleEnum> BitXor for MatchSet<R> {
    type Output = Self;

    /// Returns the symmetric difference of the sets.
    #[inline]
    fn bitxor(self, other: Self) -> Self {
        self.symmetric_difference(other)
    }
}

impl<R: RuleEnum> BitXorAssign for MatchSet<R> {
    #[inline]
    fn bitxor_assign(&mut self, other: Self) {
        *self = self.symmetric_difference(other);
    }
}

impl<R: RuleEnum> Sub for MatchSet<R> {
    type Output = Self;

    /// Returns the difference of the sets.
    #[inline]
    fn sub(self, other: Self) -> Self {
        self.difference(other)
    }
}

impl<R: RuleEnum> SubAssign for MatchSet<R> {
    #[inline]
    fn sub_assign(&mut self, other: Self) {
        *self = self.difference(other);
    }
}

impl<R: RuleEnum> Not for MatchSet<R> {
    type Output = Self;

    /// Returns the complement of the set.
    #[inline]
    fn not(self) -> Self {
        self.complement()
    }
}
