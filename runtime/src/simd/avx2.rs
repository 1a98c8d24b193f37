//! AVX2, with the bit manipulation of its time.
//!
//! Invariants: an [`Avx2`] is made only by [`Avx2::detect`], which finds out that the processor has every
//! instruction set that the functions below are compiled for. Loads are unaligned and stay inside the arrays that the
//! references point to.

#![allow(unused_unsafe, reason = "most of the intrinsics are safe to call here since Rust 1.87")]
#![allow(clippy::cast_possible_wrap, clippy::cast_sign_loss, reason = "masks and bytes are bits, not numbers")]
#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]
#![allow(clippy::wildcard_imports, reason = "the intrinsics have a prefix of their own")]

#[cfg(feature = "std")]
use super::known::Known;
use super::{Block, Brackets, Masks, Pair, Piece, Stretch, Vectors, Work, before_u};
use core::arch::x86_64::*;

/// Proof that the processor has AVX2 and the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Avx2(());

impl Avx2 {
    /// The proof, if the processor has all of it.
    #[inline]
    pub(super) fn detect() -> Option<Self> {
        has_avx2().then_some(Self(()))
    }
}

/// Whether the processor has AVX2, carry-less multiplication, and bit manipulation.
#[cfg(feature = "std")]
#[inline]
fn has_avx2() -> bool {
    static KNOWN: Known = Known::new();
    KNOWN.get_or(|| {
        std::is_x86_feature_detected!("avx2")
            && std::is_x86_feature_detected!("pclmulqdq")
            && std::is_x86_feature_detected!("bmi1")
            && std::is_x86_feature_detected!("bmi2")
            && std::is_x86_feature_detected!("lzcnt")
            && std::is_x86_feature_detected!("popcnt")
    })
}

/// Whether the program is compiled for a processor with AVX2, carry-less multiplication, and bit manipulation.
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

#[inline(never)]
#[target_feature(enable = "avx2,pclmulqdq,bmi1,bmi2,lzcnt,popcnt")]
unsafe fn run_avx2<W: Work>(work: W) -> W::Output {
    work.run(Avx2(()))
}

impl Vectors for Avx2 {
    #[inline(always)]
    fn apart<W: Work>(self, work: W) -> W::Output {
        // SAFETY: `self` proves that the processor has what `run_avx2` is compiled for.
        unsafe { run_avx2(work) }
    }

    #[inline(always)]
    fn masks(self, block: &Block) -> Masks {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { masks_avx2(block) }
    }

    #[inline(always)]
    fn brackets(self, block: &Block) -> Brackets {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { brackets_avx2(block) }
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
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { string_ends_avx2(block) }
    }

    #[inline(always)]
    fn escape_or_pair(self, block: &Block, later: &Block, pair: Pair) -> u64 {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { escape_or_pair_avx2(block, later, pair) }
    }

    #[inline(always)]
    fn has_backslash_or_pair(self, stretch: &Stretch, later: &Stretch, pair: Pair) -> bool {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { has_backslash_or_pair_avx2(stretch, later, pair) }
    }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn masks_avx2(block: &Block) -> Masks {
    // SAFETY: the caller has AVX2.
    unsafe {
        let halves = halves_avx2(block);
        let structure = halves.map(|half| _mm256_cmpeq_epi8(fold_avx2(half), structure_avx2(half)));
        Masks {
            quotes: equal_avx2(halves, b'"'),
            backslashes: equal_avx2(halves, b'\\'),
            structure: gather_avx2(structure),
        }
    }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn brackets_avx2(block: &Block) -> Brackets {
    // SAFETY: the caller has AVX2.
    unsafe {
        let folded = halves_avx2(block).map(|half| fold_avx2(half));
        Brackets { opens: equal_avx2(folded, b'{'), closes: equal_avx2(folded, b'}') }
    }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn halves_avx2(block: &Block) -> [__m256i; 2] {
    // SAFETY: both halves are inside the block.
    unsafe { [_mm256_loadu_si256(block.as_ptr().cast()), _mm256_loadu_si256(block.as_ptr().add(32).cast())] }
}

/// Makes `[` to `{` and `]` to `}`, and nothing else to either.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn fold_avx2(bytes: __m256i) -> __m256i {
    // SAFETY: the caller has AVX2.
    unsafe { _mm256_or_si256(bytes, _mm256_set1_epi8(0x20)) }
}

/// For each byte the colon or folded bracket that ends with the same four bits, or zero.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn structure_avx2(bytes: __m256i) -> __m256i {
    // SAFETY: the caller has AVX2; the table has 16 bytes.
    unsafe { _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128(STRUCTURE.as_ptr().cast())), bytes) }
}

/// A colon and the folded brackets at the places that their last four bits number.
pub(super) const STRUCTURE: [u8; 16] = *b"\0\0\0\0\0\0\0\0\0\0:{\0}\0\0";

#[inline]
#[target_feature(enable = "avx2")]
pub(super) unsafe fn differences_avx2(one: &Piece, other: &Piece) -> u32 {
    // SAFETY: the pieces have 32 bytes.
    unsafe {
        let (one, other) = (_mm256_loadu_si256(one.as_ptr().cast()), _mm256_loadu_si256(other.as_ptr().cast()));
        !_mm256_movemask_epi8(_mm256_cmpeq_epi8(one, other)) as u32
    }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn string_ends_avx2(block: &Block) -> u64 {
    // SAFETY: the caller has AVX2.
    unsafe {
        let halves = halves_avx2(block);
        let limit = _mm256_set1_epi8(0x20);
        // As signed numbers, what is not ASCII is below 0x20 too.
        let low = [_mm256_cmpgt_epi8(limit, halves[0]), _mm256_cmpgt_epi8(limit, halves[1])];
        equal_avx2(halves, b'"') | equal_avx2(halves, b'\\') | gather_avx2(low)
    }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn escape_or_pair_avx2(block: &Block, later: &Block, pair: Pair) -> u64 {
    // SAFETY: the caller has AVX2.
    unsafe {
        let halves = halves_avx2(block);
        let later = halves_avx2(later);
        let pairs = equal_avx2(halves, pair.first) & equal_avx2(later, pair.second);
        pairs | before_u(equal_avx2(halves, b'\\'), equal_avx2(halves, b'u'))
    }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn has_backslash_or_pair_avx2(stretch: &Stretch, later: &Stretch, pair: Pair) -> bool {
    // SAFETY: the 32 bytes from each start are inside the stretches.
    unsafe {
        let mut found = _mm256_setzero_si256();
        for start in (0..size_of::<Stretch>()).step_by(32) {
            let bytes = _mm256_loadu_si256(stretch.as_ptr().add(start).cast());
            let later = _mm256_loadu_si256(later.as_ptr().add(start).cast());
            let both = _mm256_and_si256(same_avx2(bytes, pair.first), same_avx2(later, pair.second));
            let escape = same_avx2(bytes, b'\\');
            found = _mm256_or_si256(found, _mm256_or_si256(both, escape));
        }
        _mm256_testz_si256(found, found) == 0
    }
}

/// Where a byte stands among 64.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn equal_avx2(halves: [__m256i; 2], byte: u8) -> u64 {
    // SAFETY: the caller has AVX2.
    unsafe { gather_avx2([same_avx2(halves[0], byte), same_avx2(halves[1], byte)]) }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn same_avx2(bytes: __m256i, byte: u8) -> __m256i {
    // SAFETY: the caller has AVX2.
    unsafe { _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte as i8)) }
}

/// The highest bits of 64 bytes.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn gather_avx2(halves: [__m256i; 2]) -> u64 {
    // SAFETY: the caller has AVX2.
    let [low, high] = unsafe { [_mm256_movemask_epi8(halves[0]), _mm256_movemask_epi8(halves[1])] };
    u64::from(low as u32) | u64::from(high as u32) << 32
}

#[inline]
#[target_feature(enable = "pclmulqdq")]
pub(super) unsafe fn parity_clmul(bits: u64) -> u64 {
    // Multiplying by all ones without carries adds up each bit and all below it.
    // SAFETY: the caller has carry-less multiplication.
    unsafe {
        let product = _mm_clmulepi64_si128(_mm_set_epi64x(0, bits as i64), _mm_set1_epi8(-1), 0);
        _mm_cvtsi128_si64(product) as u64
    }
}
