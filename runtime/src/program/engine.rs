//! The engine: one pass over the event, no allocation, and an answer as soon as it is certain.

use super::walker::{Visit, Walker};
use super::{Leaf, NO_BIT, Program, Range, Requirement, search, test};
use crate::json::{JsonError, Scalar};

/// Whether the event matches the program.
///
/// `scratch` is working space of at least [`Program::scratch`] words; what is in it does not matter.
///
/// # Errors
/// The bytes are no JSON object, and that came to light before the answer was certain.
pub fn run(program: &Program<'_>, json: &[u8], scratch: &mut [u64]) -> Result<bool, JsonError> {
    let (bits, rest) = scratch.split_at_mut(usize::from(program.bits).div_ceil(64));
    let (stack, chosen) = rest.split_at_mut(2 * (usize::from(program.depth) + 1));
    if program.node(0).goals.1 == 0 {
        return search::decide(program, json, stack, chosen);
    }
    match Pass::new(program, bits).run(json, stack)? {
        Answer::Certain(answer) => Ok(answer),
        Answer::TakesSearch => search::decide(program, json, stack, chosen),
    }
}

enum Answer {
    Certain(bool),
    /// Fields of one object are spread over several places of the text.
    TakesSearch,
}

struct Pass<'r> {
    program: &'r Program<'r>,
    bits: &'r mut [u64],
    /// Whether the rest of the event was searched in vain for a reason to stop.
    tried_to_stop: bool,
}

impl<'r> Pass<'r> {
    fn new(program: &'r Program<'r>, bits: &'r mut [u64]) -> Self {
        bits.fill(0);
        Self { program, bits, tried_to_stop: false }
    }

    fn run(mut self, json: &[u8], stack: &mut [u64]) -> Result<Answer, JsonError> {
        let mut walker = Walker::new(self.program, json, stack)?;
        loop {
            match walker.next()? {
                Visit::Begin { node, by_key } => {
                    if by_key && self.was_entered(node) {
                        return Ok(Answer::TakesSearch);
                    }
                    self.clear(self.program.node(node).bits);
                }
                Visit::Array { node } if self.was_entered(node) => return Ok(Answer::TakesSearch),
                Visit::Field { node, value, .. } if !walker.is_ambiguous() => {
                    if let Some(answer) = self.field(node, value, &walker) {
                        return Ok(Answer::Certain(answer));
                    }
                }
                Visit::Array { .. } | Visit::Field { .. } => {}
                Visit::End { node } => {
                    let met = self.meet(node, true);
                    if node == 0 {
                        return Ok(Answer::Certain(met));
                    }
                    if met && self.meet_outwards(&walker) {
                        return Ok(Answer::Certain(true));
                    }
                }
            }
            if walker.is_ambiguous() {
                return Ok(Answer::TakesSearch);
            }
        }
    }

    /// Takes note of a field. Tells the answer if it is certain now.
    fn field(&mut self, node: u16, value: Scalar<'_>, walker: &Walker<'_, '_>) -> Option<bool> {
        let program = self.program;
        let node = program.node(node);
        for &sighting in node.sightings.of(program.sightings) {
            self.set(sighting);
        }
        // A leaf on the way here could still be met in an array of arrays, which a search would have to tell apart.
        let is_plain = || walker.open_objects().all(|node| program.node(node).leaves.1 == 0);
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
            } else if leaf.is_needed && !walker.is_in_array() && self.cannot_return(leaf, walker.rest()) {
                return Some(false);
            }
        }
        (any_set && self.meet_outwards(walker)).then_some(true)
    }

    /// Follows a new bit outwards from the innermost object. Tells whether the event's goal is met.
    fn meet_outwards(&mut self, walker: &Walker<'_, '_>) -> bool {
        for node in walker.open_objects() {
            let met = self.meet(node, false);
            if node == 0 || !met {
                return met;
            }
        }
        false
    }

    /// Looks at the goals of an object that are not met yet. Tells whether one is met now.
    fn meet(&mut self, node: u16, has_ended: bool) -> bool {
        let program = self.program;
        let mut any_met = false;
        for goal in program.node(node).goals.of(program.goals) {
            if self.is_set(goal.bit) {
                continue;
            }
            let requirements = goal.requirements.of(program.requirements);
            let is_met = |one: &Requirement| {
                self.is_set(one.set) || (has_ended && one.unset != NO_BIT && !self.is_set(one.unset))
            };
            if requirements.iter().all(is_met) {
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
        let key = self.program.slice(leaf.last_key);
        rest.iter().enumerate().all(|(offset, &byte)| match byte {
            b'\\' => false,
            b'"' => !rest[..offset].ends_with(key),
            _ => true,
        })
    }

    /// Whether a key led to this node before, in the same object.
    fn was_entered(&mut self, node: u16) -> bool {
        let bit = self.program.node(node).entered;
        let was_entered = self.is_set(bit);
        self.set(bit);
        was_entered
    }

    fn is_set(&self, bit: u16) -> bool {
        bit != NO_BIT && self.bits[usize::from(bit / 64)] >> (bit % 64) & 1 == 1
    }

    fn set(&mut self, bit: u16) {
        if bit != NO_BIT {
            self.bits[usize::from(bit / 64)] |= 1 << (bit % 64);
        }
    }

    fn clear(&mut self, bits: Range) {
        for bit in bits.0..bits.0 + bits.1 {
            self.bits[usize::from(bit / 64)] &= !(1 << (bit % 64));
        }
    }
}
