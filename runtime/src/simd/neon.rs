//! NEON, which every arm64 processor has.
//!
//! Invariants: this module is compiled for targets with NEON only, so its instructions may be used anywhere in it. Loads
//! stay inside the arrays that the references point to.

#![allow(unused_unsafe, reason = "most of the intrinsics are safe to call here since Rust 1.87")]
#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]
#![allow(clippy::cast_possible_truncation, reason = "takes half of a mask")]
#![allow(clippy::wildcard_imports, reason = "the intrinsics have a prefix of their own")]

use super::portable::Portable;
use super::{Block, Brackets, Masks, Pair, Piece, Stretch, Vectors, Work, before_u};
use core::arch::aarch64::*;

#[derive(Debug, Clone, Copy)]
pub(super) struct Neon;

impl Vectors for Neon {
    #[inline(never)]
    fn apart<W: Work>(self, work: W) -> W::Output {
        work.run(self)
    }

    #[inline(always)]
    fn masks(self, block: &Block) -> Masks {
        let parts = load(block);
        let structure = parts.map(|part| {
            let folded = fold(part);
            // SAFETY: the target has NEON.
            unsafe { vorrq_u8(same(part, b':'), vorrq_u8(same(folded, b'{'), same(folded, b'}'))) }
        });
        Masks { quotes: places(parts, b'"'), backslashes: places(parts, b'\\'), structure: gather(structure) }
    }

    #[inline(always)]
    fn brackets(self, block: &Block) -> Brackets {
        let folded = load(block).map(fold);
        Brackets { opens: places(folded, b'{'), closes: places(folded, b'}') }
    }

    #[inline(always)]
    fn parity(self, bits: u64) -> u64 {
        Portable.parity(bits)
    }

    #[inline(always)]
    fn differences(self, one: &Piece, other: &Piece) -> u32 {
        let ([one_low, one_high], [other_low, other_high]) = (load(one), load(other));
        // SAFETY: the target has NEON.
        let parts =
            unsafe { [vceqq_u8(one_low, other_low), vceqq_u8(one_high, other_high), vdupq_n_u8(0), vdupq_n_u8(0)] };
        !(gather(parts) as u32)
    }

    #[inline(always)]
    fn string_ends(self, block: &Block) -> u64 {
        let parts = load(block);
        let ends = parts.map(|part| {
            // SAFETY: the target has NEON.
            unsafe {
                let control = vcltq_u8(part, vdupq_n_u8(0x20));
                let not_ascii = vcgeq_u8(part, vdupq_n_u8(0x80));
                vorrq_u8(vorrq_u8(control, not_ascii), vorrq_u8(same(part, b'"'), same(part, b'\\')))
            }
        });
        gather(ends)
    }

    #[inline(always)]
    fn escape_or_pair(self, block: &Block, later: &Block, pair: Pair) -> u64 {
        let (parts, later) = (load(block), load(later));
        let pairs = places(parts, pair.first) & places(later, pair.second);
        pairs | before_u(places(parts, b'\\'), places(parts, b'u'))
    }

    #[inline(always)]
    fn has_backslash_or_pair(self, stretch: &Stretch, later: &Stretch, pair: Pair) -> bool {
        let (parts, later): ([_; 8], [_; 8]) = (load(stretch), load(later));
        // SAFETY: the target has NEON.
        unsafe {
            let mut found = vdupq_n_u8(0);
            for (part, later) in parts.into_iter().zip(later) {
                let both = vandq_u8(same(part, pair.first), same(later, pair.second));
                found = vorrq_u8(found, vorrq_u8(both, same(part, b'\\')));
            }
            vmaxvq_u8(found) != 0
        }
    }
}

/// Bytes as vectors. Those behind the last whole vector are left out.
#[inline(always)]
fn load<const BYTES: usize, const PARTS: usize>(bytes: &[u8; BYTES]) -> [uint8x16_t; PARTS] {
    const { assert!(BYTES == 16 * PARTS) };
    // SAFETY: the target has NEON; the 16 bytes from each start are inside the array.
    core::array::from_fn(|part| unsafe { vld1q_u8(bytes.as_ptr().add(16 * part)) })
}

/// Makes `[` to `{` and `]` to `}`, and nothing else to either.
#[inline(always)]
fn fold(part: uint8x16_t) -> uint8x16_t {
    // SAFETY: the target has NEON.
    unsafe { vorrq_u8(part, vdupq_n_u8(0x20)) }
}

/// All ones where a byte stands among 16.
#[inline(always)]
fn same(part: uint8x16_t, byte: u8) -> uint8x16_t {
    // SAFETY: the target has NEON.
    unsafe { vceqq_u8(part, vdupq_n_u8(byte)) }
}

/// Where a byte stands among 64.
#[inline(always)]
fn places(parts: [uint8x16_t; 4], byte: u8) -> u64 {
    gather(parts.map(|part| same(part, byte)))
}

/// Bytes that are all ones or zero, as bits.
#[inline(always)]
fn gather(parts: [uint8x16_t; 4]) -> u64 {
    const PLACES: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];
    let [places]: [_; 1] = load(&PLACES);
    // Adding neighbours three times makes eight bytes, each with its own bit, to one.
    // SAFETY: the target has NEON.
    unsafe {
        let [first, second, third, fourth] = parts.map(|part| vandq_u8(part, places));
        let quarters = vpaddq_u8(vpaddq_u8(first, second), vpaddq_u8(third, fourth));
        vgetq_lane_u64::<0>(vreinterpretq_u64_u8(vpaddq_u8(quarters, quarters)))
    }
}
