//! The plain pass. It reads an event byte by byte, checks the grammar, and decides the events that the sweep gives up
//! on.

mod walker;

use crate::engine::format::Program;
use crate::engine::state::MatchState;
use crate::json::EventError;

pub(crate) use walker::{WalkStep, Walker};

pub(crate) enum WalkOutcome {
    Decided(bool),
    /// The fields of one object may be in different parts of the text, so only backtracking can decide the event.
    NeedsBacktracking,
}

/// Runs the plain pass.
pub(crate) fn walk(
    program: &Program<'_>,
    state: &mut impl MatchState,
    json: &[u8],
    stack: &mut [u64],
) -> Result<WalkOutcome, EventError> {
    let mut walker = Walker::new(program, json, stack)?;
    loop {
        match walker.next()? {
            WalkStep::ObjectStart { node, by_key } => {
                let object = program.object(node);
                if by_key && state.mark_entered(node, &object) {
                    return Ok(WalkOutcome::NeedsBacktracking);
                }
                state.begin_object(&object);
                if state.has_scopes()
                    && !walker.is_ambiguous()
                    && state.begin_element(node, json, walker.position() - 1)?
                {
                    return Ok(WalkOutcome::Decided(true));
                }
            }
            WalkStep::ArrayStart { node } if state.mark_entered(node, &program.object(node)) => {
                return Ok(WalkOutcome::NeedsBacktracking);
            }
            WalkStep::Field { node, value, .. } if !walker.is_ambiguous() => {
                if let Some(answer) = state.record_field(node, value, walker.context()) {
                    return Ok(WalkOutcome::Decided(answer));
                }
            }
            WalkStep::ArrayStart { .. } | WalkStep::Field { .. } => {}
            WalkStep::ObjectEnd { node } => {
                let met = state.end_object(node);
                if node == 0 {
                    return Ok(WalkOutcome::Decided(met));
                }
                if met && state.propagate_up(program.object(node).parent) {
                    return Ok(WalkOutcome::Decided(true));
                }
            }
        }
        if walker.is_ambiguous() {
            return Ok(WalkOutcome::NeedsBacktracking);
        }
    }
}
