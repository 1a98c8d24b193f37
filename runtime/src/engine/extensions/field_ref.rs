//! Leaves that name other fields: where the fields are, and what their values say.
//!
//! A field is looked up in the text when a leaf asks for it first. If there is one value, its place is kept; if there are
//! several, which only unusual events have, they are looked up each time.

use crate::engine::fast::{self, Strategy, Sweep};
use crate::engine::format::{
    FieldNumber, Limit, LongRange, MAX_REFERENCE_STEPS, Program, Slice, Table, Test, bytes, stack_words,
};
use crate::engine::plain::{Visit, Walker};
use crate::engine::state::{Extras, RuleState, accept};
use crate::json::{Cursor, EventError, EventErrorKind, Scalar, comparable};
use core::cell::Cell;

/// Where leaves look for other fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'p> {
    /// Those whose paths start at the event.
    pub(crate) event: Fields<'p>,
    /// Those whose paths start at the element that a program is for.
    pub(crate) element: Fields<'p>,
    /// How many bytes may still be read to look fields up.
    pub(crate) budget: &'p Cell<u64>,
    pub(crate) strategy: Strategy,
}

/// Fields of the event or of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'p> {
    /// The text, from the start of the object on.
    pub(crate) json: &'p [u8],
    /// The programs of their paths.
    pub(crate) references: Table<'p, Slice>,
    pub(crate) programs: &'p [u8],
    /// For each field, what is known of it.
    pub(crate) places: &'p [Cell<u64>],
}

/// A field was not looked up yet.
pub(crate) const UNKNOWN: u64 = 0;
/// There is none.
const ABSENT: u64 = 1;
/// There are several.
const SEVERAL: u64 = 2;
/// There is one: this much more than where its value starts.
const FIRST_PLACE: u64 = 3;

/// The working space of the program of a path.
const STACK: [u64; stack_words(MAX_REFERENCE_STEPS)] = [0; stack_words(MAX_REFERENCE_STEPS)];
/// How many words of bits the program of a path may have to be swept.
const MOST_WORDS: usize = 4;

impl Scene<'_> {
    /// How many bytes may be read for an event of a length: as often as it takes for any event that is not made to be slow.
    pub(crate) fn budget(length: usize) -> u64 {
        (64 << 20) + 64 * length as u64
    }

    /// The answer, unless fields could not be looked up for it.
    pub(crate) fn check_budget(&self, answer: bool) -> Result<bool, EventError> {
        if self.budget.get() == 0 { Err(EventError::new(EventErrorKind::Ambiguous, 0)) } else { Ok(answer) }
    }

    /// Whether one of the values of another field is accepted; nothing if it has none.
    fn any_value(&self, field: FieldNumber, accepts: impl FnMut(Scalar<'_>) -> bool) -> Option<bool> {
        let fields = if field.is_relative { &self.element } else { &self.event };
        let place = fields.places.get(usize::from(field.number))?;
        match place.get() {
            ABSENT => None,
            UNKNOWN | SEVERAL => self.look_up(fields, field.number, place, accepts),
            known => read(fields, known, accepts),
        }
    }

    /// Reads the text for all values of a field. Where it is no JSON, there is none.
    #[inline(never)]
    fn look_up(
        &self,
        fields: &Fields<'_>,
        number: u16,
        place: &Cell<u64>,
        accepts: impl FnMut(Scalar<'_>) -> bool,
    ) -> Option<bool> {
        if self.budget.get() == 0 {
            return None;
        }
        let program = Program::new(bytes(fields.programs, fields.references.get(number)));
        if place.get() == UNKNOWN {
            if let Some(found) = self.sweep(fields, &program) {
                place.set(found);
                // What was found is read from its place, unless there is more.
                return if found == SEVERAL {
                    self.walk(fields, &program, place, accepts)
                } else {
                    read(fields, found, accepts)
                };
            }
        }
        self.walk(fields, &program, place, accepts)
    }

    /// What is known of the only field of a program after a sweep, if the text is in the usual form.
    fn sweep(&self, fields: &Fields<'_>, program: &Program<'_>) -> Option<u64> {
        let node = program.leaves.get(0).node;
        let places = Places { node, count: Cell::new(0), first: Cell::new(0) };
        let (mut bits, mut stack) = ([0; MOST_WORDS], STACK);
        let bits = bits.get_mut(..program.space().bits).filter(|_| program.can_sweep())?;
        let state = RuleState::new(program, bits).with(Extras::Places(&places));
        fast::sweep(self.strategy, &mut Sweep::new(program, fields.json, state, &mut stack))?;
        // Places are told by how much text is behind them.
        let start = fields.json.len() - places.first.get();
        Some(match places.count.get() {
            0 => ABSENT,
            1 => FIRST_PLACE + start as u64,
            _ => SEVERAL,
        })
    }

    /// The same byte by byte, with all values tried on the way.
    fn walk(
        &self,
        fields: &Fields<'_>,
        program: &Program<'_>,
        place: &Cell<u64>,
        mut accepts: impl FnMut(Scalar<'_>) -> bool,
    ) -> Option<bool> {
        place.set(ABSENT);
        let node = program.leaves.get(0).node;
        let mut stack = STACK;
        let mut walker = Walker::new(program, fields.json, &mut stack).ok()?;
        let (mut found, mut first, mut accepted) = (0_u64, 0, false);
        let is_whole = loop {
            match walker.next() {
                Ok(Visit::Field { node: at, value, start, .. }) if at == node => {
                    first = if found == 0 { start as u64 } else { first };
                    found += 1;
                    accepted = accepted || accepts(value);
                }
                Ok(Visit::End { node: 0 }) => break true,
                Ok(_) => {}
                Err(_) => break false,
            }
        };
        self.budget.set(self.budget.get().saturating_sub(walker.position() as u64));
        if !is_whole {
            return None;
        }
        place.set(match found {
            0 => ABSENT,
            1 => FIRST_PLACE + first,
            _ => SEVERAL,
        });
        (found > 0).then_some(accepted)
    }
}

/// Whether the only value of a field, of which this is known, is accepted.
fn read(fields: &Fields<'_>, known: u64, mut accepts: impl FnMut(Scalar<'_>) -> bool) -> Option<bool> {
    let start = known.checked_sub(FIRST_PLACE)?;
    let mut cursor = Cursor::new(fields.json);
    cursor.move_to(usize::try_from(start).ok()?);
    Some(accepts(cursor.scalar().ok()?))
}

/// Where a sweep has seen values at a node.
pub(crate) struct Places {
    node: u16,
    count: Cell<u64>,
    /// How much text there is from the first value on.
    first: Cell<usize>,
}

impl Places {
    /// Takes note of a value at a node, from which on there is so much text.
    pub(crate) fn add(&self, node: u16, rest: usize) {
        if node == self.node {
            if self.count.get() == 0 {
                self.first.set(rest);
            }
            self.count.set(self.count.get() + 1);
        }
    }
}

/// Whether one of the tests that name other fields accepts a value.
#[inline]
pub(crate) fn any_accepts(program: &Program<'_>, tests: Table<'_, Test>, value: Scalar<'_>) -> bool {
    program.scene.is_some_and(|scene| any_accepts_in(program, scene, tests, value))
}

#[cold]
#[inline(never)]
fn any_accepts_in(program: &Program<'_>, scene: &Scene<'_>, tests: Table<'_, Test>, value: Scalar<'_>) -> bool {
    tests.iter().any(|test| match test {
        Test::Field(field) => scene.any_value(field, |other| equal(value, other)) == Some(true),
        Test::NotFields(excluded) => differs(program, scene, excluded, value),
        Test::BetweenFields(lower, upper) => {
            let Scalar::Number(text) = value else { return false };
            let Some(number) = comparable(text) else { return false };
            let is_above = |limit: f64, inclusive: bool| number > limit || (inclusive && number >= limit);
            let is_below = |limit: f64, inclusive: bool| number < limit || (inclusive && number <= limit);
            is_beyond(scene, lower, is_above) && is_beyond(scene, upper, is_below)
        }
        _ => false,
    })
}

/// Whether a value is none of those that are excluded, and all fields that are named are there.
fn differs(program: &Program<'_>, scene: &Scene<'_>, excluded: LongRange, value: Scalar<'_>) -> bool {
    program.tests.long_part(excluded).iter().all(|excluded| match excluded {
        Test::Field(field) => scene.any_value(field, |other| equal(value, other)) == Some(false),
        other => !accept::accepts(program, other, value),
    })
}

fn is_beyond(scene: &Scene<'_>, limit: Limit, compare: impl Fn(f64, bool) -> bool) -> bool {
    match limit {
        Limit::Open => true,
        Limit::Number(bound) => compare(bound.value, bound.inclusive),
        Limit::Field(field, inclusive) => {
            let is_beyond = |other: Scalar<'_>| match other {
                Scalar::Number(text) => comparable(text).is_some_and(|limit| compare(limit, inclusive)),
                _ => false,
            };
            scene.any_value(field, is_beyond) == Some(true)
        }
    }
}

fn equal(one: Scalar<'_>, other: Scalar<'_>) -> bool {
    match (one, other) {
        (Scalar::Null, Scalar::Null) => true,
        (Scalar::Boolean(one), Scalar::Boolean(other)) => one == other,
        (Scalar::Number(one), Scalar::Number(other)) => match (comparable(one), comparable(other)) {
            (Some(one), Some(other)) => one.total_cmp(&other).is_eq(),
            (None, None) => one == other,
            _ => false,
        },
        (Scalar::String(one), Scalar::String(other)) => match one.plain() {
            Some(one) => other.equals(one),
            None => one.decoded().eq(other.decoded()),
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests;
