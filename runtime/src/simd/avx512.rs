//! AVX-512, on top of what AVX2 processors have.
//!
//! Invariants: an [`Avx512`] is made only by [`Avx512::detect`], which finds out that the processor has every
//! instruction set that is used here. Loads are unaligned and stay inside the arrays that the references point to.

#![allow(clippy::incompatible_msrv, reason = "the build script leaves this module out where the compiler is older")]
#![allow(clippy::cast_possible_wrap, reason = "bytes are bits, not numbers")]
#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]
#![allow(clippy::wildcard_imports, reason = "the intrinsics have a prefix of their own")]

use super::algorithm::{self, Registers, compile_for};
use super::avx2::{Avx2, STRUCTURE};
#[cfg(feature = "std")]
use super::feature_cache::FeatureCache;
use super::{Block, Brackets, BytePair, DoubleBlock, HalfBlock, Masks, Vectors, Work};
use core::arch::x86_64::*;

/// Proof that the processor has AVX-512 for bytes, and what AVX2 processors have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Avx512(Avx2);

impl Avx512 {
    /// The proof, if a processor with AVX2 has all of it.
    #[inline]
    pub(super) fn detect(avx2: Avx2) -> Option<Self> {
        has_avx512().then_some(Self(avx2))
    }
}

#[cfg(feature = "std")]
#[inline]
fn has_avx512() -> bool {
    static HAS_FEATURES: FeatureCache = FeatureCache::new();
    HAS_FEATURES.get_or_detect(|| {
        std::is_x86_feature_detected!("avx512f")
            && std::is_x86_feature_detected!("avx512bw")
            && std::is_x86_feature_detected!("avx512vl")
    })
}

/// Without `std`: whether the program is compiled for a processor that has it.
#[cfg(not(feature = "std"))]
fn has_avx512() -> bool {
    cfg!(all(target_feature = "avx512f", target_feature = "avx512bw", target_feature = "avx512vl"))
}

compile_for!(Avx512, "avx512f,avx512bw,avx512vl,avx2,pclmulqdq,bmi1,bmi2,lzcnt,popcnt");

impl Registers for Avx512 {
    type Bytes = __m512i;
    type Mask = u64;

    #[inline(always)]
    fn load(self, block: &Block) -> __m512i {
        // SAFETY: the processor has AVX-512; the block has 64 bytes.
        unsafe { _mm512_loadu_si512(block.as_ptr().cast()) }
    }

    #[inline(always)]
    fn equal(self, bytes: __m512i, byte: u8) -> u64 {
        // SAFETY: the processor has AVX-512 for bytes.
        unsafe { _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte as i8)) }
    }

    #[inline(always)]
    fn control_or_not_ascii(self, bytes: __m512i) -> u64 {
        // As signed numbers, bytes that are not ASCII are below 0x20 too.
        // SAFETY: the processor has AVX-512 for bytes.
        unsafe { _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(0x20)) }
    }

    #[inline(always)]
    fn fold_brackets(self, bytes: __m512i) -> __m512i {
        // SAFETY: the processor has AVX-512.
        unsafe { _mm512_or_si512(bytes, _mm512_set1_epi8(0x20)) }
    }

    /// Compares each byte with the colon or folded bracket that ends with the same four bits.
    #[inline(always)]
    fn structure(self, bytes: __m512i) -> u64 {
        // SAFETY: the processor has AVX-512 for bytes; the table has 16 bytes.
        unsafe {
            let table = _mm512_broadcast_i32x4(_mm_loadu_si128(STRUCTURE.as_ptr().cast()));
            _mm512_cmpeq_epi8_mask(self.fold_brackets(bytes), _mm512_shuffle_epi8(table, bytes))
        }
    }

    #[inline(always)]
    fn and(self, one: u64, other: u64) -> u64 {
        one & other
    }

    #[inline(always)]
    fn or(self, one: u64, other: u64) -> u64 {
        one | other
    }

    #[inline(always)]
    fn bits(self, mask: u64) -> u64 {
        mask
    }

    #[inline(always)]
    fn any(self, mask: u64) -> bool {
        mask != 0
    }

    #[inline(always)]
    fn compare(self, one: &HalfBlock, other: &HalfBlock) -> u32 {
        self.0.compare(one, other)
    }

    #[inline(always)]
    fn prefix_parity(self, bits: u64) -> u64 {
        self.0.prefix_parity(bits)
    }
}
