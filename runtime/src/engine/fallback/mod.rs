//! The engine: one pass over the event, no allocation, and an answer as soon as it is certain.
//!
//! The event is swept by blocks of 64 bytes. What a sweep cannot decide is left to the plain loop, which reads byte by
//! byte and checks the grammar; what that cannot decide takes a search.

mod backtrack;

use super::extensions::Elements;
use super::fast::{Strategy, Sweep, sweep};
use super::format::{Program, ProgramParts};
use super::plain::{Answer, walk};
use super::state::{Extras, RuleState};
use crate::json::EventError;

/// As [`run`], in a way of the caller's choice, for a program without scopes.
#[inline(always)]
#[allow(clippy::inline_always, reason = "for each event")]
pub(crate) fn run_in(
    strategy: Strategy,
    program: &Program<'_>,
    json: &[u8],
    scratch: &mut [u64],
) -> Result<bool, EventError> {
    let ProgramParts { bits, stack, rest, .. } = program.space().divide(scratch);
    if program.can_sweep() {
        let state = RuleState::new(program, bits);
        if let Some(answer) = sweep(strategy, &mut Sweep::new(program, json, state, stack)) {
            return Ok(answer);
        }
    }
    run_plain(program, json, bits, stack, rest)
}

/// Runs a program with scopes, or one that names other fields.
pub(crate) fn run_with(
    strategy: Strategy,
    program: &Program<'_>,
    elements: &mut Elements<'_>,
    json: &[u8],
    bits: &mut [u64],
    stack: &mut [u64],
) -> Result<bool, EventError> {
    if program.can_sweep() {
        let mut elements = elements.afresh();
        let state = RuleState::new(program, bits).with(Extras::Scopes(&mut elements));
        if let Some(answer) = sweep(strategy, &mut Sweep::new(program, json, state, stack)) {
            return Ok(answer);
        }
    }
    if program.has_goals() {
        let state = RuleState::new(program, bits);
        if let Answer::Certain(answer) =
            walk(program, &mut state.with(Extras::Scopes(&mut elements.afresh())), json, stack)?
        {
            return Ok(answer);
        }
    }
    backtrack::decide_with(program, elements, json, stack)
}

#[cold]
fn run_plain(
    program: &Program<'_>,
    json: &[u8],
    bits: &mut [u64],
    stack: &mut [u64],
    chosen: &mut [u64],
) -> Result<bool, EventError> {
    if !program.has_goals() {
        return backtrack::decide(program, json, stack, chosen);
    }
    match walk(program, &mut RuleState::new(program, bits), json, stack)? {
        Answer::Certain(answer) => Ok(answer),
        Answer::TakesSearch => backtrack::decide(program, json, stack, chosen),
    }
}
