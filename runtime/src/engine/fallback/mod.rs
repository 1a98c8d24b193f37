//! Tries three methods, the fastest first, until one decides the event: the sweep, which reads blocks of 64 bytes; the
//! plain pass, which reads byte by byte and checks the grammar; and backtracking. None of the methods allocates memory,
//! and each stops as soon as the answer is certain.

mod backtrack;

use super::fast::{Strategy, Sweep, sweep};
use super::format::{Program, ProgramScratchParts};
use super::plain::{WalkOutcome, walk};
use super::state::{Budget, Extras, FieldLookup, FieldRefs, RuleState, ScopeState};
use crate::json::EventError;

/// Whether the event matches the rule of a program that has no scopes. `None` as the budget is the budget of a single
/// rule.
#[inline(always)]
#[allow(clippy::inline_always, reason = "called for each event")]
pub(crate) fn run(
    strategy: Strategy,
    program: &Program<'_>,
    field_refs: FieldRefs<'_>,
    budget: Option<&Budget>,
    json: &[u8],
    scratch: &mut [u64],
) -> Result<bool, EventError> {
    let ProgramScratchParts { bits, stack, rest, .. } = program.scratch().divide(scratch);
    if program.can_sweep() {
        let state = RuleState::new(program, field_refs, bits);
        if let Some(answer) = sweep(strategy, &mut Sweep::new(program, json, state, stack)) {
            return Ok(answer);
        }
    }
    run_without_sweep(program, field_refs, budget, json, (bits, stack, rest))
}

#[cold]
fn run_without_sweep(
    program: &Program<'_>,
    field_refs: FieldRefs<'_>,
    budget: Option<&Budget>,
    json: &[u8],
    (bits, stack, rest): (&mut [u64], &mut [u64], &mut [u64]),
) -> Result<bool, EventError> {
    let own_budget = Budget::of_rule(json.len());
    let budget = budget.unwrap_or(&own_budget);
    if program.has_goals() {
        budget.spend_on_repeated_keys(json.len())?;
        let state = &mut RuleState::new(program, field_refs, bits).with_repeated_keys();
        if let WalkOutcome::Decided(answer) = walk(program, state, json, stack, rest)? {
            return Ok(answer);
        }
    }
    backtrack::decide(program, field_refs, budget, json, stack, rest)
}

/// Like [`run`], for a program with scopes or field references.
pub(crate) fn run_with_extensions(
    strategy: Strategy,
    program: &Program<'_>,
    field_refs: &dyn FieldLookup,
    scopes: &mut ScopeState<'_>,
    json: &[u8],
    bits: &mut [u64],
    stack: &mut [u64],
) -> Result<bool, EventError> {
    let budget = field_refs.budget();
    let field_refs = Some(field_refs);
    if program.can_sweep() {
        let (_, mut scopes) = scopes.restart(0);
        let state = RuleState::new(program, field_refs, bits).with_extras(Extras::Scopes(&mut scopes));
        if let Some(answer) = sweep(strategy, &mut Sweep::new(program, json, state, stack)) {
            return Ok(answer);
        }
    }
    if program.has_goals() {
        let (unfinished, mut scopes) = scopes.restart(program.objects.len());
        let state = RuleState::new(program, field_refs, bits).with_repeated_keys();
        let mut state = state.with_extras(Extras::Scopes(&mut scopes));
        if let WalkOutcome::Decided(answer) = walk(program, &mut state, json, stack, unfinished)? {
            return Ok(answer);
        }
    }
    backtrack::decide_with_scopes(program, field_refs, budget, scopes, json, stack)
}
