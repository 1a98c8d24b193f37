//! What some programs have beyond those for patterns of the service: scopes, and leaves that name other fields.
//!
//! What the elements of a scope must meet is a goal of the objects at their node, and the pass over the event decides it on
//! its way: when an element ends, a bit or a count remains of it. The rule of a scope is a program of its own, too. A search
//! runs that on each element, and so does the pass where a leaf names other fields of its element, which are looked up from
//! where the element begins.

use super::reference::{Fields, Scene, UNKNOWN};
use super::table::{Row, Table, four, two};
use super::{NO_BIT, Program, Range, Slice, engine};
use crate::json::JsonError;
use crate::simd::Variant;
use core::cell::Cell;

/// The tables of what most programs do not have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beyond<'p> {
    scopes: Table<'p, Scope>,
    /// The scopes of each conjunction.
    conjunctions: Table<'p, Range>,
    /// The numbers of those scopes.
    conjunction_scopes: Table<'p, u16>,
    /// The programs of the paths that start at the event; of the event's own program only.
    event_references: Table<'p, Slice>,
    /// The programs of the paths that start at the element that the program is for.
    element_references: Table<'p, Slice>,
    /// The programs of the scopes and paths, one behind the other.
    programs: &'p [u8],
}

/// A condition on the elements of an array.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope {
    /// The program of its rule.
    program: Slice,
    /// How many elements must match at least, and how many may at most, of [`Quantifier::Count`].
    least: u32,
    most: u32,
    /// The node where the elements are.
    node: u16,
    /// The node of what the scope is a condition on: the event, or the elements of the scope around.
    root: u16,
    /// The bit to set when one matches, does not match, or as many as wanted did.
    bit: u16,
    /// The bit that tells that an element matched, if the pass decides that; otherwise [`NO_BIT`].
    matched: u16,
    quantifier: Quantifier,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quantifier {
    Any,
    All,
    None,
    Count,
}

/// How a program is run, and so are those of its scopes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    /// As fast as can be.
    Best,
    /// With this instruction set.
    With(Variant),
    /// By the plain loop.
    Plain,
}

impl Row for Scope {
    const SIZE: usize = 26;

    fn read(row: &[u8]) -> Self {
        let quantifier = match row[24] {
            0 => Quantifier::Any,
            1 => Quantifier::All,
            2 => Quantifier::None,
            _ => Quantifier::Count,
        };
        Self {
            program: Slice::read(row),
            least: four(row, 8),
            most: four(row, 12),
            node: two(row, 16),
            root: two(row, 18),
            bit: two(row, 20),
            matched: two(row, 22),
            quantifier,
        }
    }
}

impl Scope {
    fn wants(&self, count: u64) -> bool {
        (u64::from(self.least)..=u64::from(self.most)).contains(&count)
    }
}

impl<'p> Beyond<'p> {
    fn read(image: &'p [u8]) -> Option<Self> {
        let (lengths, mut rest) = image.split_first_chunk::<{ 4 * 6 }>()?;
        let mut lengths = lengths.chunks_exact(4);
        let mut table = || {
            let length = u32::from_le_bytes(lengths.next()?.try_into().ok()?);
            let (table, behind) = rest.split_at_checked(length as usize)?;
            rest = behind;
            Some(table)
        };
        Some(Self {
            scopes: Table::new(table()?),
            conjunctions: Table::new(table()?),
            conjunction_scopes: Table::new(table()?),
            event_references: Table::new(table()?),
            element_references: Table::new(table()?),
            programs: table()?,
        })
    }

    fn program(&self, place: Slice) -> &'p [u8] {
        let start = place.0 as usize;
        self.programs.get(start..start + place.1 as usize).unwrap_or(&[])
    }
}

/// What a pass over an event or element keeps about its scopes.
pub(super) struct Elements<'r> {
    beyond: Beyond<'r>,
    scene: &'r Scene<'r>,
    /// How many elements matched, by scope.
    counts: &'r mut [u64],
    /// Working space for the programs of the scopes, and for the search.
    pub(super) room: &'r mut [u64],
}

impl Elements<'_> {
    /// The same for a pass that begins.
    pub(super) fn afresh(&mut self) -> Elements<'_> {
        self.counts.fill(0);
        Elements { beyond: self.beyond, scene: self.scene, counts: self.counts, room: self.room }
    }

    /// How many scopes there are.
    pub(super) fn scopes(&self) -> u16 {
        self.beyond.scopes.rows()
    }

    /// The scopes of a conjunction.
    pub(super) fn of_conjunction(&self, number: u16) -> Table<'_, u16> {
        self.beyond.conjunction_scopes.part(self.beyond.conjunctions.get(number))
    }

    /// Runs the program of a scope on the object that begins at a place of the text, if it is one of its elements, could
    /// make a difference, and the pass does not decide it. Tells the bit to set, if one is to be set.
    pub(super) fn look(
        &mut self,
        scope: u16,
        node: u16,
        text: (&[u8], usize),
        is_set: impl FnOnce(u16) -> bool,
    ) -> Result<Option<u16>, JsonError> {
        let row = self.beyond.scopes.get(scope);
        if row.node != node || row.matched != NO_BIT || (row.quantifier != Quantifier::Count && is_set(row.bit)) {
            return Ok(None);
        }
        let matches = self.run(row.program, text)?;
        Ok(self.note(scope, row, matches))
    }

    /// Takes note of an element at a node that ends, if it is one of a scope and the pass decides it. Tells the bit to set,
    /// if one is to be set.
    pub(super) fn end(&mut self, scope: u16, node: u16, is_set: impl FnOnce(u16) -> bool) -> Option<u16> {
        let row = self.beyond.scopes.get(scope);
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
    pub(super) fn counted(&mut self, scope: u16, node: u16) -> Option<u16> {
        let row = self.beyond.scopes.get(scope);
        if row.root != node || row.quantifier != Quantifier::Count {
            return None;
        }
        let count = core::mem::take(&mut self.counts[usize::from(scope)]);
        row.wants(count).then_some(row.bit)
    }

    /// Whether a scope holds. `next` tells where the next object at its node begins.
    pub(super) fn holds(
        &mut self,
        scope: u16,
        json: &[u8],
        mut next: impl FnMut(u16) -> Result<Option<usize>, JsonError>,
    ) -> Result<bool, JsonError> {
        let row = self.beyond.scopes.get(scope);
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
            Quantifier::Count => row.wants(matched),
        })
    }

    /// Whether the element that begins at a place of the text matches.
    fn run(&mut self, program: Slice, (json, at): (&[u8], usize)) -> Result<bool, JsonError> {
        let program = Program::new(self.beyond.program(program));
        let element = json.get(at..).unwrap_or(&[]);
        let answer = run(&program, Some(self.scene), self.scene.way, element, self.room);
        answer.map_err(|error| JsonError::new(error.kind(), at + error.offset()))
    }
}

/// Runs a program that has scopes or names other fields, or one that is inside such a program.
pub(super) fn run(
    program: &Program<'_>,
    outside: Option<&Scene<'_>>,
    way: Way,
    json: &[u8],
    scratch: &mut [u64],
) -> Result<bool, JsonError> {
    let Some(beyond) = Beyond::read(program.others.beyond()) else {
        let program = program.with(outside);
        return engine::run_in(way, &program, json, scratch);
    };
    let of_event = usize::from(beyond.event_references.rows());
    let (places, scratch) = scratch.split_at_mut(of_event + usize::from(beyond.element_references.rows()));
    let (counts, scratch) = scratch.split_at_mut(usize::from(beyond.scopes.rows()));
    let (bits, scratch) = scratch.split_at_mut(program.bit_words());
    let (stack, room) = scratch.split_at_mut(program.stack_words());
    places.fill(UNKNOWN);
    let (of_event, of_element) = Cell::from_mut(places).as_slice_of_cells().split_at(of_event);
    let fields = |references, places| Fields { json, references, programs: beyond.programs, places };
    let own_budget = Cell::new(Scene::budget(json.len()));
    let scene = Scene {
        event: outside.map_or_else(|| fields(beyond.event_references, of_event), |outside| outside.event),
        element: fields(beyond.element_references, of_element),
        budget: outside.map_or(&own_budget, |outside| outside.budget),
        way,
    };
    let program = program.with(Some(&scene));
    let mut elements = Elements { beyond, scene: &scene, counts, room };
    let answer = engine::run_with(way, &program, &mut elements, json, bits, stack)?;
    scene.check_budget(answer)
}

#[cfg(test)]
mod tests;
