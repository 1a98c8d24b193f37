//! AVX-512, on top of what AVX2 processors have.
//!
//! Invariants: an [`Avx512`] is made only by [`Avx512::detect`], which finds out that the processor has every
//! instruction set that the functions below are compiled for. Loads are unaligned and stay inside the arrays that the
//! references point to.

#![allow(clippy::incompatible_msrv, reason = "the build script leaves this module out where the compiler is older")]
#![allow(clippy::cast_possible_wrap, reason = "bytes are bits, not numbers")]
#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]
#![allow(clippy::wildcard_imports, reason = "the intrinsics have a prefix of their own")]

use super::avx2::{Avx2, STRUCTURE, differences_avx2, parity_clmul};
use super::{Block, Brackets, Masks, Pair, Piece, Stretch, Vectors, Work, before_u};
use core::arch::x86_64::*;

/// Proof that the processor has AVX-512 for bytes, and what AVX2 processors have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Avx512(());

impl Avx512 {
    /// The proof, if the processor has all of it.
    #[inline]
    pub(super) fn detect() -> Option<Self> {
        has_avx512().then_some(Self(()))
    }
}

/// Whether the processor has AVX-512 for bytes, and what AVX2 processors have.
#[cfg(feature = "std")]
#[inline]
fn has_avx512() -> bool {
    static KNOWN: super::known::Known = super::known::Known::new();
    KNOWN.get_or(|| {
        let has = [
            std::is_x86_feature_detected!("avx512f"),
            std::is_x86_feature_detected!("avx512bw"),
            std::is_x86_feature_detected!("avx512vl"),
        ];
        Avx2::detect().is_some() && has == [true; 3]
    })
}

/// Whether the program is compiled for a processor with AVX-512 for bytes, and what AVX2 processors have.
#[cfg(not(feature = "std"))]
fn has_avx512() -> bool {
    Avx2::detect().is_some()
        && cfg!(all(target_feature = "avx512f", target_feature = "avx512bw", target_feature = "avx512vl"))
}

#[inline(never)]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx2,pclmulqdq,bmi1,bmi2,lzcnt,popcnt")]
fn run_avx512<W: Work>(work: W) -> W::Output {
    work.run(Avx512(()))
}

impl Vectors for Avx512 {
    #[inline(always)]
    fn apart<W: Work>(self, work: W) -> W::Output {
        // SAFETY: `self` proves that the processor has what `run_avx512` is compiled for.
        unsafe { run_avx512(work) }
    }

    #[inline(always)]
    fn masks(self, block: &Block) -> Masks {
        // SAFETY: `self` proves that the processor has AVX-512 for bytes.
        unsafe { masks_avx512(block) }
    }

    #[inline(always)]
    fn brackets(self, block: &Block) -> Brackets {
        // SAFETY: `self` proves that the processor has AVX-512 for bytes.
        unsafe { brackets_avx512(block) }
    }

    #[inline(always)]
    fn parity(self, bits: u64) -> u64 {
        // SAFETY: `self` proves that the processor has carry-less multiplication.
        unsafe { parity_clmul(bits) }
    }

    #[inline(always)]
    fn differences(self, one: &Piece, other: &Piece) -> u32 {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { differences_avx2(one, other) }
    }

    #[inline(always)]
    fn string_ends(self, block: &Block) -> u64 {
        // SAFETY: `self` proves that the processor has AVX-512 for bytes.
        unsafe { string_ends_avx512(block) }
    }

    #[inline(always)]
    fn escape_or_pair(self, block: &Block, later: &Block, pair: Pair) -> u64 {
        // SAFETY: `self` proves that the processor has AVX-512 for bytes.
        unsafe { escape_or_pair_avx512(block, later, pair) }
    }

    #[inline(always)]
    fn has_backslash_or_pair(self, stretch: &Stretch, later: &Stretch, pair: Pair) -> bool {
        // SAFETY: `self` proves that the processor has AVX-512 for bytes.
        unsafe { has_backslash_or_pair_avx512(stretch, later, pair) }
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn masks_avx512(block: &Block) -> Masks {
    let bytes = load(block);
    // SAFETY: the table has 16 bytes.
    let table = _mm512_broadcast_i32x4(unsafe { _mm_loadu_si128(STRUCTURE.as_ptr().cast()) });
    // For each byte the colon or folded bracket that ends with the same four bits, or zero.
    let structure = _mm512_shuffle_epi8(table, bytes);
    Masks {
        quotes: equal(bytes, b'"'),
        backslashes: equal(bytes, b'\\'),
        structure: _mm512_cmpeq_epi8_mask(fold(bytes), structure),
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn brackets_avx512(block: &Block) -> Brackets {
    let folded = fold(load(block));
    Brackets { opens: equal(folded, b'{'), closes: equal(folded, b'}') }
}

/// Makes `[` to `{` and `]` to `}`, and nothing else to either.
#[inline]
#[target_feature(enable = "avx512f")]
fn fold(bytes: __m512i) -> __m512i {
    _mm512_or_si512(bytes, _mm512_set1_epi8(0x20))
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn string_ends_avx512(block: &Block) -> u64 {
    let bytes = load(block);
    // As signed numbers, what is not ASCII is below 0x20 too.
    let low = _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(0x20));
    equal(bytes, b'"') | equal(bytes, b'\\') | low
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn escape_or_pair_avx512(block: &Block, later: &Block, pair: Pair) -> u64 {
    let (bytes, later) = (load(block), load(later));
    let pairs = equal(bytes, pair.first) & equal(later, pair.second);
    pairs | before_u(equal(bytes, b'\\'), equal(bytes, b'u'))
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn has_backslash_or_pair_avx512(stretch: &Stretch, later: &Stretch, pair: Pair) -> bool {
    let mut found = 0;
    for start in (0..size_of::<Stretch>()).step_by(size_of::<Block>()) {
        // SAFETY: the 64 bytes from each start are inside the stretches.
        let (bytes, later) = unsafe {
            let at = |stretch: &Stretch| _mm512_loadu_si512(stretch.as_ptr().add(start).cast());
            (at(stretch), at(later))
        };
        found |= equal(bytes, b'\\') | (equal(bytes, pair.first) & equal(later, pair.second));
    }
    found != 0
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(block: &Block) -> __m512i {
    // SAFETY: the block has 64 bytes.
    unsafe { _mm512_loadu_si512(block.as_ptr().cast()) }
}

/// Where a byte stands among 64.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn equal(bytes: __m512i, byte: u8) -> u64 {
    _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte as i8))
}
