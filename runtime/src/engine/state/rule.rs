//! The state of a pass for one rule: one bit for each fact, and the goals that follow from them.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every relevant key")]

use super::{
    FieldContext, FieldRefs, LeafOutcome, MatchState, ScopeState, SeenValues, WantedKey, accept, repeated_key,
};
use crate::engine::format::{Goal, Leaf, NO_BIT, Object, Program, Range, Requirement, Row};
use crate::json::{EventError, Scalar};

pub(crate) struct RuleState<'r> {
    program: &'r Program<'r>,
    field_refs: FieldRefs<'r>,
    /// The first 64 bits. Most rules need no other bits.
    first_word: u64,
    /// All bits. The first word is unused; `first_word` takes its place.
    bits: &'r mut [u64],
    /// Whether the rest of the event has been searched for a key. A pass searches at most once.
    has_scanned: bool,
    /// Whether an object may continue after its end, under a repeated or dotted key.
    may_continue: bool,
    extras: Extras<'r>,
}

/// Additional work that a pass does.
pub(crate) enum Extras<'r> {
    Nothing,
    /// Evaluates element scopes.
    Scopes(&'r mut ScopeState<'r>),
    /// Records the values of a field.
    SeenValues(&'r SeenValues),
}

impl<'r> RuleState<'r> {
    #[inline]
    pub(crate) fn new(program: &'r Program<'r>, field_refs: FieldRefs<'r>, bits: &'r mut [u64]) -> Self {
        if bits.len() > 1 {
            bits.fill(0);
        }
        let (has_scanned, may_continue) = (false, false);
        Self { program, field_refs, first_word: 0, bits, has_scanned, may_continue, extras: Extras::Nothing }
    }

    /// Returns the state for a pass in which an object may continue after its end, under a repeated or dotted key.
    pub(crate) fn with_repeated_keys(self) -> Self {
        Self { may_continue: true, ..self }
    }

    /// Returns the state with additional work for the pass.
    #[inline]
    pub(crate) fn with_extras(self, extras: Extras<'r>) -> Self {
        Self { extras, ..self }
    }

    /// Removes the scopes from the state, so that the scopes and the bits can be modified at the same time.
    fn take_scopes(&mut self) -> Option<&'r mut ScopeState<'r>> {
        match core::mem::replace(&mut self.extras, Extras::Nothing) {
            Extras::Scopes(scopes) => Some(scopes),
            other => {
                self.extras = other;
                None
            }
        }
    }

    fn run_scope_rules(
        &mut self,
        scopes: &mut ScopeState<'_>,
        node: u16,
        text: (&[u8], usize),
    ) -> Result<bool, EventError> {
        let mut any_set = false;
        for scope in 0..scopes.scope_count() {
            if let Some(bit) = scopes.run_rule_at(scope, node, text, |bit| self.is_set(bit))? {
                self.set(bit);
                any_set = true;
            }
        }
        Ok(any_set)
    }

    /// Ends an object. First, the `$count` scopes that are conditions on the object are decided and the object's goals
    /// are evaluated. Then the object is recorded as an element of other scopes.
    #[cold]
    fn end_object_with_scopes(&mut self, node: u16) -> bool {
        let Some(scopes) = self.take_scopes() else { return false };
        for scope in 0..scopes.scope_count() {
            if let Some(bit) = scopes.take_count(scope, node) {
                self.set(bit);
            }
        }
        let is_met = self.evaluate_goals(node, &self.program.object(node), true);
        let mut any_set = false;
        for scope in 0..scopes.scope_count() {
            if let Some(bit) = scopes.record_element_end(scope, node, |bit| self.is_set(bit)) {
                self.set(bit);
                any_set = true;
            }
        }
        self.extras = Extras::Scopes(scopes);
        is_met || any_set
    }

    /// Evaluates those goals of an object that are not met yet. Returns whether one of these goals is met now.
    #[inline(always)]
    fn evaluate_goals(&mut self, node: u16, object: &Object, has_ended: bool) -> bool {
        // Almost all objects have a single goal that requires only set bits.
        if object.required_bits != 0 {
            if self.lacks_any(object.required_bits) || self.is_set(object.goal) {
                return false;
            }
            self.set(object.goal);
            return node != 0 || has_ended || object.is_final;
        }
        self.evaluate_goal_list(node, object.goals, has_ended)
    }

    #[inline(never)]
    fn evaluate_goal_list(&mut self, node: u16, goals: Range, has_ended: bool) -> bool {
        let program = self.program;
        let mut any_met = false;
        for goal in program.cold().goals.part(goals) {
            if self.is_set(goal.bit) {
                continue;
            }
            if self.is_goal_met(&goal, has_ended) {
                self.set(goal.bit);
                // A goal of the event decides the result, so it counts only if the rest of the event cannot change the
                // result.
                any_met |= node != 0 || has_ended || goal.is_final;
            }
        }
        any_met
    }

    #[inline]
    fn is_goal_met(&self, goal: &Goal, has_ended: bool) -> bool {
        let is_met = |requirement: Requirement| {
            self.is_set(requirement.set)
                || (has_ended && requirement.unset != NO_BIT && !self.is_set(requirement.unset))
        };
        if goal.required_bits != 0 {
            !self.lacks_any(goal.required_bits)
        } else {
            self.program.cold().requirements.part(goal.requirements).iter().all(is_met)
        }
    }

    /// Whether every goal of the event requires the absence of a field that has been seen.
    fn cannot_match(&self) -> bool {
        self.program.cold().goals.part(self.program.object(0).goals).iter().all(|goal| {
            let mut requirements = self.program.cold().requirements.part(goal.requirements).iter();
            requirements.any(|requirement| requirement.set == NO_BIT && self.is_set(requirement.unset))
        })
    }

    #[inline(always)]
    fn is_set(&self, bit: u16) -> bool {
        if bit < 64 {
            return self.first_word >> bit & 1 == 1;
        }
        bit != NO_BIT && self.bits[usize::from(bit / 64)] >> (bit % 64) & 1 == 1
    }

    #[inline(always)]
    fn set(&mut self, bit: u16) {
        if bit < 64 {
            self.first_word |= 1 << bit;
        } else if bit != NO_BIT {
            self.bits[usize::from(bit / 64)] |= 1 << (bit % 64);
        }
    }

    /// Records whether a value satisfies a leaf that was not satisfied before, and returns the outcome.
    #[inline(always)]
    fn record_outcome(&mut self, bit: u16, is_accepted: bool) -> LeafOutcome {
        if !is_accepted {
            return LeafOutcome::Failed;
        }
        self.set(bit);
        LeafOutcome::Satisfied
    }

    /// Returns the key to search for if a value does not satisfy a leaf. `None` if an event may match without
    /// satisfying this leaf, or if the pass has already searched for a key.
    #[inline]
    fn claim_scan(&mut self, leaf: &Leaf) -> Option<WantedKey> {
        let is_decisive = leaf.is_needed && !core::mem::replace(&mut self.has_scanned, true);
        is_decisive.then_some(WantedKey { quoted: leaf.last_key, rare_bytes: leaf.rare_bytes })
    }
}

impl MatchState for RuleState<'_> {
    #[inline]
    fn mark_entered(&mut self, _: u16, object: &Object) -> bool {
        let was_entered = self.is_set(object.entered);
        self.set(object.entered);
        was_entered
    }

    fn mark_array(&mut self, _: u16, object: &Object) {
        self.set(object.entered + 1);
    }

    fn has_array(&self, _: u16, object: &Object) -> bool {
        self.is_set(object.entered + 1)
    }

    #[inline]
    fn is_settled(&self, object: &Object) -> bool {
        object.is_skippable && self.is_set(object.goal)
    }

    #[inline]
    fn begin_object(&mut self, object: &Object) {
        self.first_word &= !object.first_bits;
        for bit in object.bits.start.max(64)..object.bits.start + object.bits.length {
            self.bits[usize::from(bit / 64)] &= !(1 << (bit % 64));
        }
    }

    #[inline]
    fn end_object(&mut self, node: u16) -> bool {
        if self.has_scopes() {
            self.end_object_with_scopes(node)
        } else {
            self.evaluate_goals(node, &self.program.object(node), true)
        }
    }

    #[inline]
    fn lacks_any(&self, required_bits: u64) -> bool {
        self.first_word & required_bits != required_bits
    }

    #[inline]
    fn propagate_up(&mut self, innermost: u16) -> bool {
        let mut node = innermost;
        loop {
            let object = Object::read(self.program.objects.row(node), 0);
            let met = self.evaluate_goals(node, &object, false);
            // A scope may be a condition on any enclosing object, so with scopes the goals of all of them are
            // evaluated.
            if node == 0 || !(met || self.has_scopes()) {
                return met;
            }
            node = object.parent;
        }
    }

    fn propagate_final(&mut self, innermost: u16) -> bool {
        let program = self.program;
        let mut node = innermost;
        loop {
            let object = program.object(node);
            let mut any_met = false;
            for goal in program.cold().goals.part(object.goals).iter().filter(|goal| goal.is_final) {
                if !self.is_set(goal.bit) && self.is_goal_met(&goal, false) {
                    self.set(goal.bit);
                    any_met = true;
                }
            }
            // See `propagate_up`.
            if node == 0 || !(any_met || self.has_scopes()) {
                return any_met;
            }
            node = object.parent;
        }
    }

    fn record_field(&mut self, node: u16, value: Scalar<'_>, context: FieldContext<'_, '_>) -> Option<bool> {
        let program = self.program;
        if let Extras::SeenValues(seen) = self.extras {
            seen.record(node, context.rest.len());
        }
        let node = program.node(node);
        for sighting in program.cold().sightings.part(node.sightings) {
            self.set(sighting);
        }
        // If an enclosing node has leaves, a scalar in a nested array could still satisfy these leaves, and only
        // backtracking can decide such an event.
        let no_scalar_above = || context.open_objects().all(|node| program.node(node).leaves.length == 0);
        if node.sightings.length > 0 && self.cannot_match() && no_scalar_above() {
            return Some(false);
        }
        let mut any_set = false;
        for leaf in program.leaves.part(node.leaves) {
            if self.is_set(leaf.bit) {
                continue;
            }
            if accept::any_accepts(program, self.field_refs, program.tests.part(leaf.tests), value) {
                self.set(leaf.bit);
                any_set = true;
            } else if !context.is_in_array
                && self
                    .claim_scan(&leaf)
                    .is_some_and(|wanted| repeated_key::cannot_reappear(program, wanted, context.rest))
            {
                return Some(false);
            }
        }
        let innermost = context.open_objects().next().unwrap_or(0);
        let is_certain =
            any_set && if self.may_continue { self.propagate_final(innermost) } else { self.propagate_up(innermost) };
        is_certain.then_some(true)
    }

    #[inline(always)]
    fn record_satisfied(&mut self, _: u16, _: u16, bit: u16) {
        // This method is called only for leaves whose bit is among the first 64.
        self.first_word |= 1 << (bit % 64);
    }

    #[inline]
    fn record_value(&mut self, leaf: u16, value: Scalar<'_>) -> LeafOutcome {
        let program = self.program;
        let leaf = program.leaves.get(leaf);
        if self.is_set(leaf.bit) {
            return LeafOutcome::Unchanged;
        }
        self.record_outcome(
            leaf.bit,
            accept::any_accepts(program, self.field_refs, program.tests.part(leaf.tests), value),
        )
    }

    #[inline(always)]
    fn record_number(&mut self, leaf: u16, value: f64) -> Option<LeafOutcome> {
        let leaf = self.program.leaves.get(leaf);
        if self.is_set(leaf.bit) {
            return Some(LeafOutcome::Unchanged);
        }
        let Range { start: only, length: 1 } = leaf.tests else { return None };
        let accepts = accept::accepts_value(&self.program.tests.get(only), value)?;
        Some(self.record_outcome(leaf.bit, accepts))
    }

    #[inline]
    fn claim_key_scan(&mut self, leaf: u16) -> Option<WantedKey> {
        let leaf = self.program.leaves.get(leaf);
        if self.is_set(leaf.bit) { None } else { self.claim_scan(&leaf) }
    }

    #[inline]
    fn has_scopes(&self) -> bool {
        matches!(self.extras, Extras::Scopes(_))
    }

    fn has_elements_at(&self, node: u16) -> bool {
        matches!(&self.extras, Extras::Scopes(scopes) if scopes.has_elements_at(node))
    }

    #[cold]
    fn begin_element(&mut self, node: u16, json: &[u8], at: usize) -> Result<bool, EventError> {
        let Some(scopes) = self.take_scopes() else { return Ok(false) };
        let found = self.run_scope_rules(scopes, node, (json, at));
        self.extras = Extras::Scopes(scopes);
        Ok(found? && self.evaluate_goals(0, &self.program.object(0), false))
    }
}
