//! The state of a pass for all rules of a set.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every relevant key")]

use super::deferred::DeferredNumber;
use super::facts::Facts;
use super::goals;
use super::tables::Set;
use super::values;
use crate::engine::format::{NONE, Need, Object};
use crate::engine::state::{FieldContext, LeafOutcome, MatchState, WantedKey, repeated_key};
use crate::json::{EventError, Scalar};

/// The facts that a pass has recorded. The outcome of a rule is also a fact, about a separate kind of object.
pub(super) struct SetState<'r, 's> {
    set: &'r Set<'r>,
    facts: &'r mut Facts<'s>,
    /// One bit for each field that has a satisfied leaf. Fields whose node numbers are equal modulo 64 share a bit.
    satisfied: u64,
    /// Whether the rest of the event has been searched for a key. A pass searches at most once.
    has_scanned: bool,
    /// The number whose lookup is currently deferred. There is at most one.
    deferred: Option<DeferredNumber>,
}

impl<'r, 's> SetState<'r, 's> {
    pub(super) fn new(set: &'r Set<'r>, facts: &'r mut Facts<'s>) -> Self {
        Self { set, facts, satisfied: 0, has_scanned: false, deferred: None }
    }

    /// Records whether a value of a field satisfies any leaf, and returns the outcome.
    #[inline(always)]
    fn record_outcome(&mut self, node: u16, any_satisfied: bool) -> LeafOutcome {
        self.satisfied |= u64::from(any_satisfied) << (node % 64);
        if any_satisfied { LeafOutcome::Satisfied } else { LeafOutcome::Failed }
    }

    /// Defers the lookup of a number. If the lookup of another number was deferred, that number is looked up now.
    #[inline(always)]
    fn defer(&mut self, node: u16, number: f64) {
        // The field counts as satisfied, because the number may satisfy a leaf.
        self.satisfied |= 1 << (node % 64);
        let object = self.set.tables.fields.get(node).object;
        if let Some(before) = self.deferred.replace(DeferredNumber { object, node, number }) {
            before.look_up(self.set, self.facts);
        }
    }
}

/// Evaluates the goals of an object, then clears its facts.
#[inline(never)]
fn evaluate_goals(set: &Set<'_>, facts: &mut Facts<'_>, node: u16, deferred: Option<DeferredNumber>) {
    let is_met = |facts: &Facts<'_>, Need { holds, holds_not }| {
        facts.holds(holds) || (holds_not != NONE && !facts.holds(holds_not))
    };
    goals::evaluate(set, facts, node, deferred, is_met);
    facts.forget(node);
}

impl MatchState for SetState<'_, '_> {
    fn mark_entered(&mut self, node: u16, _: &Object) -> bool {
        let object = self.set.tables.set_objects.get(node);
        let was_entered = self.facts.holds(object.entered);
        self.facts.set(object.parent, object.entered);
        was_entered
    }

    fn mark_array(&mut self, node: u16, _: &Object) {
        let object = self.set.tables.set_objects.get(node);
        self.facts.set(object.parent, object.entered + 1);
    }

    fn has_array(&self, node: u16, _: &Object) -> bool {
        self.facts.holds(self.set.tables.set_objects.get(node).entered + 1)
    }

    #[inline]
    fn is_settled(&self, _: &Object) -> bool {
        false
    }

    #[inline]
    fn begin_object(&mut self, _: &Object) {
        // The facts about the previous object were cleared when it ended.
    }

    #[inline(always)]
    fn end_object(&mut self, node: u16) -> bool {
        let deferred = self.deferred.take_if(|deferred| deferred.object == node);
        // Many objects have no fact that a goal needs.
        if self.facts.any_holds(node) || self.set.tables.set_objects.get(node).unconditional != NONE {
            evaluate_goals(self.set, self.facts, node, deferred);
        }
        node == 0
    }

    #[inline]
    fn lacks_any(&self, _: u64) -> bool {
        // Goals are evaluated only when an object ends.
        true
    }

    #[inline]
    fn propagate_up(&mut self, _: u16) -> bool {
        false
    }

    fn propagate_final(&mut self, _: u16) -> bool {
        false
    }

    fn record_field(&mut self, node: u16, value: Scalar<'_>, context: FieldContext<'_, '_>) -> Option<bool> {
        let set = self.set;
        let field = set.tables.fields.get(node);
        for sighting in set.tables.sightings.long_part(field.sightings) {
            self.facts.set(sighting.object, sighting.fact);
        }
        let any_satisfied = values::record(set, node, value, self.facts);
        self.record_outcome(node, any_satisfied);
        if context.is_in_array {
            return None;
        }
        let wanted = self.claim_key_scan(node)?;
        repeated_key::cannot_reappear(&set.program, wanted, context.rest).then_some(false)
    }

    #[inline]
    fn record_satisfied(&mut self, object: u16, field: u16, _: u16) {
        self.facts.set(object, self.set.tables.fields.get(field).only_fact);
        self.satisfied |= 1 << (field % 64);
    }

    /// In a set, the node of a field identifies the leaves of the field.
    #[inline(always)]
    fn record_value(&mut self, field: u16, value: Scalar<'_>) -> LeafOutcome {
        let plain = if let Scalar::String(string) = value { string.plain() } else { None };
        let any_satisfied = match plain {
            Some(plain) => values::record_string(self.set, field, plain, self.facts),
            None => values::record(self.set, field, value, self.facts),
        };
        self.record_outcome(field, any_satisfied)
    }

    #[inline(always)]
    fn record_number(&mut self, field: u16, value: f64) -> Option<LeafOutcome> {
        if !self.set.tables.fields.get(field).is_deferred {
            return None;
        }
        self.defer(field, value);
        Some(LeafOutcome::Unchanged)
    }

    /// In a set, the node of a field identifies the leaves of the field.
    fn claim_key_scan(&mut self, node: u16) -> Option<WantedKey> {
        let field = self.set.tables.fields.get(node);
        let may_be_decisive = field.is_needed && self.satisfied >> (node % 64) & 1 == 0;
        let is_decisive = may_be_decisive && !core::mem::replace(&mut self.has_scanned, true);
        is_decisive.then_some(WantedKey { quoted: field.last_key, rare_bytes: field.rare_bytes })
    }

    #[inline]
    fn has_scopes(&self) -> bool {
        false
    }

    fn has_elements_at(&self, _: u16) -> bool {
        false
    }

    #[inline]
    fn begin_element(&mut self, _: u16, _: &[u8], _: usize) -> Result<bool, EventError> {
        Ok(false)
    }
}
