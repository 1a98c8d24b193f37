//! The state of one pass over an event: bits for facts, and the goals that are met. The state does not depend on how
//! the event is read.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every relevant key")]

pub(crate) mod accept;
mod budget;
mod context;
mod field_ref;
pub(crate) mod repeated_key;
mod rule;
mod scopes;
mod seen_values;

pub(crate) use accept::FieldRefs;
pub(crate) use budget::Budget;
pub(crate) use context::{FieldContext, OpenContainer};
pub(crate) use field_ref::FieldLookup;
pub(crate) use rule::{Extras, RuleState};
pub(crate) use scopes::{ElementRules, ScopeState};
pub(crate) use seen_values::SeenValues;

use super::format::{Object, Slice};
use crate::json::{EventError, Scalar};

/// The facts known about an event so far. This trait is implemented for one rule ([`RuleState`]) and for a set of
/// rules. The sweep and the plain pass, called *readers* below, read the event and call these methods.
pub(crate) trait MatchState {
    /// Marks that a key led to this node in the current object. Returns whether a key had already led to the node. In
    /// that case, the key is repeated, and the sweep gives up.
    ///
    /// Readers call this when the value of a relevant key is an object or array.
    fn mark_entered(&mut self, node: u16, object: &Object) -> bool;

    /// Marks that a key led to an array at this node in the current object. The plain pass calls this after
    /// [`mark_entered`](Self::mark_entered).
    fn mark_array(&mut self, node: u16, object: &Object);

    /// Whether a key led to an array at this node in the current object.
    fn has_array(&self, node: u16, object: &Object) -> bool;

    /// Whether no further object at this node can change the result. The sweep calls this at each array element, to
    /// skip elements that no longer matter.
    fn is_settled(&self, object: &Object) -> bool;

    /// Clears the facts about the previous object at a node. Readers call this when an object begins.
    fn begin_object(&mut self, object: &Object);

    /// Runs the rule of each scope that has this object as an element, unless the pass decides the scope itself.
    /// `start` is the offset of the object. Returns whether the event is certain to match.
    ///
    /// Readers call this after [`begin_object`](Self::begin_object) if there are scopes.
    fn begin_element(&mut self, node: u16, json: &[u8], start: usize) -> Result<bool, EventError>;

    /// Evaluates an object's goals when the object has ended and cannot continue under a repeated key. Returns whether
    /// the goals of the enclosing object must be evaluated again or, if the object is the event, whether the event
    /// matches.
    fn end_object(&mut self, node: u16) -> bool;

    /// Whether any of the required bits of the current object's only goal is missing. The sweep calls this before it
    /// evaluates goals, because another required bit is usually still missing.
    fn lacks_any(&self, required_bits: u64) -> bool;

    /// Evaluates the goals of the object at node `innermost`, then the goals of each enclosing object, as long as a
    /// goal is met. Returns whether the event is certain to match.
    ///
    /// Readers call this when a leaf becomes satisfied or an inner object meets a goal, because an early answer saves
    /// reading the rest of the text.
    fn propagate_up(&mut self, innermost: u16) -> bool;

    /// Like [`propagate_up`](Self::propagate_up), but evaluates only goals that do not depend on the absence of fields.
    /// All other goals wait for [`end_object`](Self::end_object).
    ///
    /// The plain pass calls this, because an object continues if its key is repeated, and absent fields may follow.
    fn propagate_final(&mut self, innermost: u16) -> bool;

    /// Records a value of any kind. Returns the answer if it is now certain.
    ///
    /// The plain pass reports every value with this method. The sweep uses it for values that none of the faster
    /// methods below handles.
    fn record_field(&mut self, node: u16, value: Scalar<'_>, context: FieldContext<'_, '_>) -> Option<bool>;

    /// Records that a field satisfies its only leaf, which requires one string. `object` is the node of the object that
    /// has the field, `field` is the node of the field, and `bit` is the bit of the leaf.
    ///
    /// The sweep calls this for the most common kind of leaf, after comparing the key and the string in one step.
    fn record_satisfied(&mut self, object: u16, field: u16, bit: u16);

    /// Records a value that is relevant only to the leaves of a field. For one rule, `leaf` is the only leaf of the
    /// field; for a set, `leaf` is the node of the field. This method does not evaluate goals; the sweep evaluates
    /// goals if the outcome requires it.
    fn record_value(&mut self, leaf: u16, value: Scalar<'_>) -> LeafOutcome;

    /// Like [`record_value`](Self::record_value), for a number whose value the sweep computed while reading the digits.
    /// `None` if the value alone does not decide the leaf; the sweep then calls [`record_value`](Self::record_value).
    fn record_number(&mut self, leaf: u16, value: f64) -> Option<LeafOutcome>;

    /// Returns the key that would have to appear again for the event to match. `None` if the event may match without
    /// such a key, or if the pass has already searched for a key.
    ///
    /// The sweep calls this if a value does not satisfy the leaf. If the key does not appear again, the event cannot
    /// match and the rest of the text need not be swept. Searching the rest pays off only once, so this method returns
    /// at most one key in a pass.
    fn claim_key_scan(&mut self, leaf: u16) -> Option<WantedKey>;

    /// Whether there are scopes. If there are, the sweep calls [`begin_element`](Self::begin_element) and
    /// [`end_object`](Self::end_object) for every object, because scopes depend on every element.
    fn has_scopes(&self) -> bool;

    /// Whether the objects at a node are elements of a scope.
    fn has_elements_at(&self, node: u16) -> bool;
}

/// The effect of a value on the leaves of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeafOutcome {
    /// A leaf is now satisfied.
    Satisfied,
    /// The value changes nothing for now: the leaf was already satisfied, or the lookup of the value is deferred.
    Unchanged,
    /// The value satisfies no leaf.
    Failed,
}

/// A key to search for in the rest of the event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WantedKey {
    /// The key in quotes.
    pub(crate) quoted: Slice,
    /// The indices of two bytes of the quoted key that are rare in events; `(0, 0)` if there are no such bytes.
    pub(crate) rare_bytes: (u8, u8),
}
