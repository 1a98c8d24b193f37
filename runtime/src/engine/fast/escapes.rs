//! Backslashes, which are rare: what they escape, and which keys they may be part of.

/// What backslashes mean for the blocks after them.
pub(super) struct Escapes {
    /// How long a key that matters can be.
    reach: usize,
    /// One if the last block ended with a backslash that escapes what comes next.
    escaping: u64,
    /// Up to where a key may hold one of them.
    end: usize,
}

impl Escapes {
    /// For keys that are at most so many bytes long.
    #[inline]
    pub(super) fn new(reach: u32) -> Self {
        Self { reach: reach as usize, escaping: 0, end: 0 }
    }

    /// Whether a block with these backslashes may have something that is escaped.
    #[inline]
    pub(super) fn concern(&self, backslashes: u64) -> bool {
        backslashes | self.escaping != 0
    }

    /// Whether a key that matters may hold an escape if its colon is in the block at a place.
    #[inline]
    pub(super) fn may_be_in_key(&self, base: usize) -> bool {
        base < self.end
    }

    /// Which bytes of the block at a place of the event follow a backslash that is not escaped itself.
    ///
    /// In a run of backslashes every second one escapes. Taking the run from a mask of odd places carries through it and
    /// so shows at which kind of place it began.
    #[cold]
    #[inline(never)]
    pub(super) fn escaped(&mut self, backslashes: u64, base: usize) -> u64 {
        const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
        if backslashes != 0 {
            self.end = base + 64 + self.reach;
        }
        let starts = backslashes & !self.escaping;
        let carried = ((starts << 1) | ODD).wrapping_sub(starts) ^ ODD;
        let escaped = carried ^ (backslashes | self.escaping);
        self.escaping = (carried & backslashes) >> 63;
        escaped
    }
}
