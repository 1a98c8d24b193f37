//! The plain loop: reads an event byte by byte and checks the grammar. It decides what a sweep leaves undecided.

mod walker;

use crate::engine::format::Program;
use crate::engine::state::MatchState;
use crate::json::EventError;

pub(crate) use walker::{Visit, Walker};

pub(crate) enum Answer {
    Certain(bool),
    /// Fields of one object are spread over several places of the text.
    TakesBacktracking,
}

/// The plain loop.
pub(crate) fn walk(
    program: &Program<'_>,
    state: &mut impl MatchState,
    json: &[u8],
    stack: &mut [u64],
) -> Result<Answer, EventError> {
    let mut walker = Walker::new(program, json, stack)?;
    loop {
        match walker.next()? {
            Visit::Begin { node, by_key } => {
                let object = program.object(node);
                if by_key && state.mark_entered(node, &object) {
                    return Ok(Answer::TakesBacktracking);
                }
                state.begin_object(&object);
                if state.has_scopes()
                    && !walker.is_ambiguous()
                    && state.begin_element(node, json, walker.position() - 1)?
                {
                    return Ok(Answer::Certain(true));
                }
            }
            Visit::Array { node } if state.mark_entered(node, &program.object(node)) => {
                return Ok(Answer::TakesBacktracking);
            }
            Visit::Field { node, value, .. } if !walker.is_ambiguous() => {
                if let Some(answer) = state.record_field(node, value, walker.place()) {
                    return Ok(Answer::Certain(answer));
                }
            }
            Visit::Array { .. } | Visit::Field { .. } => {}
            Visit::End { node } => {
                let met = state.end_object(node);
                if node == 0 {
                    return Ok(Answer::Certain(met));
                }
                if met && state.propagate_up(program.object(node).around) {
                    return Ok(Answer::Certain(true));
                }
            }
        }
        if walker.is_ambiguous() {
            return Ok(Answer::TakesBacktracking);
        }
    }
}
