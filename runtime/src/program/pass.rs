//! What one pass over an event keeps in mind: a bit for every fact, and which goals follow from them.

use super::place::Place;
use super::{Leaf, NO_BIT, Program, Requirement, again, test};
use crate::json::Scalar;

pub(super) struct Pass<'r> {
    program: &'r Program<'r>,
    bits: &'r mut [u64],
    /// Whether the rest of the event was searched in vain for a reason to stop.
    tried_to_stop: bool,
}

impl<'r> Pass<'r> {
    pub(super) fn new(program: &'r Program<'r>, bits: &'r mut [u64]) -> Self {
        bits.fill(0);
        Self { program, bits, tried_to_stop: false }
    }

    /// Takes note of a field. Tells the answer if it is certain now.
    pub(super) fn field(&mut self, node: u16, value: Scalar<'_>, place: Place<'_, '_>) -> Option<bool> {
        let program = self.program;
        let node = program.node(node);
        for &sighting in node.sightings.of(program.sightings) {
            self.set(sighting);
        }
        // A leaf on the way here could still be met in an array of arrays, which a search would have to tell apart.
        let is_plain = || place.open_objects().all(|node| program.node(node).leaves.1 == 0);
        if node.sightings.1 > 0 && self.is_lost() && is_plain() {
            return Some(false);
        }
        let mut any_set = false;
        for leaf in node.leaves.of(program.leaves) {
            if self.is_set(leaf.bit) {
                continue;
            }
            if test::any_accepts(program, leaf.tests, value) {
                self.set(leaf.bit);
                any_set = true;
            } else if self.is_lost_with(leaf, place.is_in_array, place.rest) {
                return Some(false);
            }
        }
        (any_set && self.meet_outwards(place)).then_some(true)
    }

    /// Whether a field has satisfied the leaf, so that others of its kind no longer matter.
    #[inline]
    pub(super) fn is_satisfied(&self, leaf: &Leaf) -> bool {
        self.is_set(leaf.bit)
    }

    /// Takes note that a field satisfies the leaf.
    #[inline]
    pub(super) fn satisfy(&mut self, leaf: &Leaf) {
        self.set(leaf.bit);
    }

    /// Whether one of these bits is not set.
    #[inline]
    pub(super) fn lacks(&self, all: u64) -> bool {
        self.bits.first().is_none_or(|bits| bits & all != all)
    }

    /// Whether objects at this node no longer matter: what they must meet has been met, and nobody asks for what they
    /// lack.
    pub(super) fn is_done(&self, node: u16) -> bool {
        let goals = self.program.node(node).goals.of(self.program.goals);
        self.program.sightings.is_empty() && goals.iter().all(|goal| self.is_set(goal.bit))
    }

    /// Whether nothing can match any more because a field does not satisfy the leaf.
    #[inline]
    pub(super) fn is_lost_with(&mut self, leaf: &Leaf, is_in_array: bool, rest: &[u8]) -> bool {
        leaf.is_needed && !is_in_array && self.cannot_return(leaf, rest)
    }

    /// Follows a new bit outwards from the innermost object. Tells whether the event's goal is met.
    pub(super) fn meet_outwards(&mut self, place: Place<'_, '_>) -> bool {
        for node in place.open_objects() {
            let met = self.meet(node, false);
            if node == 0 || !met {
                return met;
            }
        }
        false
    }

    /// Looks at the goals of an object that are not met yet. Tells whether one is met now.
    pub(super) fn meet(&mut self, node: u16, has_ended: bool) -> bool {
        let program = self.program;
        let mut any_met = false;
        for goal in program.node(node).goals.of(program.goals) {
            if self.is_set(goal.bit) {
                continue;
            }
            let is_met = |one: &Requirement| {
                self.is_set(one.set) || (has_ended && one.unset != NO_BIT && !self.is_set(one.unset))
            };
            let all_met = if goal.all != 0 {
                !self.lacks(goal.all)
            } else {
                goal.requirements.of(program.requirements).iter().all(is_met)
            };
            if all_met {
                self.set(goal.bit);
                // The event's own goals decide, so they count only once nothing can undo them.
                any_met |= node != 0 || has_ended || goal.is_final;
            }
        }
        any_met
    }

    /// Whether every goal of the event asks for the absence of a field that was seen.
    fn is_lost(&self) -> bool {
        self.program.node(0).goals.of(self.program.goals).iter().all(|goal| {
            let requirements = goal.requirements.of(self.program.requirements);
            requirements.iter().any(|one| one.set == NO_BIT && self.is_set(one.unset))
        })
    }

    /// Whether a leaf that the field did not satisfy cannot be satisfied by a later one: neither its key nor a backslash,
    /// behind which it could hide, comes again. Looks once in a pass.
    fn cannot_return(&mut self, leaf: &Leaf, rest: &[u8]) -> bool {
        if self.tried_to_stop {
            return false;
        }
        self.tried_to_stop = true;
        again::cannot_come(self.program.slice(leaf.last_key), leaf.rare, rest)
    }

    /// Whether a key led to this node before, in the same object.
    pub(super) fn was_entered(&mut self, node: u16) -> bool {
        let bit = self.program.node(node).entered;
        let was_entered = self.is_set(bit);
        self.set(bit);
        was_entered
    }

    #[inline]
    fn is_set(&self, bit: u16) -> bool {
        bit != NO_BIT && self.bits[usize::from(bit / 64)] >> (bit % 64) & 1 == 1
    }

    #[inline]
    fn set(&mut self, bit: u16) {
        if bit != NO_BIT {
            self.bits[usize::from(bit / 64)] |= 1 << (bit % 64);
        }
    }

    /// Forgets what belongs to an object at a node, because one begins.
    pub(super) fn begin(&mut self, node: u16) {
        let node = self.program.node(node);
        if let Some(first) = self.bits.first_mut() {
            *first &= !node.first_bits;
        }
        for bit in node.bits.0.max(64)..node.bits.0 + node.bits.1 {
            self.bits[usize::from(bit / 64)] &= !(1 << (bit % 64));
        }
    }
}
