//! What one pass over an event keeps in mind, whoever reads the event: of one rule, or of a set of them.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every key that matters")]

pub(crate) mod accept;
mod place;
pub(crate) mod repeated_key;
mod rule;

pub(crate) use place::{Open, Place};
pub(crate) use rule::{Extras, RuleState};

use super::format::{Object, Slice};
use crate::json::{EventError, Scalar};

/// What a pass over an event keeps in mind, and what follows from it.
pub(crate) trait MatchState {
    /// Whether a key led to this node before, in the same object.
    fn mark_entered(&mut self, node: u16, object: &Object) -> bool;

    /// Whether nothing in another object here matters any more.
    fn is_settled(&self, object: &Object) -> bool;

    /// Forgets what belongs to an object at a node, because one begins.
    fn begin(&mut self, object: &Object);

    /// Looks at what an object that ends has met. Tells whether something further out may be met now; of the event, whether
    /// it is.
    fn end(&mut self, node: u16) -> bool;

    /// Whether these bits, which are all that the only goal of the innermost object asks for, are not all set.
    fn lacks(&self, all: u64) -> bool;

    /// Follows something new outwards from the innermost object. Tells whether the answer is certain now.
    fn propagate_up(&mut self, innermost: u16) -> bool;

    /// Takes note of a field. Tells the answer if it is certain now.
    fn field(&mut self, node: u16, value: Scalar<'_>, place: Place<'_, '_>) -> Option<bool>;

    /// Takes note that a field, in an object at another node, satisfies the only leaf for it, whose bit this is.
    fn satisfied(&mut self, object: u16, field: u16, bit: u16);

    /// Takes note of a field for which there are only leaves, or a single one: whether its value, a scalar, satisfies one.
    fn take(&mut self, leaf: u16, value: Scalar<'_>) -> LeafOutcome;

    /// The same for a number of this value. Nothing if that takes more than its value.
    fn take_number(&mut self, leaf: u16, value: f64) -> Option<LeafOutcome>;

    /// What must come again because a value did not satisfy the leaf of its key, or the event is lost.
    fn claim_key_scan(&mut self, leaf: u16) -> Option<WantedKey>;

    /// Whether there are scopes, which have to see all elements.
    fn has_scopes(&self) -> bool;

    /// Looks at an object at a node, which begins at this place of the text, as an element of scopes. Tells whether the
    /// answer is certain now.
    fn element(&mut self, node: u16, json: &[u8], at: usize) -> Result<bool, EventError>;
}

/// What a value is to the leaf of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeafOutcome {
    /// The leaf is satisfied now.
    Satisfied,
    /// It was satisfied before.
    Known,
    /// It is not satisfied.
    Failed,
}

/// A key that may come again in the rest of the event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WantedKey {
    /// The key in quotes.
    pub(crate) quoted: Slice,
    /// Two places in that key, its quotes included, at which it has bytes that are rare in events.
    pub(crate) rare: (u8, u8),
}
