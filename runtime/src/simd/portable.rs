//! The operations without vector instructions, on eight bytes at a time in a 64-bit word.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]
#![allow(clippy::cast_possible_truncation, reason = "keeps the low half of the mask")]

use super::algorithm::Registers;
use super::{Block, HalfBlock, Vectors};
use core::array::from_fn;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Portable;

const ONES: u64 = 0x0101_0101_0101_0101;
const LOW_SEVEN: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// Splits bytes into words of eight.
#[inline(always)]
fn words<const WORDS: usize>(bytes: &[u8]) -> [u64; WORDS] {
    from_fn(|word| bytes.get(8 * word..).and_then(<[u8]>::first_chunk).map_or(0, |eight| u64::from_le_bytes(*eight)))
}

/// Returns a word in which only the highest bit of each byte that is zero in `word` is set.
#[inline(always)]
fn zeros(word: u64) -> u64 {
    !(((word & LOW_SEVEN) + LOW_SEVEN) | word | LOW_SEVEN)
}

/// Collects the highest bit of each byte in the lowest eight bits of the result. All other bits of `highest` must be
/// zero.
#[inline(always)]
fn gather(highest: u64) -> u64 {
    (highest >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

impl Vectors for Portable {}

/// In a mask, the highest bit of each marked byte is set.
impl Registers for Portable {
    type Bytes = [u64; 8];
    type Mask = [u64; 8];

    #[inline(always)]
    fn load(self, block: &Block) -> [u64; 8] {
        words(block)
    }

    #[inline(always)]
    fn equal(self, bytes: [u64; 8], byte: u8) -> [u64; 8] {
        bytes.map(|word| zeros(word ^ (ONES * u64::from(byte))))
    }

    #[inline(always)]
    fn control_or_not_ascii(self, bytes: [u64; 8]) -> [u64; 8] {
        // In bytes below 0x20, none of the three highest bits is set.
        bytes.map(|word| zeros(word & (ONES * 0xe0)) | (word & !LOW_SEVEN))
    }

    #[inline(always)]
    fn fold_brackets(self, bytes: [u64; 8]) -> [u64; 8] {
        bytes.map(|word| word | (ONES * 0x20))
    }

    #[inline(always)]
    fn and(self, left: [u64; 8], right: [u64; 8]) -> [u64; 8] {
        from_fn(|word| left[word] & right[word])
    }

    #[inline(always)]
    fn or(self, left: [u64; 8], right: [u64; 8]) -> [u64; 8] {
        from_fn(|word| left[word] | right[word])
    }

    #[inline(always)]
    fn bits(self, mask: [u64; 8]) -> u64 {
        (0..).zip(mask).fold(0, |bits, (index, word)| bits | gather(word) << (8 * index))
    }

    #[inline(always)]
    fn any(self, mask: [u64; 8]) -> bool {
        mask != [0; 8]
    }

    #[inline(always)]
    fn compare(self, left: &HalfBlock, right: &HalfBlock) -> u32 {
        let (left, right): ([_; 4], [_; 4]) = (words(left), words(right));
        let pairs = left.into_iter().zip(right);
        !(0..).zip(pairs).fold(0, |same, (index, (left, right))| same | gather(zeros(left ^ right)) << (8 * index))
            as u32
    }
}
