//! Tracks which bytes are escaped by backslashes, and which keys may contain backslashes.

/// The effect of the backslashes seen so far on later blocks.
pub(super) struct Escapes {
    /// Maximum length of a relevant key in bytes.
    max_key_len: usize,
    /// 1 if the previous block ended with a backslash that escapes the next byte, otherwise 0.
    carry: u64,
    /// A relevant key whose colon is at or after this offset contains no escape sequence seen so far.
    unaffected_from: usize,
}

impl Escapes {
    /// Creates the state, given the maximum length of a relevant key in bytes.
    #[inline]
    pub(super) fn new(max_key_len: u32) -> Self {
        Self { max_key_len: max_key_len as usize, carry: 0, unaffected_from: 0 }
    }

    /// Whether a block with these backslashes may contain an escaped byte.
    #[inline]
    pub(super) fn may_affect(&self, backslashes: u64) -> bool {
        backslashes | self.carry != 0
    }

    /// Whether a relevant key may contain an escape sequence if its colon is in the block at offset `base`.
    #[inline]
    pub(super) fn may_be_in_key(&self, base: usize) -> bool {
        base < self.unaffected_from
    }

    /// Returns which bytes of the block at offset `base` are escaped, as a mask with one bit for each byte.
    ///
    /// In a run of backslashes, every second one is escaped. Within a run, the bits of the difference computed below
    /// are all ones if the run starts at an even position, and all zeros if it starts at an odd position. XOR with the
    /// odd positions then marks the first backslash of the run, the third, and so on: the backslashes that are not
    /// escaped. It also marks the byte after the run if the last backslash escapes that byte.
    #[cold]
    #[inline(never)]
    pub(super) fn escaped(&mut self, backslashes: u64, base: usize) -> u64 {
        const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
        if backslashes != 0 {
            self.unaffected_from = base + 64 + self.max_key_len;
        }
        let starts = backslashes & !self.carry;
        let carried = ((starts << 1) | ODD).wrapping_sub(starts) ^ ODD;
        let escaped = carried ^ (backslashes | self.carry);
        self.carry = (carried & backslashes) >> 63;
        escaped
    }
}
