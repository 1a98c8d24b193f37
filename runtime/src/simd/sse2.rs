//! SSE2, which every x86-64 processor has.
//!
//! Invariants: loads are unaligned and stay inside the arrays that they read from.

#![allow(unused_unsafe, reason = "most intrinsics are safe to call here since Rust 1.87")]
#![allow(clippy::cast_possible_wrap, clippy::cast_sign_loss, reason = "masks and bytes are bit patterns")]
#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]
#![allow(clippy::wildcard_imports, reason = "every intrinsic has a recognisable prefix")]

use super::algorithm::Registers;
use super::{Block, HalfBlock, Vectors};
use core::arch::x86_64::*;
use core::array::from_fn;

#[derive(Debug, Clone, Copy)]
pub(super) struct Sse2;

impl Vectors for Sse2 {}

impl Registers for Sse2 {
    type Bytes = [__m128i; 4];
    type Mask = [__m128i; 4];

    #[inline(always)]
    fn load(self, block: &Block) -> [__m128i; 4] {
        // SAFETY: every x86-64 processor has SSE2; the four loads of 16 bytes are inside the 64 bytes of the block.
        from_fn(|index| unsafe { _mm_loadu_si128(block.as_ptr().add(16 * index).cast()) })
    }

    #[inline(always)]
    fn equal(self, bytes: [__m128i; 4], byte: u8) -> [__m128i; 4] {
        // SAFETY: every x86-64 processor has SSE2.
        bytes.map(|vector| unsafe { _mm_cmpeq_epi8(vector, _mm_set1_epi8(byte as i8)) })
    }

    #[inline(always)]
    fn control_or_not_ascii(self, bytes: [__m128i; 4]) -> [__m128i; 4] {
        // The comparison is signed, so bytes that are not ASCII are negative and therefore also below 0x20.
        // SAFETY: every x86-64 processor has SSE2.
        bytes.map(|vector| unsafe { _mm_cmplt_epi8(vector, _mm_set1_epi8(0x20)) })
    }

    #[inline(always)]
    fn fold_brackets(self, bytes: [__m128i; 4]) -> [__m128i; 4] {
        // SAFETY: every x86-64 processor has SSE2.
        bytes.map(|vector| unsafe { _mm_or_si128(vector, _mm_set1_epi8(0x20)) })
    }

    #[inline(always)]
    fn and(self, left: [__m128i; 4], right: [__m128i; 4]) -> [__m128i; 4] {
        // SAFETY: every x86-64 processor has SSE2.
        from_fn(|index| unsafe { _mm_and_si128(left[index], right[index]) })
    }

    #[inline(always)]
    fn or(self, left: [__m128i; 4], right: [__m128i; 4]) -> [__m128i; 4] {
        // SAFETY: every x86-64 processor has SSE2.
        from_fn(|index| unsafe { _mm_or_si128(left[index], right[index]) })
    }

    #[inline(always)]
    fn bits(self, mask: [__m128i; 4]) -> u64 {
        // SAFETY: every x86-64 processor has SSE2.
        let [first, second, third, fourth] = mask.map(|vector| u64::from(unsafe { _mm_movemask_epi8(vector) } as u32));
        first | second << 16 | third << 32 | fourth << 48
    }

    #[inline(always)]
    fn any(self, [first, second, third, fourth]: [__m128i; 4]) -> bool {
        // SAFETY: every x86-64 processor has SSE2.
        unsafe { _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(first, second), _mm_or_si128(third, fourth))) != 0 }
    }

    #[inline(always)]
    fn compare(self, left: &HalfBlock, right: &HalfBlock) -> u32 {
        let same = |start: usize| {
            // SAFETY: every x86-64 processor has SSE2; `start` is 0 or 16, so both loads of 16 bytes are inside the 32
            // bytes.
            unsafe {
                let left = _mm_loadu_si128(left.as_ptr().add(start).cast());
                let right = _mm_loadu_si128(right.as_ptr().add(start).cast());
                _mm_movemask_epi8(_mm_cmpeq_epi8(left, right)) as u32
            }
        };
        !(same(0) | same(16) << 16)
    }
}
