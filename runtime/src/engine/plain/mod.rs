//! The plain pass. It reads an event byte by byte, checks the grammar, and decides the events that the sweep gives up
//! on.
//!
//! If a key is repeated and each of its values is an object, these values are one object whose members are in different
//! parts of the text. A dotted key such as `a.b` adds a member to the object at `a` in the same way. So an object that is
//! the value of a key is *unfinished* until the enclosing array element or the event ends. Only then does the pass
//! evaluate goals that depend on the absence of fields.

mod walker;

use crate::engine::format::Program;
use crate::engine::state::MatchState;
use crate::json::EventError;

pub(crate) use walker::{Origin, WalkStep, Walker};

pub(crate) enum WalkOutcome {
    Decided(bool),
    /// The fields of one object may be in different arrays, so only backtracking can decide the event.
    NeedsBacktracking,
}

/// Runs the plain pass. `unfinished` must have one word for each object of the program.
pub(crate) fn walk(
    program: &Program<'_>,
    state: &mut impl MatchState,
    json: &[u8],
    stack: &mut [u64],
    unfinished: &mut [u64],
) -> Result<WalkOutcome, EventError> {
    let mut walker = Walker::new(program, json, stack)?;
    let mut unfinished = Unfinished { nodes: unfinished, count: 0 };
    unfinished.push(0);
    loop {
        let step = walker.next()?;
        if walker.is_ambiguous() {
            return Ok(WalkOutcome::NeedsBacktracking);
        }
        match step {
            WalkStep::ObjectStart { node, origin } => {
                let object = program.object(node);
                let is_continued = origin != Origin::Element && state.mark_entered(node, &object);
                // Each value of a repeated key is a separate element of a scope; an implied object is not an element.
                if is_continued && state.has_array(node, &object)
                    || (is_continued || origin == Origin::Implied) && state.has_elements_at(node)
                {
                    return Ok(WalkOutcome::NeedsBacktracking);
                }
                if !is_continued {
                    unfinished.push(node);
                    state.begin_object(&object);
                    if state.has_scopes() && state.begin_element(node, json, walker.position() - 1)? {
                        return Ok(WalkOutcome::Decided(true));
                    }
                }
            }
            WalkStep::ArrayStart { node } => {
                let object = program.object(node);
                if state.mark_entered(node, &object) {
                    return Ok(WalkOutcome::NeedsBacktracking);
                }
                state.mark_array(node, &object);
            }
            WalkStep::Field { node, value, .. } => {
                if let Some(answer) = state.record_field(node, value, walker.context()) {
                    return Ok(WalkOutcome::Decided(answer));
                }
            }
            WalkStep::ObjectEnd { node, origin: Origin::Element } => {
                let met = unfinished.finish(node, state);
                if node == 0 {
                    return Ok(WalkOutcome::Decided(met));
                }
                if met && state.propagate_final(program.object(node).parent) {
                    return Ok(WalkOutcome::Decided(true));
                }
            }
            WalkStep::ObjectEnd { .. } => {}
        }
    }
}

/// The nodes of the objects that have begun and may still continue, from the event inwards. There is at most one object
/// at each node.
struct Unfinished<'s> {
    nodes: &'s mut [u64],
    count: usize,
}

impl Unfinished<'_> {
    fn push(&mut self, node: u16) {
        self.nodes[self.count] = node.into();
        self.count += 1;
    }

    /// Ends the object at a node and all objects inside it, the innermost first. Returns whether any of them met a goal
    /// or, if the object is the event, whether the event matches.
    #[allow(clippy::cast_possible_truncation, reason = "each word is a node number")]
    fn finish(&mut self, node: u16, state: &mut impl MatchState) -> bool {
        let mut any_met = false;
        while self.count > 0 {
            self.count -= 1;
            let inner = self.nodes[self.count] as u16;
            let met = state.end_object(inner);
            if inner == 0 {
                return met;
            }
            any_met |= met;
            if inner == node {
                break;
            }
        }
        any_met
    }
}

#[cfg(test)]
mod tests;
