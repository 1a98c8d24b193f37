//! A pass for one rule: a bit for every fact, and which goals follow from them.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every key that matters")]

use super::{LeafOutcome, MatchState, Place, WantedKey, accept, repeated_key};
use crate::engine::extensions::Elements;
use crate::engine::extensions::field_ref::Places;
use crate::engine::format::{Goal, Leaf, NO_BIT, Object, Program, Range, Requirement, Row};
use crate::json::{EventError, Scalar};

pub(crate) struct RuleState<'r> {
    program: &'r Program<'r>,
    /// The first 64 bits, which is all that most patterns have.
    first: u64,
    /// Room for all bits. Those in the first word are not used.
    bits: &'r mut [u64],
    /// Whether the rest of the event was searched for a key, in vain.
    has_scanned: bool,
    extras: Extras<'r>,
}

/// What a pass does extras keeping bits.
pub(crate) enum Extras<'r> {
    Nothing,
    /// It looks at the elements of scopes.
    Scopes(&'r mut Elements<'r>),
    /// It tells where the values of fields stand.
    Places(&'r Places),
}

impl<'r> RuleState<'r> {
    #[inline]
    pub(crate) fn new(program: &'r Program<'r>, bits: &'r mut [u64]) -> Self {
        if bits.len() > 1 {
            bits.fill(0);
        }
        Self { program, first: 0, bits, has_scanned: false, extras: Extras::Nothing }
    }

    /// The same with something else to do.
    #[inline]
    pub(crate) fn with(self, extras: Extras<'r>) -> Self {
        Self { extras, ..self }
    }

    /// Takes the elements out, so that they can be changed beside the bits.
    fn take_elements(&mut self) -> Option<&'r mut Elements<'r>> {
        match core::mem::replace(&mut self.extras, Extras::Nothing) {
            Extras::Scopes(elements) => Some(elements),
            other => {
                self.extras = other;
                None
            }
        }
    }

    fn look(&mut self, elements: &mut Elements<'_>, node: u16, text: (&[u8], usize)) -> Result<bool, EventError> {
        let mut any_set = false;
        for scope in 0..elements.scopes() {
            if let Some(bit) = elements.look(scope, node, text, |bit| self.is_set(bit))? {
                self.set(bit);
                any_set = true;
            }
        }
        Ok(any_set)
    }

    /// What an object that ends is to scopes: first they may be conditions on it, and then it may be one of their elements.
    #[cold]
    fn end_with_scopes(&mut self, node: u16) -> bool {
        let Some(elements) = self.take_elements() else { return false };
        for scope in 0..elements.scopes() {
            if let Some(bit) = elements.counted(scope, node) {
                self.set(bit);
            }
        }
        let is_met = self.meet(node, &self.program.object(node), true);
        let mut any_set = false;
        for scope in 0..elements.scopes() {
            if let Some(bit) = elements.end(scope, node, |bit| self.is_set(bit)) {
                self.set(bit);
                any_set = true;
            }
        }
        self.extras = Extras::Scopes(elements);
        is_met || any_set
    }

    /// Looks at the goals of an object that are not met yet. Tells whether one is met now.
    #[inline(always)]
    fn meet(&mut self, number: u16, object: &Object, has_ended: bool) -> bool {
        // Nearly all objects have one goal, which asks for nothing but facts.
        if object.all != 0 {
            if self.lacks(object.all) || self.is_set(object.goal) {
                return false;
            }
            self.set(object.goal);
            return number != 0 || has_ended || object.is_final;
        }
        self.meet_goals(number, object.goals, has_ended)
    }

    #[inline(never)]
    fn meet_goals(&mut self, number: u16, goals: Range, has_ended: bool) -> bool {
        let program = self.program;
        let mut any_met = false;
        for goal in program.rare().goals.part(goals).iter() {
            if self.is_set(goal.bit) {
                continue;
            }
            if self.meets(&goal, has_ended) {
                self.set(goal.bit);
                // The event's own goals decide, so they count only once nothing can undo them.
                any_met |= number != 0 || has_ended || goal.is_final;
            }
        }
        any_met
    }

    #[inline]
    fn meets(&self, goal: &Goal, has_ended: bool) -> bool {
        let is_met =
            |one: Requirement| self.is_set(one.set) || (has_ended && one.unset != NO_BIT && !self.is_set(one.unset));
        if goal.all != 0 {
            !self.lacks(goal.all)
        } else {
            self.program.rare().requirements.part(goal.requirements).iter().all(is_met)
        }
    }

    /// Whether every goal of the event asks for the absence of a field that was seen.
    fn is_lost(&self) -> bool {
        self.program.rare().goals.part(self.program.object(0).goals).iter().all(|goal| {
            let mut requirements = self.program.rare().requirements.part(goal.requirements).iter();
            requirements.any(|one| one.set == NO_BIT && self.is_set(one.unset))
        })
    }

    #[inline(always)]
    fn is_set(&self, bit: u16) -> bool {
        if bit < 64 {
            return self.first >> bit & 1 == 1;
        }
        bit != NO_BIT && self.bits[usize::from(bit / 64)] >> (bit % 64) & 1 == 1
    }

    #[inline(always)]
    fn set(&mut self, bit: u16) {
        if bit < 64 {
            self.first |= 1 << bit;
        } else if bit != NO_BIT {
            self.bits[usize::from(bit / 64)] |= 1 << (bit % 64);
        }
    }

    /// What a value is to a leaf that was not satisfied before.
    #[inline(always)]
    fn taken(&mut self, bit: u16, is_accepted: bool) -> LeafOutcome {
        if !is_accepted {
            return LeafOutcome::Failed;
        }
        self.set(bit);
        LeafOutcome::Satisfied
    }

    /// What must come again because the field of a leaf was seen and does not satisfy it: a key, or a backslash behind which
    /// it could hide. That is worth one look in a pass.
    #[inline]
    fn lost_unless_again(&mut self, leaf: &Leaf) -> Option<WantedKey> {
        let is_lost = leaf.is_needed && !core::mem::replace(&mut self.has_scanned, true);
        is_lost.then_some(WantedKey { quoted: leaf.last_key, rare: leaf.rare })
    }
}

impl MatchState for RuleState<'_> {
    #[inline]
    fn mark_entered(&mut self, _: u16, object: &Object) -> bool {
        let was_entered = self.is_set(object.entered);
        self.set(object.entered);
        was_entered
    }

    #[inline]
    fn is_settled(&self, object: &Object) -> bool {
        object.is_skipped && self.is_set(object.goal)
    }

    #[inline]
    fn begin(&mut self, object: &Object) {
        self.first &= !object.first_bits;
        for bit in object.bits.start.max(64)..object.bits.start + object.bits.length {
            self.bits[usize::from(bit / 64)] &= !(1 << (bit % 64));
        }
    }

    #[inline]
    fn end(&mut self, node: u16) -> bool {
        if self.has_scopes() { self.end_with_scopes(node) } else { self.meet(node, &self.program.object(node), true) }
    }

    #[inline]
    fn lacks(&self, all: u64) -> bool {
        self.first & all != all
    }

    #[inline]
    fn propagate_up(&mut self, innermost: u16) -> bool {
        let mut number = innermost;
        loop {
            let object = Object::read(self.program.objects.row(number), 0);
            let met = self.meet(number, &object, false);
            // A scope may be a condition on an object further out.
            if number == 0 || !(met || self.has_scopes()) {
                return met;
            }
            number = object.around;
        }
    }

    fn field(&mut self, node: u16, value: Scalar<'_>, place: Place<'_, '_>) -> Option<bool> {
        let program = self.program;
        if let Extras::Places(places) = self.extras {
            places.add(node, place.rest.len());
        }
        let node = program.node(node);
        for sighting in program.rare().sightings.part(node.sightings).iter() {
            self.set(sighting);
        }
        // A leaf on the way here could still be met in an array of arrays, which a search would have to tell apart.
        let is_plain = || place.open_objects().all(|node| program.node(node).leaves.length == 0);
        if node.sightings.length > 0 && self.is_lost() && is_plain() {
            return Some(false);
        }
        let mut any_set = false;
        for leaf in program.leaves.part(node.leaves).iter() {
            if self.is_set(leaf.bit) {
                continue;
            }
            if accept::any_accepts(program, program.tests.part(leaf.tests), value) {
                self.set(leaf.bit);
                any_set = true;
            } else if !place.is_in_array
                && self
                    .lost_unless_again(&leaf)
                    .is_some_and(|wanted| repeated_key::cannot_come(program, wanted, place.rest))
            {
                return Some(false);
            }
        }
        let innermost = place.open_objects().next().unwrap_or(0);
        (any_set && self.propagate_up(innermost)).then_some(true)
    }

    #[inline(always)]
    fn satisfied(&mut self, _: u16, _: u16, bit: u16) {
        // It is among the first 64.
        self.first |= 1 << (bit % 64);
    }

    #[inline]
    fn take(&mut self, leaf: u16, value: Scalar<'_>) -> LeafOutcome {
        let program = self.program;
        let leaf = program.leaves.get(leaf);
        if self.is_set(leaf.bit) {
            return LeafOutcome::Known;
        }
        self.taken(leaf.bit, accept::any_accepts(program, program.tests.part(leaf.tests), value))
    }

    #[inline(always)]
    fn take_number(&mut self, leaf: u16, value: f64) -> Option<LeafOutcome> {
        let leaf = self.program.leaves.get(leaf);
        if self.is_set(leaf.bit) {
            return Some(LeafOutcome::Known);
        }
        let Range { start: only, length: 1 } = leaf.tests else { return None };
        let accepts = accept::accepts_value(&self.program.tests.get(only), value)?;
        Some(self.taken(leaf.bit, accepts))
    }

    #[inline]
    fn claim_key_scan(&mut self, leaf: u16) -> Option<WantedKey> {
        let leaf = self.program.leaves.get(leaf);
        if self.is_set(leaf.bit) { None } else { self.lost_unless_again(&leaf) }
    }

    #[inline]
    fn has_scopes(&self) -> bool {
        matches!(self.extras, Extras::Scopes(_))
    }

    #[cold]
    fn element(&mut self, node: u16, json: &[u8], at: usize) -> Result<bool, EventError> {
        let Some(elements) = self.take_elements() else { return Ok(false) };
        let found = self.look(elements, node, (json, at));
        self.extras = Extras::Scopes(elements);
        Ok(found? && self.meet(0, &self.program.object(0), false))
    }
}
