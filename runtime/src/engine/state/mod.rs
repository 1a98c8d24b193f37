//! What one pass over an event keeps in memory, whoever reads the event: bits for facts, and which goals are met by them.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every key that matters")]

pub(crate) mod accept;
mod context;
mod field_ref;
pub(crate) mod repeated_key;
mod rule;
mod scopes;
mod seen_values;

pub(crate) use accept::FieldRefs;
pub(crate) use context::{FieldContext, OpenContainer};
pub(crate) use field_ref::FieldLookup;
pub(crate) use rule::{Extras, RuleState};
pub(crate) use scopes::{ElementRules, ScopeState};
pub(crate) use seen_values::SeenValues;

use super::format::{Object, Slice};
use crate::json::{EventError, Scalar};

/// What has been found out about an event so far, and what follows from it. Sweep and plain loop read the event and report what
/// matters; a state is for one rule ([`RuleState`]) or for a set of them.
pub(crate) trait MatchState {
    /// Marks that a key led to this node in the current object. Returns whether one did before: then the fields of one object
    /// are spread over the text, which only backtracking can decide.
    fn mark_entered(&mut self, node: u16, object: &Object) -> bool;

    /// Whether no other object at this node can change anything, so that the sweep passes over its text.
    fn is_settled(&self, object: &Object) -> bool;

    /// Forgets what was known about the last object at a node, because another begins.
    fn begin_object(&mut self, object: &Object);

    /// Runs the rules of scopes on an object that begins at a place of the text, if it is an element of theirs and cannot be
    /// decided while it is read. Returns whether the event is certain to match now.
    fn begin_element(&mut self, node: u16, json: &[u8], start: usize) -> Result<bool, EventError>;

    /// Evaluates the goals of an object that ends. Returns whether those of the object around it must be evaluated again; for
    /// the event, whether it matches.
    fn end_object(&mut self, node: u16) -> bool;

    /// Whether one of these bits is missing, which the only goal of the current object requires. The sweep asks before it
    /// evaluates goals: after most leaves one is.
    fn lacks_any(&self, all: u64) -> bool;

    /// Evaluates the goals of the current object, and of those around it as long as one is met. The sweep calls it when a new
    /// leaf is satisfied, because an early answer saves the rest of the text. Returns whether the event is certain to match.
    fn propagate_up(&mut self, innermost: u16) -> bool;

    /// Records any field. Returns the answer if it is certain now.
    fn record_field(&mut self, node: u16, value: Scalar<'_>, context: FieldContext<'_, '_>) -> Option<bool>;

    /// Records that a field satisfies the only leaf for it, which has this bit and requires one string: the sweep has compared
    /// that together with the key. `object` is the node of the object that has the field.
    fn record_satisfied(&mut self, object: u16, field: u16, bit: u16);

    /// Records a value that only one leaf is about, or only leaves. Nothing follows from it; the sweep goes on with the
    /// outcome.
    fn record_value(&mut self, leaf: u16, value: Scalar<'_>) -> LeafOutcome;

    /// Like [`record_value`](Self::record_value), for a number that the sweep has computed while it read the digits. `None` if
    /// the leaf needs the number's text.
    fn record_number(&mut self, leaf: u16, value: f64) -> Option<LeafOutcome>;

    /// The key that would have to appear again for the event to match, after its value has failed the leaf. If it does not,
    /// the event is lost and the rest of the text need not be swept. `None` if the event may match without. Searching the
    /// rest pays once, so this claims the only search of a pass.
    fn claim_key_scan(&mut self, leaf: u16) -> Option<WantedKey>;

    /// Whether there are scopes. They have to see all elements, so the sweep calls `begin_element` and `end_object` for every
    /// object.
    fn has_scopes(&self) -> bool;
}

/// What a value does to the leaf of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeafOutcome {
    /// The leaf is satisfied now.
    Satisfied,
    /// It was satisfied before.
    Unchanged,
    /// It is not satisfied.
    Failed,
}

/// A key that is searched for in the rest of the event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WantedKey {
    /// The key in quotes.
    pub(crate) quoted: Slice,
    /// Two places in that key, its quotes included, at which it has bytes that are rare in events.
    pub(crate) rare: (u8, u8),
}
