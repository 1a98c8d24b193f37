//! Which bytes of a block are inside strings.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use crate::simd::{Masks, Vectors};

/// What strings carry from one block to the next.
#[derive(Default)]
pub(super) struct Strings {
    /// All ones if the last block ended inside a string.
    inside: u64,
    /// One if the last block ended with a backslash that escapes what comes next.
    escaping: u64,
}

impl Strings {
    /// Which bytes of a block are inside strings, the opening quotes included.
    #[inline(always)]
    pub(super) fn inside<V: Vectors>(&mut self, vectors: V, masks: &Masks) -> u64 {
        let escaped = if masks.backslashes | self.escaping == 0 { 0 } else { self.escaped(masks.backslashes) };
        let inside = vectors.parity(masks.quotes & !escaped) ^ self.inside;
        self.inside = 0_u64.wrapping_sub(inside >> 63);
        inside
    }

    /// Which bytes stand behind a backslash that is not escaped itself.
    ///
    /// In a run of backslashes every second one escapes. Taking the run from a mask of odd places carries through it and
    /// so tells at which kind of place it began.
    #[inline(always)]
    fn escaped(&mut self, backslashes: u64) -> u64 {
        const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
        let starts = backslashes & !self.escaping;
        let carried = ((starts << 1) | ODD).wrapping_sub(starts) ^ ODD;
        let escaped = carried ^ (backslashes | self.escaping);
        self.escaping = (carried & backslashes) >> 63;
        escaped
    }
}
