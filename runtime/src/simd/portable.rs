//! The masks without vector instructions: eight bytes at a time, in one register.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]
#![allow(clippy::cast_possible_truncation, reason = "takes part of a mask")]

use super::{Block, Brackets, Masks, Pair, Piece, Stretch, Vectors, Work, before_u};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Portable;

const ONES: u64 = 0x0101_0101_0101_0101;
const LOW_SEVEN: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// The eight bytes of a block that start at a place.
fn word(bytes: &[u8], start: usize) -> u64 {
    bytes.get(start..start + 8).and_then(|eight| eight.try_into().ok()).map_or(0, u64::from_le_bytes)
}

/// The highest bit of each byte that is zero.
fn zeros(word: u64) -> u64 {
    !(((word & LOW_SEVEN) + LOW_SEVEN) | word | LOW_SEVEN)
}

/// The highest bit of each byte that equals this one.
fn equal(word: u64, byte: u8) -> u64 {
    zeros(word ^ (ONES * u64::from(byte)))
}

/// The highest bits of the bytes as the lowest eight bits.
fn gather(highest: u64) -> u64 {
    (highest >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

impl Vectors for Portable {
    #[inline(never)]
    fn apart<W: Work>(self, work: W) -> W::Output {
        work.run(self)
    }

    #[inline(always)]
    fn masks(self, block: &Block) -> Masks {
        let mut masks = Masks::default();
        for start in (0..64).step_by(8) {
            let word = word(block, start);
            // Setting this bit makes `[` to `{` and `]` to `}`, and nothing else to either.
            let folded = word | (ONES * 0x20);
            masks.quotes |= gather(equal(word, b'"')) << start;
            masks.backslashes |= gather(equal(word, b'\\')) << start;
            let structure = equal(word, b':') | equal(folded, b'{') | equal(folded, b'}');
            masks.structure |= gather(structure) << start;
        }
        masks
    }

    #[inline(always)]
    fn brackets(self, block: &Block) -> Brackets {
        let mut brackets = Brackets::default();
        for start in (0..64).step_by(8) {
            let folded = word(block, start) | (ONES * 0x20);
            brackets.opens |= gather(equal(folded, b'{')) << start;
            brackets.closes |= gather(equal(folded, b'}')) << start;
        }
        brackets
    }

    #[inline(always)]
    fn parity(self, bits: u64) -> u64 {
        let mut parity = bits;
        for shift in [1, 2, 4, 8, 16, 32] {
            parity ^= parity << shift;
        }
        parity
    }

    #[inline(always)]
    fn differences(self, one: &Piece, other: &Piece) -> u32 {
        let mut same = 0;
        for start in (0..32).step_by(8) {
            same |= gather(zeros(word(one, start) ^ word(other, start))) << start;
        }
        !same as u32
    }

    #[inline(always)]
    fn string_ends(self, block: &Block) -> u64 {
        let mut ends = 0;
        for start in (0..64).step_by(8) {
            let word = word(block, start);
            // Below 0x20 is what has none of the three high bits.
            let control = zeros(word & (ONES * 0xe0));
            let not_ascii = word & !LOW_SEVEN;
            ends |= gather(equal(word, b'"') | equal(word, b'\\') | control | not_ascii) << start;
        }
        ends
    }

    #[inline(always)]
    fn escape_or_pair(self, block: &Block, later: &Block, pair: Pair) -> u64 {
        let (mut pairs, mut backslashes, mut u) = (0, 0, 0);
        for start in (0..64).step_by(8) {
            let word_here = word(block, start);
            pairs |= gather(equal(word_here, pair.first) & equal(word(later, start), pair.second)) << start;
            backslashes |= gather(equal(word_here, b'\\')) << start;
            u |= gather(equal(word_here, b'u')) << start;
        }
        pairs | before_u(backslashes, u)
    }

    #[inline(always)]
    fn has_backslash_or_pair(self, stretch: &Stretch, later: &Stretch, pair: Pair) -> bool {
        let mut found = 0;
        for start in (0..size_of::<Stretch>()).step_by(8) {
            let word_here = word(stretch, start);
            found |= equal(word_here, pair.first) & equal(word(later, start), pair.second);
            found |= equal(word_here, b'\\');
        }
        found != 0
    }
}
