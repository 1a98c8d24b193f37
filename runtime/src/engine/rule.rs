//! One rule on one event.

use super::extensions;
use super::fallback;
use super::fast::Strategy;
use super::format::{Program, Tables};
use crate::json::EventError;
use crate::simd::Variant;

/// Whether the event matches the program, given by its tables.
///
/// `scratch` is working space of as many words as the compiler said; what is in it does not matter.
///
/// # Errors
/// The bytes are not a JSON object, and that came to light before the answer was certain.
pub fn run(tables: Tables<'_>, json: &[u8], scratch: &mut [u64]) -> Result<bool, EventError> {
    let program = &Program::new(tables.image);
    if program.has_extensions() {
        extensions::run(program, None, Strategy::Best, json, scratch)
    } else {
        fallback::run(Strategy::Best, program, None, json, scratch)
    }
}

/// As [`run`], with an instruction set of the caller's choice. None is the plain loop.
///
/// # Errors
/// As those of [`run`].
pub fn run_with_variant(
    variant: Option<Variant>,
    tables: Tables<'_>,
    json: &[u8],
    scratch: &mut [u64],
) -> Result<bool, EventError> {
    extensions::run(&Program::new(tables.image), None, variant.map_or(Strategy::Plain, Strategy::With), json, scratch)
}
