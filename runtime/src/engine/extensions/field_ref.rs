//! Looks up the fields that field references name.
//!
//! A field is looked up the first time that a leaf needs its value. If the field has one value, the offset of the value
//! is kept. A field that has several values is looked up each time; such fields are rare.

use crate::engine::fast::{self, Strategy, Sweep};
use crate::engine::format::{FieldRefId, MAX_FIELD_REF_STEPS, Program, Slice, Table, bytes, stack_words};
use crate::engine::plain::{WalkStep, Walker};
use crate::engine::state::{Budget, ElementRules, Extras, FieldLookup, RuleState, SeenValues};
use crate::json::{Cursor, EventError, EventErrorKind, Scalar};
use core::cell::Cell;

/// The fields that field references can name: fields of the event, and fields of the element on which the program is
/// run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldRefContext<'p> {
    /// Fields whose paths start at the event.
    pub(crate) event: ReferencedFields<'p>,
    /// Fields whose paths start at the element that the program is run on.
    pub(crate) element: ReferencedFields<'p>,
    /// The budget for reading the event again, to look up fields or to backtrack.
    pub(crate) budget: &'p Budget,
    pub(crate) strategy: Strategy,
}

/// Referenced fields of the event or of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReferencedFields<'p> {
    /// The JSON text, starting at the event or element.
    pub(crate) json: &'p [u8],
    /// For each field, the slice of `programs` that contains the program for looking up the field.
    pub(crate) references: Table<'p, Slice>,
    pub(crate) programs: &'p [u8],
    /// The lookup state of each field.
    pub(crate) lookups: &'p [Cell<u64>],
}

/// Lookup state: the field has not been looked up.
pub(crate) const UNKNOWN: u64 = 0;
/// Lookup state: the field has no value.
const ABSENT: u64 = 1;
/// Lookup state: the field has several values.
const SEVERAL: u64 = 2;
/// Lookup state: the field has one value. The state is this number plus the offset of the value.
const FIRST_OFFSET: u64 = 3;

/// An empty stack that is large enough for the program of any referenced field.
const EMPTY_STACK: [u64; stack_words(MAX_FIELD_REF_STEPS)] = [0; stack_words(MAX_FIELD_REF_STEPS)];
/// The program of a referenced field is swept only if its bits fit into this number of words.
const MAX_SWEEP_BIT_WORDS: usize = 4;

impl FieldLookup for FieldRefContext<'_> {
    fn any_value(&self, field: FieldRefId, accepts: &mut dyn FnMut(Scalar<'_>) -> bool) -> Option<bool> {
        let fields = if field.is_relative { &self.element } else { &self.event };
        let lookup = fields.lookups.get(usize::from(field.number))?;
        match lookup.get() {
            ABSENT => None,
            UNKNOWN | SEVERAL => self.look_up(fields, field.number, lookup, accepts),
            offset => read_value(fields, offset, accepts),
        }
    }

    fn budget(&self) -> &Budget {
        self.budget
    }
}

impl ElementRules for FieldRefContext<'_> {
    fn matches(&self, rule: &[u8], json: &[u8], start: usize, scratch: &mut [u64]) -> Result<bool, EventError> {
        let element = json.get(start..).unwrap_or(&[]);
        let answer = super::run(&Program::new(rule), Some(self), None, self.strategy, element, scratch);
        answer.map_err(|error| error.moved_by(start))
    }
}

impl FieldRefContext<'_> {
    /// Returns `answer`, or an error if the budget is used up. In that case, the answer may be wrong, because some
    /// fields may not have been looked up.
    pub(crate) fn check_budget(&self, answer: bool) -> Result<bool, EventError> {
        let error = EventError::without_offset(EventErrorKind::TooManyLookups);
        if self.budget.is_spent() { Err(error) } else { Ok(answer) }
    }

    /// Looks up a field and returns whether any of its values is accepted. `None` if the field has no value or the text
    /// is not valid JSON.
    #[inline(never)]
    fn look_up(
        &self,
        fields: &ReferencedFields<'_>,
        number: u16,
        lookup: &Cell<u64>,
        accepts: &mut dyn FnMut(Scalar<'_>) -> bool,
    ) -> Option<bool> {
        if self.budget.is_spent() {
            return None;
        }
        let program = Program::new(bytes(fields.programs, fields.references.get(number)));
        if lookup.get() == UNKNOWN {
            if let Some(found) = self.sweep(fields, &program) {
                lookup.set(found);
                // A single value is read at its offset; several values need another pass.
                return if found == SEVERAL {
                    self.walk(fields, &program, lookup, accepts)
                } else {
                    read_value(fields, found, accepts)
                };
            }
        }
        self.walk(fields, &program, lookup, accepts)
    }

    /// Returns the lookup state of the field that the program finds. `None` if the program cannot be swept or the sweep
    /// gave up.
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

    /// Like [`look_up`](Self::look_up), but reads the text byte by byte, and tests the field's values in the same pass.
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
        let (mut count, mut first, mut accepted) = (0_u64, 0, false);
        let is_complete = loop {
            match walker.next() {
                Ok(WalkStep::Field { node: at, value, start, .. }) if at == node => {
                    first = if count == 0 { start as u64 } else { first };
                    count += 1;
                    accepted = accepted || accepts(value);
                }
                Ok(WalkStep::ObjectEnd { node: 0, .. }) => break true,
                Ok(_) => {}
                Err(_) => break false,
            }
        };
        self.budget.spend(walker.position());
        if !is_complete {
            return None;
        }
        lookup.set(match count {
            0 => ABSENT,
            1 => FIRST_OFFSET + first,
            _ => SEVERAL,
        });
        (count > 0).then_some(accepted)
    }
}

/// Whether the only value of a field is accepted. `None` if the field is not known to have exactly one value.
fn read_value(fields: &ReferencedFields<'_>, lookup: u64, accepts: &mut dyn FnMut(Scalar<'_>) -> bool) -> Option<bool> {
    let start = lookup.checked_sub(FIRST_OFFSET)?;
    let mut cursor = Cursor::new(fields.json);
    cursor.move_to(usize::try_from(start).ok()?);
    Some(accepts(cursor.scalar().ok()?))
}

#[cfg(test)]
mod tests;
