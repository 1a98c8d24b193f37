//! Backslashes, which are rare: what they escape, and which keys they may be part of.

/// What backslashes leave to the blocks behind them.
#[derive(Default)]
pub(super) struct Escapes {
    /// One if the last block ended with a backslash that escapes what comes next.
    escaping: u64,
    /// All ones where a key may hold an escape.
    caution: u64,
    /// Up to where that is so.
    cautious_until: usize,
}

impl Escapes {
    /// All ones if a key in the block may hold an escape, otherwise 0. It may in every block behind one with backslashes.
    #[inline]
    pub(super) fn caution(&self) -> u64 {
        self.caution
    }

    /// Which bytes of the block at a place of the event stand behind a backslash that is not escaped itself. A key that
    /// matters is at most `reach` bytes long.
    ///
    /// In a run of backslashes every second one escapes. Taking the run from a mask of odd places carries through it and
    /// so tells at which kind of place it began.
    #[cold]
    #[inline(never)]
    pub(super) fn escaped(&mut self, backslashes: u64, base: usize, reach: u32) -> u64 {
        const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
        if backslashes != 0 {
            self.cautious_until = base + 64 + reach as usize;
        }
        self.caution = if base < self.cautious_until { u64::MAX } else { 0 };
        let starts = backslashes & !self.escaping;
        let carried = ((starts << 1) | ODD).wrapping_sub(starts) ^ ODD;
        let escaped = carried ^ (backslashes | self.escaping);
        self.escaping = (carried & backslashes) >> 63;
        escaped
    }
}
