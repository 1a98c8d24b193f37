//! SSE2, which is part of x86-64.
//!
//! Invariants: loads are unaligned and stay inside the arrays that the references point to.

#![allow(unused_unsafe, reason = "most of the intrinsics are safe to call here since Rust 1.87")]
#![allow(clippy::cast_possible_wrap, clippy::cast_sign_loss, reason = "masks and bytes are bits, not numbers")]
#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]
#![allow(clippy::wildcard_imports, reason = "the intrinsics have a prefix of their own")]

use super::portable::Portable;
use super::{Block, Brackets, Masks, Pair, Piece, Stretch, Vectors, Work, before_u};
use core::arch::x86_64::*;

#[derive(Debug, Clone, Copy)]
pub(super) struct Sse2;

impl Vectors for Sse2 {
    #[inline(never)]
    fn apart<W: Work>(self, work: W) -> W::Output {
        work.run(self)
    }

    #[inline(always)]
    fn masks(self, block: &Block) -> Masks {
        let mut masks = Masks::default();
        for start in (0..64).step_by(16) {
            // SAFETY: SSE2 is part of x86-64; the 16 bytes from `start` are inside the block.
            unsafe {
                let bytes = _mm_loadu_si128(block.as_ptr().add(start).cast());
                let folded = fold_sse2(bytes);
                let brackets = _mm_or_si128(same_sse2(folded, b'{'), same_sse2(folded, b'}'));
                let structure = _mm_or_si128(same_sse2(bytes, b':'), brackets);
                masks.quotes |= equal_sse2(bytes, b'"') << start;
                masks.backslashes |= equal_sse2(bytes, b'\\') << start;
                masks.structure |= u64::from(_mm_movemask_epi8(structure) as u32) << start;
            }
        }
        masks
    }

    #[inline(always)]
    fn brackets(self, block: &Block) -> Brackets {
        let mut brackets = Brackets::default();
        for start in (0..64).step_by(16) {
            // SAFETY: SSE2 is part of x86-64; the 16 bytes from `start` are inside the block.
            unsafe {
                let folded = fold_sse2(_mm_loadu_si128(block.as_ptr().add(start).cast()));
                brackets.opens |= equal_sse2(folded, b'{') << start;
                brackets.closes |= equal_sse2(folded, b'}') << start;
            }
        }
        brackets
    }

    #[inline(always)]
    fn parity(self, bits: u64) -> u64 {
        Portable.parity(bits)
    }

    #[inline(always)]
    fn differences(self, one: &Piece, other: &Piece) -> u32 {
        let mut same = 0;
        for start in [0, 16] {
            // SAFETY: SSE2 is part of x86-64; the 16 bytes from `start` are inside the pieces.
            unsafe {
                let one = _mm_loadu_si128(one.as_ptr().add(start).cast());
                let other = _mm_loadu_si128(other.as_ptr().add(start).cast());
                same |= (_mm_movemask_epi8(_mm_cmpeq_epi8(one, other)) as u32) << start;
            }
        }
        !same
    }

    #[inline(always)]
    fn string_ends(self, block: &Block) -> u64 {
        let mut ends = 0;
        for start in (0..64).step_by(16) {
            // SAFETY: SSE2 is part of x86-64; the 16 bytes from `start` are inside the block.
            unsafe {
                let bytes = _mm_loadu_si128(block.as_ptr().add(start).cast());
                // As signed numbers, what is not ASCII is below 0x20 too.
                let low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
                let low = u64::from(_mm_movemask_epi8(low) as u32);
                ends |= (equal_sse2(bytes, b'"') | equal_sse2(bytes, b'\\') | low) << start;
            }
        }
        ends
    }

    #[inline(always)]
    fn escape_or_pair(self, block: &Block, later: &Block, pair: Pair) -> u64 {
        let (mut pairs, mut backslashes, mut u) = (0, 0, 0);
        for start in (0..64).step_by(16) {
            // SAFETY: SSE2 is part of x86-64; the 16 bytes from `start` are inside the blocks.
            unsafe {
                let bytes = _mm_loadu_si128(block.as_ptr().add(start).cast());
                let later = _mm_loadu_si128(later.as_ptr().add(start).cast());
                pairs |= (equal_sse2(bytes, pair.first) & equal_sse2(later, pair.second)) << start;
                backslashes |= equal_sse2(bytes, b'\\') << start;
                u |= equal_sse2(bytes, b'u') << start;
            }
        }
        pairs | before_u(backslashes, u)
    }

    #[inline(always)]
    fn has_backslash_or_pair(self, stretch: &Stretch, later: &Stretch, pair: Pair) -> bool {
        // SAFETY: SSE2 is part of x86-64; the 16 bytes from each start are inside the stretches.
        unsafe {
            let mut found = _mm_setzero_si128();
            for start in (0..size_of::<Stretch>()).step_by(16) {
                let bytes = _mm_loadu_si128(stretch.as_ptr().add(start).cast());
                let later = _mm_loadu_si128(later.as_ptr().add(start).cast());
                let both = _mm_and_si128(same_sse2(bytes, pair.first), same_sse2(later, pair.second));
                let escape = same_sse2(bytes, b'\\');
                found = _mm_or_si128(found, _mm_or_si128(both, escape));
            }
            _mm_movemask_epi8(found) != 0
        }
    }
}

/// Makes `[` to `{` and `]` to `}`, and nothing else to either.
///
/// # Safety
/// None is needed: SSE2 is part of x86-64.
#[inline(always)]
unsafe fn fold_sse2(bytes: __m128i) -> __m128i {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { _mm_or_si128(bytes, _mm_set1_epi8(0x20)) }
}

/// Where a byte stands among 16.
///
/// # Safety
/// None is needed: SSE2 is part of x86-64.
#[inline(always)]
unsafe fn equal_sse2(bytes: __m128i, byte: u8) -> u64 {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { u64::from(_mm_movemask_epi8(same_sse2(bytes, byte)) as u32) }
}

/// All ones where a byte stands among 16.
///
/// # Safety
/// None is needed: SSE2 is part of x86-64.
#[inline(always)]
unsafe fn same_sse2(bytes: __m128i, byte: u8) -> __m128i {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte as i8)) }
}
