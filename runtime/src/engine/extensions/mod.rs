//! Programs with features that EventBridge patterns do not have: element scopes and field references.
//!
//! The elements of a scope are the objects at one node, and the conditions on these elements are goals of the objects.
//! The pass over the event evaluates the goals when an element ends, and keeps a bit or a count for the scope. The
//! conditions are also encoded as a separate program, the scope's rule. Backtracking runs this program on each element.
//! The pass also runs the program if leaves refer to other fields of the element, because the lookup of these fields
//! starts at the beginning of the element.

mod field_ref;

use super::fallback;
use super::fast::Strategy;
use super::format::{Program, ProgramScratch, ProgramScratchParts};
use super::state::{Budget, FieldLookup, ScopeState};
use crate::json::EventError;
use core::cell::Cell;
use field_ref::{FieldRefContext, ReferencedFields, UNKNOWN};

/// Runs a program that may have scopes or field references. If the program is the rule of a scope, `enclosing` is the
/// context of the program that contains the scope, which also determines the budget. Otherwise, `None` as the budget is
/// the budget of a single rule.
pub(crate) fn run(
    program: &Program<'_>,
    enclosing: Option<&FieldRefContext<'_>>,
    budget: Option<&Budget>,
    strategy: Strategy,
    json: &[u8],
    scratch: &mut [u64],
) -> Result<bool, EventError> {
    let budget = enclosing.map(|enclosing| enclosing.budget).or(budget);
    let Some(tables) = program.extensions() else {
        let field_refs = enclosing.map(|enclosing| enclosing as &dyn FieldLookup);
        return fallback::run(strategy, program, field_refs, budget, json, scratch);
    };
    let of_event = tables.event_field_refs.len();
    let field_refs = of_event + tables.element_field_refs.len();
    let layout = ProgramScratch { field_refs, scopes: tables.scopes.len(), ..program.scratch() };
    let ProgramScratchParts { field_refs: lookups, scopes: counts, bits, stack, rest: scratch } =
        layout.divide(scratch);
    lookups.fill(UNKNOWN);
    let (of_event, of_element) = Cell::from_mut(lookups).as_slice_of_cells().split_at(of_event);
    let fields =
        |references, lookups| ReferencedFields { json, references, programs: tables.programs.bytes(), lookups };
    let own_budget = Budget::of_rule(json.len());
    let context = FieldRefContext {
        event: enclosing.map_or_else(|| fields(tables.event_field_refs, of_event), |enclosing| enclosing.event),
        element: fields(tables.element_field_refs, of_element),
        budget: budget.unwrap_or(&own_budget),
        strategy,
    };
    let mut scopes = ScopeState { tables, rules: &context, counts, scratch };
    let answer = fallback::run_with_extensions(strategy, program, &context, &mut scopes, json, bits, stack)?;
    context.check_budget(answer)
}

#[cfg(test)]
mod tests;
