//! Runs one rule on one event.

use super::extensions;
use super::fallback;
use super::fast::Strategy;
use super::format::{Program, Tables};
use super::state::Budget;
use crate::json::EventError;
use crate::simd::Variant;

/// Whether the event matches the rule.
///
/// `scratch` must have the number of words that the compiler computed. Its contents do not matter.
///
/// # Errors
/// Returns an error if, before the answer is certain, the engine finds that the bytes are not a JSON object.
pub fn run(tables: Tables<'_>, json: &[u8], scratch: &mut [u64]) -> Result<bool, EventError> {
    run_within(None, tables, json, scratch)
}

/// Like [`run`], within a budget that several rules share. `None` is the budget of a single rule.
///
/// # Errors
/// See [`run`].
#[inline(always)]
#[allow(clippy::inline_always, reason = "called for each event")]
pub(crate) fn run_within(
    budget: Option<&Budget>,
    tables: Tables<'_>,
    json: &[u8],
    scratch: &mut [u64],
) -> Result<bool, EventError> {
    let program = &Program::new(tables.image);
    if program.has_extensions() {
        extensions::run(program, None, budget, Strategy::Best, json, scratch)
    } else {
        fallback::run(Strategy::Best, program, None, budget, json, scratch)
    }
}

/// Like [`run`], with a given instruction set. `None` runs the plain pass without a sweep.
///
/// # Errors
/// See [`run`].
pub fn run_with_variant(
    variant: Option<Variant>,
    tables: Tables<'_>,
    json: &[u8],
    scratch: &mut [u64],
) -> Result<bool, EventError> {
    let strategy = variant.map_or(Strategy::Plain, Strategy::With);
    extensions::run(&Program::new(tables.image), None, None, strategy, json, scratch)
}
