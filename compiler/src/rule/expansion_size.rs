//! How much comes out when the branches of `$or` are combined, counted before anything is made.

use crate::pattern::{Condition, Content, Object};

/// How many combinations of `$or` branches a pattern has, and how many conditions they have in all. Both
/// saturate. What is in a scope is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ExpansionSize {
    pub(super) combinations: usize,
    pub(super) conditions: usize,
}

impl ExpansionSize {
    const NOTHING: Self = Self { combinations: 1, conditions: 0 };
    const CONDITION: Self = Self { combinations: 1, conditions: 1 };
    const NO_BRANCH: Self = Self { combinations: 0, conditions: 0 };

    pub(super) fn of(object: &Object) -> Self {
        object.conditions.iter().fold(Self::NOTHING, |extent, condition| {
            extent.and(match condition {
                Condition::Or(or) => or.branches.iter().map(Self::of).fold(Self::NO_BRANCH, Self::or),
                Condition::Scope(_) => Self::CONDITION,
                Condition::Field(field) => match &field.content {
                    Content::Object(inner) => Self::of(inner),
                    Content::Leaf(_) => Self::CONDITION,
                },
            })
        })
    }

    /// Each combination of one with each of the other.
    fn and(self, other: Self) -> Self {
        let own = self.conditions.saturating_mul(other.combinations);
        Self {
            combinations: self.combinations.saturating_mul(other.combinations),
            conditions: own.saturating_add(other.conditions.saturating_mul(self.combinations)),
        }
    }

    /// The combinations of both.
    fn or(self, other: Self) -> Self {
        Self {
            combinations: self.combinations.saturating_add(other.combinations),
            conditions: self.conditions.saturating_add(other.conditions),
        }
    }
}
