//! Runs the rules of an enum on a JSON event. The code generated for the enum calls these functions.

use super::{rule, set};
use crate::json::EventError;
use crate::{MatchSet, RuleEnum};

/// Returns the rules that match the event. `scratch` must have the number of words that the compiler computed for the
/// whole enum, and must be all zeros.
///
/// # Errors
/// Returns an error if the engine finds that the bytes are not a JSON object.
pub fn matching<R: RuleEnum>(json: &[u8], scratch: &mut [u64]) -> Result<MatchSet<R>, EventError> {
    let mut matched = MatchSet::new();
    set::run_set(const { &R::SET }, R::TABLES, json, scratch, |number| matched.insert_index(number))?;
    Ok(matched)
}

/// Whether the given rule matches the event. `scratch` must have the number of words that the compiler computed for the
/// largest rule.
///
/// # Errors
/// Returns an error if, before the answer is certain, the engine finds that the bytes are not a JSON object.
pub fn matches<R: RuleEnum>(rule: R, json: &[u8], scratch: &mut [u64]) -> Result<bool, EventError> {
    match R::TABLES.get(rule.index()) {
        Some(&tables) => rule::run(tables, json, scratch),
        None => Ok(false),
    }
}
