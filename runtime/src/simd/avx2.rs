//! AVX2, together with the bit manipulation instructions of AVX2 processors.
//!
//! Invariants: an [`Avx2`] is created only by [`Avx2::detect`], which checks that the processor has every feature used
//! here. Loads are unaligned and stay inside the arrays that they read from.

#![allow(unused_unsafe, reason = "most intrinsics are safe to call here since Rust 1.87")]
#![allow(clippy::cast_possible_wrap, clippy::cast_sign_loss, reason = "masks and bytes are bit patterns")]
#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]
#![allow(clippy::wildcard_imports, reason = "every intrinsic has a recognisable prefix")]

use super::algorithm::{self, Registers, compile_for};
#[cfg(feature = "std")]
use super::feature_cache::FeatureCache;
use super::{Block, Brackets, BytePair, DoubleBlock, HalfBlock, Masks, StringMasks, Vectors, Work};
use core::arch::x86_64::*;

/// Proof that the processor has AVX2, carry-less multiplication and the bit manipulation instructions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Avx2(());

impl Avx2 {
    /// Returns the proof if the processor has all of these features.
    #[inline]
    pub(super) fn detect() -> Option<Self> {
        has_avx2().then_some(Self(()))
    }
}

#[cfg(feature = "std")]
#[inline]
fn has_avx2() -> bool {
    static HAS_FEATURES: FeatureCache = FeatureCache::new();
    HAS_FEATURES.get_or_detect(|| {
        std::is_x86_feature_detected!("avx2")
            && std::is_x86_feature_detected!("pclmulqdq")
            && std::is_x86_feature_detected!("bmi1")
            && std::is_x86_feature_detected!("bmi2")
            && std::is_x86_feature_detected!("lzcnt")
            && std::is_x86_feature_detected!("popcnt")
    })
}

/// Without `std`: whether the program is compiled for a processor that has all of these features.
#[cfg(not(feature = "std"))]
fn has_avx2() -> bool {
    cfg!(all(
        target_feature = "avx2",
        target_feature = "pclmulqdq",
        target_feature = "bmi1",
        target_feature = "bmi2",
        target_feature = "lzcnt",
        target_feature = "popcnt"
    ))
}

compile_for!(Avx2, "avx2,pclmulqdq,bmi1,bmi2,lzcnt,popcnt");

/// Lookup table that is indexed by the low four bits of a byte. It has the colon or folded bracket with these bits,
/// otherwise zero.
pub(super) const STRUCTURE: [u8; 16] = *b"\0\0\0\0\0\0\0\0\0\0:{\0}\0\0";

impl Registers for Avx2 {
    type Bytes = [__m256i; 2];
    type Mask = [__m256i; 2];

    #[inline(always)]
    fn load(self, block: &Block) -> [__m256i; 2] {
        let start: *const __m256i = block.as_ptr().cast();
        // SAFETY: `self` proves that the processor has AVX2; both loads are inside the 64 bytes of the block.
        unsafe { [_mm256_loadu_si256(start), _mm256_loadu_si256(start.add(1))] }
    }

    #[inline(always)]
    fn equal(self, [low, high]: [__m256i; 2], byte: u8) -> [__m256i; 2] {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe {
            let wanted = _mm256_set1_epi8(byte as i8);
            [_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(high, wanted)]
        }
    }

    #[inline(always)]
    fn control_or_not_ascii(self, [low, high]: [__m256i; 2]) -> [__m256i; 2] {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe {
            // The comparison is signed, so bytes that are not ASCII are negative and therefore also below 0x20.
            let limit = _mm256_set1_epi8(0x20);
            [_mm256_cmpgt_epi8(limit, low), _mm256_cmpgt_epi8(limit, high)]
        }
    }

    #[inline(always)]
    fn fold_brackets(self, bytes: [__m256i; 2]) -> [__m256i; 2] {
        // SAFETY: `self` proves that the processor has AVX2.
        self.or(bytes, [unsafe { _mm256_set1_epi8(0x20) }; 2])
    }

    /// Compares each byte with the colon or folded bracket that has the same low four bits.
    #[inline(always)]
    fn structure(self, bytes: [__m256i; 2]) -> [__m256i; 2] {
        let [low, high] = bytes;
        let [folded_low, folded_high] = self.fold_brackets(bytes);
        // SAFETY: `self` proves that the processor has AVX2; the table has the 16 bytes that are loaded.
        unsafe {
            let table = _mm256_broadcastsi128_si256(_mm_loadu_si128(STRUCTURE.as_ptr().cast()));
            [
                _mm256_cmpeq_epi8(folded_low, _mm256_shuffle_epi8(table, low)),
                _mm256_cmpeq_epi8(folded_high, _mm256_shuffle_epi8(table, high)),
            ]
        }
    }

    #[inline(always)]
    fn and(self, left: [__m256i; 2], right: [__m256i; 2]) -> [__m256i; 2] {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { [_mm256_and_si256(left[0], right[0]), _mm256_and_si256(left[1], right[1])] }
    }

    #[inline(always)]
    fn or(self, left: [__m256i; 2], right: [__m256i; 2]) -> [__m256i; 2] {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { [_mm256_or_si256(left[0], right[0]), _mm256_or_si256(left[1], right[1])] }
    }

    #[inline(always)]
    fn bits(self, [low, high]: [__m256i; 2]) -> u64 {
        // SAFETY: `self` proves that the processor has AVX2.
        let (low, high) = unsafe { (_mm256_movemask_epi8(low) as u32, _mm256_movemask_epi8(high) as u32) };
        u64::from(low) | u64::from(high) << 32
    }

    #[inline(always)]
    fn any(self, [low, high]: [__m256i; 2]) -> bool {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe {
            let both = _mm256_or_si256(low, high);
            _mm256_testz_si256(both, both) == 0
        }
    }

    #[inline(always)]
    fn compare(self, left: &HalfBlock, right: &HalfBlock) -> u32 {
        // SAFETY: `self` proves that the processor has AVX2; each half block has the 32 bytes that are loaded.
        unsafe {
            let (left, right) = (_mm256_loadu_si256(left.as_ptr().cast()), _mm256_loadu_si256(right.as_ptr().cast()));
            !_mm256_movemask_epi8(_mm256_cmpeq_epi8(left, right)) as u32
        }
    }

    /// Carry-less multiplication by all ones XORs each bit with all lower bits.
    #[inline(always)]
    fn prefix_parity(self, bits: u64) -> u64 {
        // SAFETY: `self` proves that the processor has carry-less multiplication.
        unsafe {
            let product = _mm_clmulepi64_si128(_mm_set_epi64x(0, bits as i64), _mm_set1_epi8(-1), 0);
            _mm_cvtsi128_si64(product) as u64
        }
    }
}
