//! NEON, which every arm64 processor has.
//!
//! Invariants: this module is compiled only for targets with NEON, so NEON instructions are always available here.
//! Loads stay inside the arrays that they read from.

#![allow(unused_unsafe, reason = "most intrinsics are safe to call here since Rust 1.87")]
#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]
#![allow(clippy::cast_possible_truncation, reason = "keeps the low half of the mask")]
#![allow(clippy::wildcard_imports, reason = "every intrinsic has a recognisable prefix")]

use super::algorithm::Registers;
use super::{Block, HalfBlock, Vectors};
use core::arch::aarch64::*;
use core::array::from_fn;

#[derive(Debug, Clone, Copy)]
pub(super) struct Neon;

impl Vectors for Neon {}

impl Registers for Neon {
    type Bytes = [uint8x16_t; 4];
    type Mask = [uint8x16_t; 4];

    #[inline(always)]
    fn load(self, block: &Block) -> [uint8x16_t; 4] {
        load(block)
    }

    #[inline(always)]
    fn equal(self, bytes: [uint8x16_t; 4], byte: u8) -> [uint8x16_t; 4] {
        // SAFETY: the target has NEON.
        bytes.map(|vector| unsafe { vceqq_u8(vector, vdupq_n_u8(byte)) })
    }

    #[inline(always)]
    fn control_or_not_ascii(self, bytes: [uint8x16_t; 4]) -> [uint8x16_t; 4] {
        // SAFETY: the target has NEON.
        bytes.map(|vector| unsafe { vorrq_u8(vcltq_u8(vector, vdupq_n_u8(0x20)), vcgeq_u8(vector, vdupq_n_u8(0x80))) })
    }

    #[inline(always)]
    fn fold_brackets(self, bytes: [uint8x16_t; 4]) -> [uint8x16_t; 4] {
        // SAFETY: the target has NEON.
        bytes.map(|vector| unsafe { vorrq_u8(vector, vdupq_n_u8(0x20)) })
    }

    #[inline(always)]
    fn and(self, left: [uint8x16_t; 4], right: [uint8x16_t; 4]) -> [uint8x16_t; 4] {
        // SAFETY: the target has NEON.
        from_fn(|index| unsafe { vandq_u8(left[index], right[index]) })
    }

    #[inline(always)]
    fn or(self, left: [uint8x16_t; 4], right: [uint8x16_t; 4]) -> [uint8x16_t; 4] {
        // SAFETY: the target has NEON.
        from_fn(|index| unsafe { vorrq_u8(left[index], right[index]) })
    }

    #[inline(always)]
    fn bits(self, mask: [uint8x16_t; 4]) -> u64 {
        const BITS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];
        let [bits_by_lane]: [_; 1] = load(&BITS);
        // Three rounds of adding neighbours combine eight bytes, each with a different bit, into one byte.
        // SAFETY: the target has NEON.
        unsafe {
            let [first, second, third, fourth] = mask.map(|vector| vandq_u8(vector, bits_by_lane));
            let quarters = vpaddq_u8(vpaddq_u8(first, second), vpaddq_u8(third, fourth));
            vgetq_lane_u64::<0>(vreinterpretq_u64_u8(vpaddq_u8(quarters, quarters)))
        }
    }

    #[inline(always)]
    fn any(self, [first, second, third, fourth]: [uint8x16_t; 4]) -> bool {
        // SAFETY: the target has NEON.
        unsafe { vmaxvq_u8(vorrq_u8(vorrq_u8(first, second), vorrq_u8(third, fourth))) != 0 }
    }

    #[inline(always)]
    fn compare(self, left: &HalfBlock, right: &HalfBlock) -> u32 {
        let ([left_low, left_high], [right_low, right_high]) = (load(left), load(right));
        // SAFETY: the target has NEON.
        let same =
            unsafe { [vceqq_u8(left_low, right_low), vceqq_u8(left_high, right_high), vdupq_n_u8(0), vdupq_n_u8(0)] };
        !(self.bits(same) as u32)
    }
}

/// Loads bytes as vectors.
#[inline(always)]
fn load<const BYTES: usize, const PARTS: usize>(bytes: &[u8; BYTES]) -> [uint8x16_t; PARTS] {
    const { assert!(BYTES == 16 * PARTS) };
    // SAFETY: the target has NEON; the assertion above keeps each load of 16 bytes inside the array.
    from_fn(|index| unsafe { vld1q_u8(bytes.as_ptr().add(16 * index)) })
}
