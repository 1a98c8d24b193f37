//! From the fastest way to decide an event to the most thorough: the sweep reads blocks of 64 bytes; what it cannot decide goes
//! to the plain loop, which reads byte by byte and checks the grammar; what that cannot decide takes backtracking. None of them
//! allocates, and each answers as soon as it is certain.

mod backtrack;

use super::fast::{Strategy, Sweep, sweep};
use super::format::{Program, ProgramScratchParts};
use super::plain::{Answer, walk};
use super::state::{Elements, Extras, OtherFields, Others, RuleState};
use crate::json::EventError;

/// Whether the event matches a program without scopes.
#[inline(always)]
#[allow(clippy::inline_always, reason = "for each event")]
pub(crate) fn run(
    strategy: Strategy,
    program: &Program<'_>,
    others: Others<'_>,
    json: &[u8],
    scratch: &mut [u64],
) -> Result<bool, EventError> {
    let ProgramScratchParts { bits, stack, rest, .. } = program.scratch().divide(scratch);
    if program.can_sweep() {
        let state = RuleState::new(program, others, bits);
        if let Some(answer) = sweep(strategy, &mut Sweep::new(program, json, state, stack)) {
            return Ok(answer);
        }
    }
    run_plain(program, others, json, bits, stack, rest)
}

#[cold]
fn run_plain(
    program: &Program<'_>,
    others: Others<'_>,
    json: &[u8],
    bits: &mut [u64],
    stack: &mut [u64],
    chosen: &mut [u64],
) -> Result<bool, EventError> {
    if program.has_goals() {
        let state = &mut RuleState::new(program, others, bits);
        if let Answer::Certain(answer) = walk(program, state, json, stack)? {
            return Ok(answer);
        }
    }
    backtrack::decide(program, others, json, stack, chosen)
}

/// As [`run`], for a program with scopes, or one that names other fields.
pub(crate) fn run_extended(
    strategy: Strategy,
    program: &Program<'_>,
    others: &dyn OtherFields,
    elements: &mut Elements<'_>,
    json: &[u8],
    bits: &mut [u64],
    stack: &mut [u64],
) -> Result<bool, EventError> {
    let others = Some(others);
    if program.can_sweep() {
        let mut elements = elements.afresh();
        let state = RuleState::new(program, others, bits).with(Extras::Scopes(&mut elements));
        if let Some(answer) = sweep(strategy, &mut Sweep::new(program, json, state, stack)) {
            return Ok(answer);
        }
    }
    if program.has_goals() {
        let mut elements = elements.afresh();
        let mut state = RuleState::new(program, others, bits).with(Extras::Scopes(&mut elements));
        if let Answer::Certain(answer) = walk(program, &mut state, json, stack)? {
            return Ok(answer);
        }
    }
    backtrack::decide_extended(program, others, elements, json, stack)
}
