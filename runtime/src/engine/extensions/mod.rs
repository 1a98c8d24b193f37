//! Programs that use what patterns of the service do not have: scopes, and leaves that name other fields.
//!
//! What the elements of a scope must meet is a goal of the objects at their node, and the pass over the event decides it on
//! its way: when an element ends, a bit or a count remains of it. The rule of a scope is a program of its own, too. Backtracking
//! runs that on each element, and so does the pass where a leaf names other fields of its element, which are looked up from
//! where the element begins.

mod field_ref;

use super::fallback;
use super::fast::Strategy;
use super::format::{Program, ProgramScratch, ProgramScratchParts};
use super::state::{FieldLookup, ScopeState};
use crate::json::EventError;
use core::cell::Cell;
use field_ref::{FieldRefContext, ReferencedFields, UNKNOWN};

/// Runs a program that has scopes or names other fields, or one that is inside such a program.
pub(crate) fn run(
    program: &Program<'_>,
    enclosing: Option<&FieldRefContext<'_>>,
    strategy: Strategy,
    json: &[u8],
    scratch: &mut [u64],
) -> Result<bool, EventError> {
    let Some(tables) = program.extensions() else {
        let field_refs = enclosing.map(|enclosing| enclosing as &dyn FieldLookup);
        return fallback::run(strategy, program, field_refs, json, scratch);
    };
    let of_event = tables.event_references.len();
    let field_refs = of_event + tables.element_references.len();
    let layout = ProgramScratch { field_refs, scopes: tables.scopes.len(), ..program.scratch() };
    let ProgramScratchParts { field_refs: lookups, scopes: counts, bits, stack, rest: scratch } =
        layout.divide(scratch);
    lookups.fill(UNKNOWN);
    let (of_event, of_element) = Cell::from_mut(lookups).as_slice_of_cells().split_at(of_event);
    let fields =
        |references, lookups| ReferencedFields { json, references, programs: tables.programs.bytes(), lookups };
    let own_budget = Cell::new(FieldRefContext::budget(json.len()));
    let context = FieldRefContext {
        event: enclosing.map_or_else(|| fields(tables.event_references, of_event), |enclosing| enclosing.event),
        element: fields(tables.element_references, of_element),
        budget: enclosing.map_or(&own_budget, |enclosing| enclosing.budget),
        strategy,
    };
    let mut scopes = ScopeState { tables, rules: &context, counts, scratch };
    let answer = fallback::run_with_extensions(strategy, program, &context, &mut scopes, json, bits, stack)?;
    context.check_budget(answer)
}

#[cfg(test)]
mod tests;
