//! Finds the rules that may match an event in which the fields of one object may be in several arrays. The rules' own
//! programs then decide.

use super::facts::Facts;
use super::goals;
use super::tables::Set;
use super::values;
use crate::engine::format::{NONE, Need};
use crate::engine::plain::{WalkStep, Walker};
use crate::json::EventError;

/// Records the rules for which every required leaf is satisfied somewhere in the event, in any object.
pub(super) fn record(set: &Set<'_>, facts: &mut Facts<'_>, json: &[u8], stack: &mut [u64]) -> Result<(), EventError> {
    let mut walker = Walker::new(&set.program, json, stack)?;
    loop {
        match walker.next()? {
            WalkStep::Field { node, value, .. } => {
                values::record(set, node, value, facts);
            }
            WalkStep::ObjectEnd { node: 0, .. } => break,
            _ => {}
        }
    }
    // The node of an inner object has a higher number than the nodes of the enclosing objects.
    for node in (0..set.outcome_kind()).rev() {
        goals::evaluate(set, facts, node, None, may_be_met);
    }
    Ok(())
}

fn may_be_met(facts: &Facts<'_>, need: Need) -> bool {
    need.holds_not != NONE || facts.holds(need.holds)
}
