//! AVX-512, together with the features of AVX2 processors.
//!
//! Invariants: an [`Avx512`] is created only by [`Avx512::detect`], which checks that the processor has every feature
//! used here. Loads are unaligned and stay inside the arrays that they read from.

#![allow(clippy::incompatible_msrv, reason = "the build script excludes this module on older compilers")]
#![allow(clippy::cast_possible_wrap, reason = "bytes are bit patterns")]
#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]
#![allow(clippy::wildcard_imports, reason = "every intrinsic has a recognisable prefix")]

use super::algorithm::{self, Registers, compile_for};
use super::avx2::{Avx2, STRUCTURE};
#[cfg(feature = "std")]
use super::feature_cache::FeatureCache;
use super::{Block, Brackets, BytePair, DoubleBlock, HalfBlock, Masks, StringMasks, Vectors, Work};
use core::arch::x86_64::*;

/// Proof that the processor has AVX-512 with byte operations, and the features of [`Avx2`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Avx512(Avx2);

impl Avx512 {
    /// Returns the proof if the processor has the AVX-512 features as well.
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

/// Without `std`: whether the program is compiled for a processor that has the AVX-512 features.
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
        // SAFETY: `self` proves that the processor has AVX-512F; the block has the 64 bytes that are loaded.
        unsafe { _mm512_loadu_si512(block.as_ptr().cast()) }
    }

    #[inline(always)]
    fn equal(self, bytes: __m512i, byte: u8) -> u64 {
        // SAFETY: `self` proves that the processor has AVX-512BW.
        unsafe { _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte as i8)) }
    }

    #[inline(always)]
    fn control_or_not_ascii(self, bytes: __m512i) -> u64 {
        // The comparison is signed, so bytes that are not ASCII are negative and therefore also below 0x20.
        // SAFETY: `self` proves that the processor has AVX-512BW.
        unsafe { _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(0x20)) }
    }

    #[inline(always)]
    fn fold_brackets(self, bytes: __m512i) -> __m512i {
        // SAFETY: `self` proves that the processor has AVX-512F.
        unsafe { _mm512_or_si512(bytes, _mm512_set1_epi8(0x20)) }
    }

    /// Compares each byte with the colon or folded bracket that has the same low four bits.
    #[inline(always)]
    fn structure(self, bytes: __m512i) -> u64 {
        // SAFETY: `self` proves that the processor has AVX-512BW; the table has the 16 bytes that are loaded.
        unsafe {
            let table = _mm512_broadcast_i32x4(_mm_loadu_si128(STRUCTURE.as_ptr().cast()));
            _mm512_cmpeq_epi8_mask(self.fold_brackets(bytes), _mm512_shuffle_epi8(table, bytes))
        }
    }

    #[inline(always)]
    fn and(self, left: u64, right: u64) -> u64 {
        left & right
    }

    #[inline(always)]
    fn or(self, left: u64, right: u64) -> u64 {
        left | right
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
    fn compare(self, left: &HalfBlock, right: &HalfBlock) -> u32 {
        self.0.compare(left, right)
    }

    #[inline(always)]
    fn prefix_parity(self, bits: u64) -> u64 {
        self.0.prefix_parity(bits)
    }
}
