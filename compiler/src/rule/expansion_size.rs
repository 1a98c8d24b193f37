//! Computes the size of the expansion of `$or` without building it.

use crate::pattern::{Condition, Content, Object};

/// Number of combinations of `$or` branches, and total number of conditions in these combinations. Both numbers
/// saturate. A scope counts as one condition; its own combinations are counted separately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ExpansionSize {
    pub(super) combinations: usize,
    pub(super) conditions: usize,
}

impl ExpansionSize {
    const EMPTY: Self = Self { combinations: 1, conditions: 0 };
    const CONDITION: Self = Self { combinations: 1, conditions: 1 };
    const NO_BRANCH: Self = Self { combinations: 0, conditions: 0 };

    pub(super) fn of(object: &Object) -> Self {
        object.conditions.iter().fold(Self::EMPTY, |size, condition| {
            size.and(match condition {
                Condition::Or(or) => or.branches.iter().map(Self::of).fold(Self::NO_BRANCH, Self::or),
                Condition::Scope(_) => Self::CONDITION,
                Condition::Field(field) => match &field.content {
                    Content::Object(inner) => Self::of(inner),
                    Content::Leaf(_) => Self::CONDITION,
                },
            })
        })
    }

    /// Combines each combination of `self` with each combination of `other`.
    fn and(self, other: Self) -> Self {
        let own = self.conditions.saturating_mul(other.combinations);
        Self {
            combinations: self.combinations.saturating_mul(other.combinations),
            conditions: own.saturating_add(other.conditions.saturating_mul(self.combinations)),
        }
    }

    /// Adds the combinations of `other`.
    fn or(self, other: Self) -> Self {
        Self {
            combinations: self.combinations.saturating_add(other.combinations),
            conditions: self.conditions.saturating_add(other.conditions),
        }
    }
}
