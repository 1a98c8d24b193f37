//! The state of one pass over an event: bits for facts, and the goals that they meet. It does not depend on how the
//! event is read.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every relevant key")]

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

/// The facts known about an event so far. It is implemented for one rule ([`RuleState`]) and for a set of rules. The
/// sweep and the plain pass read the event and report to this trait; below, *readers* means both of them.
pub(crate) trait MatchState {
    /// Marks that a key led to this node in the current object. Returns whether a key already had. In that case the key
    /// is repeated, and only backtracking can decide the event.
    ///
    /// Readers call this when the value of a relevant key is an object or array.
    fn mark_entered(&mut self, node: u16, object: &Object) -> bool;

    /// Whether no further object at this node can change the result. The sweep calls this at each array element, to
    /// skip elements that no longer matter.
    fn is_settled(&self, object: &Object) -> bool;

    /// Clears the facts about the previous object at a node. Readers call this when an object begins.
    fn begin_object(&mut self, object: &Object);

    /// Runs the rules of scopes that have this object as an element and that the pass cannot decide itself. `start` is
    /// the offset of the object. Returns whether the event is certain to match.
    ///
    /// Readers call this after [`begin_object`](Self::begin_object) if there are scopes.
    fn begin_element(&mut self, node: u16, json: &[u8], start: usize) -> Result<bool, EventError>;

    /// Evaluates an object's goals when the object ends. Returns whether the goals of the enclosing object must be
    /// evaluated again; for the event, whether it matches.
    fn end_object(&mut self, node: u16) -> bool;

    /// Whether any of the bits that the current object's only goal requires is missing. The sweep calls this before it
    /// evaluates goals, because after most leaves a bit is still missing.
    fn lacks_any(&self, required_bits: u64) -> bool;

    /// Evaluates the goals of the object at node `innermost`, then those of each enclosing object as long as a goal is
    /// met. Returns whether the event is certain to match.
    ///
    /// Readers call this when a leaf becomes satisfied or an inner object meets a goal, because an early answer saves
    /// reading the rest of the text.
    fn propagate_up(&mut self, innermost: u16) -> bool;

    /// Records a value of any kind. Returns the answer if it is now certain.
    ///
    /// The plain pass reports every value with this method. The sweep uses it for values that none of the faster
    /// methods below handles.
    fn record_field(&mut self, node: u16, value: Scalar<'_>, context: FieldContext<'_, '_>) -> Option<bool>;

    /// Records that a field satisfies its only leaf, which requires one string and has this bit. `object` is the node
    /// of the object that has the field.
    ///
    /// The sweep calls this for the most common kind of leaf, after comparing the key and the string in one step.
    fn record_satisfied(&mut self, object: u16, field: u16, bit: u16);

    /// Records a value of a field that is relevant only to its leaves. For one rule, `leaf` is the only leaf; for a
    /// set, it is the node of the field. No goals are evaluated; the sweep does that if the outcome requires it.
    fn record_value(&mut self, leaf: u16, value: Scalar<'_>) -> LeafOutcome;

    /// Like [`record_value`](Self::record_value), for a number whose value the sweep computed while reading its digits.
    /// `None` if the value alone is not enough; the sweep then calls [`record_value`](Self::record_value).
    fn record_number(&mut self, leaf: u16, value: f64) -> Option<LeafOutcome>;

    /// Returns the key that would have to appear again for the event to match. `None` if the event may match without
    /// it.
    ///
    /// The sweep calls this after a value failed the leaf. If the key does not appear again, the event cannot match and
    /// the rest of the text need not be swept. Searching the rest pays off only once, so a pass returns at most one
    /// key.
    fn claim_key_scan(&mut self, leaf: u16) -> Option<WantedKey>;

    /// Whether there are scopes. Scopes must see every element, so with scopes the sweep calls
    /// [`begin_element`](Self::begin_element) and [`end_object`](Self::end_object) for every object.
    fn has_scopes(&self) -> bool;
}

/// The effect of a value on the leaves of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeafOutcome {
    /// A leaf is now satisfied.
    Satisfied,
    /// The value has no effect yet: the leaf was already satisfied, or the lookup is deferred.
    Unchanged,
    /// No leaf is satisfied.
    Failed,
}

/// A key to search for in the rest of the event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WantedKey {
    /// The key in quotes.
    pub(crate) quoted: Slice,
    /// Two indices into the quoted key, at bytes that are rare in events.
    pub(crate) rare_bytes: (u8, u8),
}
