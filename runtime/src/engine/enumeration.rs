//! The rules of an enum on an event's JSON text. What is generated for the enum calls this.

use super::{rule, set};
use crate::json::EventError;
use crate::{MatchSet, RuleEnum};

/// Which rules match the event. `scratch` is working space of as many words as the compiler said for all of them together,
/// all of them zero.
///
/// # Errors
/// The bytes are not a JSON object.
pub fn matching<R: RuleEnum>(json: &[u8], scratch: &mut [u64]) -> Result<MatchSet<R>, EventError> {
    let mut matched = MatchSet::new();
    set::run_set(const { &R::SET }, R::TABLES, json, scratch, |number| matched.insert_number(number))?;
    Ok(matched)
}

/// Whether one of the rules matches the event. `scratch` is as large as the compiler said for any of them.
///
/// # Errors
/// The bytes are not a JSON object, and that came to light before the answer was certain.
pub fn matches<R: RuleEnum>(rule: R, json: &[u8], scratch: &mut [u64]) -> Result<bool, EventError> {
    match R::TABLES.get(rule.index()) {
        Some(&tables) => rule::run(tables, json, scratch),
        None => Ok(false),
    }
}
