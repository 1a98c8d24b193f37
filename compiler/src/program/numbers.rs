//! Converts numbers to the types that the tables use. A rule is too large if one of its numbers does not fit.

use event_pattern_tables::program::{LongRange, Range, Slice};
use event_pattern_tables::{NO_BIT, NONE};

/// The error for a rule or set that is too large, for example because it needs more entries than a table can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

/// Converts a number for the tables of a program. [`NO_BIT`] is rejected, because it is reserved.
pub(super) fn to_u16(number: usize) -> Result<u16, TooLarge> {
    u16::try_from(number).ok().filter(|&number| number != NO_BIT).ok_or(TooLarge)
}

/// Converts a number for the tables of a set. [`NONE`] is rejected, because it is reserved.
pub(super) fn to_u32(number: usize) -> Result<u32, TooLarge> {
    u32::try_from(number).ok().filter(|&number| number != NONE).ok_or(TooLarge)
}

/// Converts a range of rows for the tables of a program.
pub(super) fn range(start: usize, length: usize) -> Result<Range, TooLarge> {
    Ok(Range { start: to_u16(start)?, length: to_u16(length)? })
}

/// Converts a range of tests, or a range of rows for the tables of a set.
pub(super) fn long_range(start: usize, length: usize) -> Result<LongRange, TooLarge> {
    Ok(LongRange { start: to_u32(start)?, length: to_u32(length)? })
}

/// Converts a range of bytes.
pub(super) fn slice(start: usize, length: usize) -> Result<Slice, TooLarge> {
    Ok(Slice { start: to_u32(start)?, length: to_u32(length)? })
}
