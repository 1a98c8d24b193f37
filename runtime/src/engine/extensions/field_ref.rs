//! Where the other fields are that leaves name.
//!
//! A field is looked up in the text when a leaf names it first. If there is one value, its place is kept; if there are
//! several, which only unusual events have, they are looked up each time.

use crate::engine::fast::{self, Strategy, Sweep};
use crate::engine::format::{FieldNumber, MAX_REFERENCE_STEPS, Program, Slice, Table, bytes, stack_words};
use crate::engine::plain::{WalkStep, Walker};
use crate::engine::state::{ElementRules, Extras, FieldLookup, RuleState, SeenValues};
use crate::json::{Cursor, EventError, EventErrorKind, Scalar};
use core::cell::Cell;

/// The event and the element around a leaf that names other fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldRefContext<'p> {
    /// Those whose paths start at the event.
    pub(crate) event: ReferencedFields<'p>,
    /// Those whose paths start at the element that a program is for.
    pub(crate) element: ReferencedFields<'p>,
    /// How many bytes may still be read to look fields up.
    pub(crate) budget: &'p Cell<u64>,
    pub(crate) strategy: Strategy,
}

/// Fields of the event or of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReferencedFields<'p> {
    /// The text, from the start of the object on.
    pub(crate) json: &'p [u8],
    /// The programs of their paths.
    pub(crate) references: Table<'p, Slice>,
    pub(crate) programs: &'p [u8],
    /// For each field, what is known of it.
    pub(crate) lookups: &'p [Cell<u64>],
}

/// A field was not looked up yet.
pub(crate) const UNKNOWN: u64 = 0;
/// It has no value.
const ABSENT: u64 = 1;
/// It has several values.
const SEVERAL: u64 = 2;
/// It has one value: this much more than where the value starts.
const FIRST_OFFSET: u64 = 3;

/// The working space of the program of a path.
const EMPTY_STACK: [u64; stack_words(MAX_REFERENCE_STEPS)] = [0; stack_words(MAX_REFERENCE_STEPS)];
/// How many words of bits the program of a path may have to be swept.
const MAX_SWEEP_BIT_WORDS: usize = 4;

impl FieldLookup for FieldRefContext<'_> {
    fn any_value(&self, field: FieldNumber, accepts: &mut dyn FnMut(Scalar<'_>) -> bool) -> Option<bool> {
        let fields = if field.is_relative { &self.element } else { &self.event };
        let lookup = fields.lookups.get(usize::from(field.number))?;
        match lookup.get() {
            ABSENT => None,
            UNKNOWN | SEVERAL => self.look_up(fields, field.number, lookup, accepts),
            offset => read_value(fields, offset, accepts),
        }
    }
}

impl ElementRules for FieldRefContext<'_> {
    fn matches(&self, rule: &[u8], json: &[u8], start: usize, scratch: &mut [u64]) -> Result<bool, EventError> {
        let element = json.get(start..).unwrap_or(&[]);
        let answer = super::run(&Program::new(rule), Some(self), self.strategy, element, scratch);
        answer.map_err(|error| EventError::new(error.kind(), start + error.offset()))
    }
}

impl FieldRefContext<'_> {
    /// How many bytes may be read for an event of a length: as often as it takes for any event that is not made to be slow.
    pub(crate) fn budget(length: usize) -> u64 {
        (64 << 20) + 64 * length as u64
    }

    /// The answer, unless fields could not be looked up for it.
    pub(crate) fn check_budget(&self, answer: bool) -> Result<bool, EventError> {
        if self.budget.get() == 0 { Err(EventError::new(EventErrorKind::Ambiguous, 0)) } else { Ok(answer) }
    }

    /// Reads the text for all values of a field. If it is not JSON, the field has no value.
    #[inline(never)]
    fn look_up(
        &self,
        fields: &ReferencedFields<'_>,
        number: u16,
        lookup: &Cell<u64>,
        accepts: &mut dyn FnMut(Scalar<'_>) -> bool,
    ) -> Option<bool> {
        if self.budget.get() == 0 {
            return None;
        }
        let program = Program::new(bytes(fields.programs, fields.references.get(number)));
        if lookup.get() == UNKNOWN {
            if let Some(found) = self.sweep(fields, &program) {
                lookup.set(found);
                // What was found is read from its place, unless there is more.
                return if found == SEVERAL {
                    self.walk(fields, &program, lookup, accepts)
                } else {
                    read_value(fields, found, accepts)
                };
            }
        }
        self.walk(fields, &program, lookup, accepts)
    }

    /// What is known of the only field of a program after a sweep, if the text is in the usual form.
    fn sweep(&self, fields: &ReferencedFields<'_>, program: &Program<'_>) -> Option<u64> {
        let node = program.leaves.get(0).node;
        let seen = SeenValues::new(node);
        let (mut bits, mut stack) = ([0; MAX_SWEEP_BIT_WORDS], EMPTY_STACK);
        let bits = bits.get_mut(..program.scratch().bits).filter(|_| program.can_sweep())?;
        let state = RuleState::new(program, None, bits).with_extras(Extras::SeenValues(&seen));
        fast::sweep(self.strategy, &mut Sweep::new(program, fields.json, state, &mut stack))?;
        let start = fields.json.len() - seen.bytes_from_first();
        Some(match seen.count() {
            0 => ABSENT,
            1 => FIRST_OFFSET + start as u64,
            _ => SEVERAL,
        })
    }

    /// The same byte by byte, with all values tried on the way.
    fn walk(
        &self,
        fields: &ReferencedFields<'_>,
        program: &Program<'_>,
        lookup: &Cell<u64>,
        accepts: &mut dyn FnMut(Scalar<'_>) -> bool,
    ) -> Option<bool> {
        lookup.set(ABSENT);
        let node = program.leaves.get(0).node;
        let mut stack = EMPTY_STACK;
        let mut walker = Walker::new(program, fields.json, &mut stack).ok()?;
        let (mut found, mut first, mut accepted) = (0_u64, 0, false);
        let is_complete = loop {
            match walker.next() {
                Ok(WalkStep::Field { node: at, value, start, .. }) if at == node => {
                    first = if found == 0 { start as u64 } else { first };
                    found += 1;
                    accepted = accepted || accepts(value);
                }
                Ok(WalkStep::ObjectEnd { node: 0 }) => break true,
                Ok(_) => {}
                Err(_) => break false,
            }
        };
        self.budget.set(self.budget.get().saturating_sub(walker.position() as u64));
        if !is_complete {
            return None;
        }
        lookup.set(match found {
            0 => ABSENT,
            1 => FIRST_OFFSET + first,
            _ => SEVERAL,
        });
        (found > 0).then_some(accepted)
    }
}

/// Whether the only value of a field, of which this is known, is accepted.
fn read_value(fields: &ReferencedFields<'_>, lookup: u64, accepts: &mut dyn FnMut(Scalar<'_>) -> bool) -> Option<bool> {
    let start = lookup.checked_sub(FIRST_OFFSET)?;
    let mut cursor = Cursor::new(fields.json);
    cursor.move_to(usize::try_from(start).ok()?);
    Some(accepts(cursor.scalar().ok()?))
}

#[cfg(test)]
mod tests;
