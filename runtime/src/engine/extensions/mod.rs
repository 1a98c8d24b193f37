//! What some programs have beyond those for patterns of the service: scopes, and leaves that name other fields.
//!
//! What the elements of a scope must meet is a goal of the objects at their node, and the pass over the event decides it on
//! its way: when an element ends, a bit or a count remains of it. The rule of a scope is a program of its own, too. A search
//! runs that on each element, and so does the pass where a leaf names other fields of its element, which are looked up from
//! where the element begins.

pub(crate) mod field_ref;

use super::fallback;
use super::fast::Strategy;
use super::format::{
    ExtensionImage, NO_BIT, Program, ProgramParts, ProgramSpace, Quantifier, Scope, Slice, Table, bytes,
};
use crate::json::EventError;
use core::cell::Cell;
use field_ref::{Fields, Scene, UNKNOWN};

/// What a pass over an event or element keeps about its scopes.
pub(crate) struct Elements<'r> {
    extensions: ExtensionImage<'r>,
    scene: &'r Scene<'r>,
    /// How many elements matched, by scope.
    counts: &'r mut [u64],
    /// Working space for the programs of the scopes, and for the search.
    pub(crate) room: &'r mut [u64],
}

impl Elements<'_> {
    /// The same for a pass that begins.
    pub(crate) fn afresh(&mut self) -> Elements<'_> {
        self.counts.fill(0);
        Elements { extensions: self.extensions, scene: self.scene, counts: self.counts, room: self.room }
    }

    /// How many scopes there are.
    pub(crate) fn scopes(&self) -> u16 {
        // There are fewer than 65,535.
        u16::try_from(self.extensions.scopes.len()).unwrap_or(u16::MAX)
    }

    /// The scopes of a conjunction.
    pub(crate) fn of_conjunction(&self, number: u16) -> Table<'_, u16> {
        self.extensions.conjunction_scopes.part(self.extensions.conjunctions.get(number))
    }

    /// Runs the program of a scope on the object that begins at a place of the text, if it is one of its elements, could
    /// make a difference, and the pass does not decide it. Tells the bit to set, if one is to be set.
    pub(crate) fn look(
        &mut self,
        scope: u16,
        node: u16,
        text: (&[u8], usize),
        is_set: impl FnOnce(u16) -> bool,
    ) -> Result<Option<u16>, EventError> {
        let row = self.extensions.scopes.get(scope);
        if row.node != node || row.matched != NO_BIT || (row.quantifier != Quantifier::Count && is_set(row.bit)) {
            return Ok(None);
        }
        let matches = self.run(row.program, text)?;
        Ok(self.note(scope, row, matches))
    }

    /// Takes note of an element at a node that ends, if it is one of a scope and the pass decides it. Tells the bit to set,
    /// if one is to be set.
    pub(crate) fn end(&mut self, scope: u16, node: u16, is_set: impl FnOnce(u16) -> bool) -> Option<u16> {
        let row = self.extensions.scopes.get(scope);
        if row.node != node || row.matched == NO_BIT {
            return None;
        }
        self.note(scope, row, is_set(row.matched))
    }

    fn note(&mut self, scope: u16, row: Scope, matches: bool) -> Option<u16> {
        match row.quantifier {
            Quantifier::Any | Quantifier::None => matches.then_some(row.bit),
            Quantifier::All => (!matches).then_some(row.bit),
            Quantifier::Count => {
                self.counts[usize::from(scope)] += u64::from(matches);
                None
            }
        }
    }

    /// The bit of a scope that wants as many elements as there were in an object at a node, which ends. The next one is
    /// counted anew.
    pub(crate) fn counted(&mut self, scope: u16, node: u16) -> Option<u16> {
        let row = self.extensions.scopes.get(scope);
        if row.root != node || row.quantifier != Quantifier::Count {
            return None;
        }
        let count = core::mem::take(&mut self.counts[usize::from(scope)]);
        is_in_range(row, count).then_some(row.bit)
    }

    /// Whether a scope holds. `next` tells where the next object at its node begins.
    pub(crate) fn holds(
        &mut self,
        scope: u16,
        json: &[u8],
        mut next: impl FnMut(u16) -> Result<Option<usize>, EventError>,
    ) -> Result<bool, EventError> {
        let row = self.extensions.scopes.get(scope);
        let (mut matched, mut failed) = (0, 0);
        while let Some(at) = next(row.node)? {
            let matches = self.run(row.program, (json, at))?;
            matched += u64::from(matches);
            failed += u64::from(!matches);
        }
        Ok(match row.quantifier {
            Quantifier::Any => matched > 0,
            Quantifier::All => failed == 0,
            Quantifier::None => matched == 0,
            Quantifier::Count => is_in_range(row, matched),
        })
    }

    /// Whether the element that begins at a place of the text matches.
    fn run(&mut self, program: Slice, (json, at): (&[u8], usize)) -> Result<bool, EventError> {
        let program = Program::new(bytes(self.extensions.programs.bytes(), program));
        let element = json.get(at..).unwrap_or(&[]);
        let answer = run(&program, Some(self.scene), self.scene.strategy, element, self.room);
        answer.map_err(|error| EventError::new(error.kind(), at + error.offset()))
    }
}

/// Whether so many elements are as many as `$count` requires.
fn is_in_range(row: Scope, count: u64) -> bool {
    (u64::from(row.least)..=u64::from(row.most)).contains(&count)
}

/// Runs a program that has scopes or names other fields, or one that is inside such a program.
pub(crate) fn run(
    program: &Program<'_>,
    outside: Option<&Scene<'_>>,
    strategy: Strategy,
    json: &[u8],
    scratch: &mut [u64],
) -> Result<bool, EventError> {
    let Some(extensions) = program.extensions() else {
        let program = program.with(outside);
        return fallback::run_in(strategy, &program, json, scratch);
    };
    let of_event = extensions.event_references.len();
    let references = of_event + extensions.element_references.len();
    let space = ProgramSpace { references, scopes: extensions.scopes.len(), ..program.space() };
    let ProgramParts { references: places, scopes: counts, bits, stack, rest: room } = space.divide(scratch);
    places.fill(UNKNOWN);
    let (of_event, of_element) = Cell::from_mut(places).as_slice_of_cells().split_at(of_event);
    let fields = |references, places| Fields { json, references, programs: extensions.programs.bytes(), places };
    let own_budget = Cell::new(Scene::budget(json.len()));
    let scene = Scene {
        event: outside.map_or_else(|| fields(extensions.event_references, of_event), |outside| outside.event),
        element: fields(extensions.element_references, of_element),
        budget: outside.map_or(&own_budget, |outside| outside.budget),
        strategy,
    };
    let program = program.with(Some(&scene));
    let mut elements = Elements { extensions, scene: &scene, counts, room };
    let answer = fallback::run_with(strategy, &program, &mut elements, json, bits, stack)?;
    scene.check_budget(answer)
}

#[cfg(test)]
mod tests;
