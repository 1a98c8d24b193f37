//! Numbers as the tables store them, which is where a rule can be too large.

use event_pattern_tables::program::{LongRange, Range, Slice};
use event_pattern_tables::{NO_BIT, NONE};

/// The rule is larger than tables can be: more than 65,534 entries in one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

/// A number of a program. The largest one is that of no bit.
pub(super) fn short(number: usize) -> Result<u16, TooLarge> {
    u16::try_from(number).ok().filter(|&number| number != NO_BIT).ok_or(TooLarge)
}

/// A number of a set. The largest one is none.
pub(super) fn long(number: usize) -> Result<u32, TooLarge> {
    u32::try_from(number).ok().filter(|&number| number != NONE).ok_or(TooLarge)
}

/// So many rows of a program.
pub(super) fn range(start: usize, length: usize) -> Result<Range, TooLarge> {
    Ok(Range { start: short(start)?, length: short(length)? })
}

/// So many rows of a set, or tests.
pub(super) fn long_range(start: usize, length: usize) -> Result<LongRange, TooLarge> {
    Ok(LongRange { start: long(start)?, length: long(length)? })
}

/// So many bytes.
pub(super) fn slice(start: usize, length: usize) -> Result<Slice, TooLarge> {
    Ok(Slice { start: long(start)?, length: long(length)? })
}
