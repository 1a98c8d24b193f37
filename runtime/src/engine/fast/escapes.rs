//! Backslashes, which are rare: what they escape, and which keys they may be part of.

/// What backslashes mean for the blocks after them.
pub(super) struct Escapes {
    /// How long a key that matters can be.
    max_key_bytes: usize,
    /// One if the last block ended with a backslash that escapes what comes next.
    carry: u64,
    /// Up to where a key may hold one of them.
    reaches_until: usize,
}

impl Escapes {
    /// For keys that are at most so many bytes long.
    #[inline]
    pub(super) fn new(max_key_bytes: u32) -> Self {
        Self { max_key_bytes: max_key_bytes as usize, carry: 0, reaches_until: 0 }
    }

    /// Whether a block with these backslashes may have something that is escaped.
    #[inline]
    pub(super) fn may_affect(&self, backslashes: u64) -> bool {
        backslashes | self.carry != 0
    }

    /// Whether a key that matters may hold an escape if its colon is in the block at a place.
    #[inline]
    pub(super) fn may_be_in_key(&self, base: usize) -> bool {
        base < self.reaches_until
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
            self.reaches_until = base + 64 + self.max_key_bytes;
        }
        let starts = backslashes & !self.carry;
        let carried = ((starts << 1) | ODD).wrapping_sub(starts) ^ ODD;
        let escaped = carried ^ (backslashes | self.carry);
        self.carry = (carried & backslashes) >> 63;
        escaped
    }
}
