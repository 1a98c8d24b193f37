//! Operations on blocks of 64 bytes, for each instruction set.
//!
//! [`dispatch`] runs [`Work`] with the best available instruction set. With `std`, the instruction set is detected once
//! at run time; without `std`, it is chosen at compile time. The work is compiled once for each instruction set,
//! including all inner loops. All instruction sets share one algorithm ([`algorithm`]); each implements [`Registers`],
//! the few operations that differ. All `unsafe` code of the crate is in `sse2`, `avx2`, `avx512` and `neon`. Tests
//! compare every variant with a loop over the bytes.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]

mod algorithm;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "vector intrinsics; each block has a SAFETY comment")]
mod avx2;
#[cfg(all(target_arch = "x86_64", has_avx512))]
#[allow(unsafe_code, reason = "vector intrinsics; each block has a SAFETY comment")]
mod avx512;
#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod feature_cache;
#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
#[allow(unsafe_code, reason = "vector intrinsics; each block has a SAFETY comment")]
mod neon;
mod portable;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "vector intrinsics; each block has a SAFETY comment")]
mod sse2;

use algorithm::Registers;
pub(crate) use algorithm::prefix_parity;
use portable::Portable;

/// The positions of certain bytes in a block. Bit *i* stands for byte *i*.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Masks {
    pub(crate) quotes: u64,
    pub(crate) backslashes: u64,
    /// Colons and brackets, and possibly the control character 0x1A, which valid JSON never contains outside strings.
    pub(crate) structure: u64,
}

/// The positions of brackets in a block. Bit *i* stands for byte *i*.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Brackets {
    /// `{` and `[`
    pub(crate) opens: u64,
    /// `}` and `]`
    pub(crate) closes: u64,
}

/// The positions of the bytes that end a string or must be checked. Bit *i* stands for byte *i*.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct StringMasks {
    pub(crate) quotes: u64,
    pub(crate) backslashes: u64,
    pub(crate) controls: u64,
    pub(crate) not_ascii: u64,
}

/// The unit of the sweep.
pub(crate) type Block = [u8; 64];

/// The unit of a search for a key.
pub(crate) type DoubleBlock = [u8; 128];

/// The unit of a comparison.
pub(crate) type HalfBlock = [u8; 32];

/// Two byte values, and the distance between the bytes that have these values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BytePair {
    pub(crate) first: u8,
    pub(crate) second: u8,
    pub(crate) distance: usize,
}

/// The operations on blocks with one instruction set.
pub(crate) trait Vectors: Registers {
    /// Runs work in a separate function, for callers that have too few registers left.
    #[inline(never)]
    fn run_outlined<W: Work>(self, work: W) -> W::Output {
        work.run(self)
    }

    /// Returns the positions of quotes, backslashes, colons and brackets.
    #[inline(always)]
    fn masks(self, block: &Block) -> Masks {
        algorithm::masks(self, block)
    }

    /// Returns the positions of brackets. Only a few blocks need this operation.
    #[inline(always)]
    fn brackets(self, block: &Block) -> Brackets {
        algorithm::brackets(self, block)
    }

    /// Prefix XOR: bit *i* of the result is the parity of bits 0..=*i*. For a mask of quotes, the result marks the
    /// bytes inside strings.
    #[inline(always)]
    fn prefix_xor(self, bits: u64) -> u64 {
        Registers::prefix_parity(self, bits)
    }

    /// Compares two half blocks. Bit *i* of the result is set if byte *i* differs.
    #[inline(always)]
    fn differences(self, left: &HalfBlock, right: &HalfBlock) -> u32 {
        Registers::compare(self, left, right)
    }

    /// Returns the positions of quotes, backslashes, control characters and bytes that are not ASCII.
    #[inline(always)]
    fn string_ends(self, block: &Block) -> u64 {
        algorithm::string_ends(self, block)
    }

    /// Returns the positions that [`string_ends`](Self::string_ends) returns, separately.
    #[inline(always)]
    fn string_masks(self, block: &Block) -> StringMasks {
        algorithm::string_masks(self, block)
    }

    /// Returns the positions of `\u` escapes, of a backslash in the last byte, and of the first byte of each occurrence
    /// of `pair`. `later` is the block that starts `pair.distance` bytes after `block`.
    #[inline(always)]
    fn escape_or_pair(self, block: &Block, later: &Block, pair: BytePair) -> u64 {
        algorithm::escape_or_pair(self, block, later, pair)
    }

    /// Whether `block` contains a backslash or the first byte of an occurrence of `pair`. `later` starts
    /// `pair.distance` bytes after `block`.
    #[inline(always)]
    fn has_backslash_or_pair(self, block: &DoubleBlock, later: &DoubleBlock, pair: BytePair) -> bool {
        algorithm::has_backslash_or_pair(self, block, later, pair)
    }
}

/// A computation that is compiled for each instruction set.
pub(crate) trait Work {
    type Output;

    /// Runs the computation. Implementations must be `#[inline(always)]`, because only code that is inlined into the
    /// caller is compiled for the caller's instruction set.
    fn run<V: Vectors>(self, vectors: V) -> Self::Output;
}

/// An instruction set that the engine can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Variant {
    /// No vector instructions.
    Portable,
    /// SSE2, which every x86-64 processor has.
    Sse2,
    /// NEON, which every arm64 processor has.
    Neon,
    /// AVX2, together with the bit manipulation instructions of AVX2 processors.
    Avx2,
    /// AVX-512 with byte operations.
    Avx512,
}

impl Variant {
    /// Returns the variants that this processor supports, the best one last.
    pub fn available() -> impl Iterator<Item = Self> {
        let all = [Self::Portable, Self::Sse2, Self::Neon, Self::Avx2, Self::Avx512];
        all.into_iter().filter(|variant| variant.is_available())
    }

    fn is_available(self) -> bool {
        match self {
            Self::Portable => true,
            Self::Sse2 => cfg!(target_arch = "x86_64"),
            Self::Neon => cfg!(all(target_arch = "aarch64", target_feature = "neon")),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => avx2::Avx2::detect().is_some(),
            #[cfg(not(target_arch = "x86_64"))]
            Self::Avx2 => false,
            #[cfg(all(target_arch = "x86_64", has_avx512))]
            Self::Avx512 => avx2::Avx2::detect().and_then(avx512::Avx512::detect).is_some(),
            #[cfg(not(all(target_arch = "x86_64", has_avx512)))]
            Self::Avx512 => false,
        }
    }
}

/// Runs the work with the best available instruction set.
#[inline]
pub(crate) fn dispatch<W: Work>(work: W) -> W::Output {
    #[cfg(target_arch = "x86_64")]
    return match avx2::Avx2::detect() {
        Some(vectors) => {
            #[cfg(has_avx512)]
            if let Some(vectors) = avx512::Avx512::detect(vectors) {
                return vectors.run_outlined(work);
            }
            vectors.run_outlined(work)
        }
        None => sse2::Sse2.run_outlined(work),
    };
    #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
    return work.run(neon::Neon);
    #[cfg(not(any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon"))))]
    return work.run(Portable);
}

/// Runs the work with one instruction set, or with the best available one if the processor does not support it.
pub(crate) fn dispatch_to<W: Work>(variant: Variant, work: W) -> W::Output {
    match variant {
        Variant::Portable => work.run(Portable),
        #[cfg(target_arch = "x86_64")]
        Variant::Sse2 => sse2::Sse2.run_outlined(work),
        #[cfg(target_arch = "x86_64")]
        Variant::Avx2 => match avx2::Avx2::detect() {
            Some(vectors) => vectors.run_outlined(work),
            None => dispatch(work),
        },
        _ => dispatch(work),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    /// Work that applies every operation to the same blocks.
    struct AllOperations<'b>(&'b [u8; 128], BytePair);

    type Results = (Masks, Brackets, u64, StringMasks, u64, u32);

    impl Work for AllOperations<'_> {
        type Output = Results;

        fn run<V: Vectors>(self, vectors: V) -> Results {
            let block = self.0.first_chunk().unwrap();
            let later = self.0[self.1.distance..].first_chunk().unwrap();
            let mut masks = vectors.masks(block);
            masks.structure &= !positions_of(block, &[0x1a]);
            let inside = vectors.prefix_xor(masks.quotes);
            let [left, right] = [0, 32].map(|start| self.0[start..].first_chunk().unwrap());
            let differences = vectors.differences(left, right);
            let found = vectors.escape_or_pair(block, later, self.1);
            let in_block: DoubleBlock = core::array::from_fn(|index| if index < 64 { block[index] } else { b' ' });
            let in_later_block: DoubleBlock =
                core::array::from_fn(|index| if index < 64 { later[index] } else { b' ' });
            let has_any = vectors.has_backslash_or_pair(&in_block, &in_later_block, self.1);
            let has_spaces = self.1.first == b' ' && self.1.second == b' ';
            assert_eq!(has_any, found != 0 || masks.backslashes != 0 || has_spaces);
            let in_string = vectors.string_masks(block);
            let StringMasks { quotes, backslashes, controls, not_ascii } = in_string;
            assert_eq!(vectors.string_ends(block), quotes | backslashes | controls | not_ascii);
            (masks, vectors.brackets(block), inside, in_string, found, differences)
        }
    }

    /// Returns the positions of the byte values in `of` among the first 64 bytes.
    fn positions_of(bytes: &[u8], of: &[u8]) -> u64 {
        (0..64).filter(|&index| of.contains(&bytes[index])).fold(0, |mask, index| mask | 1 << index)
    }

    /// Computes the expected results byte by byte.
    fn expected_results(bytes: &[u8; 128], pair: BytePair) -> Results {
        let mask =
            |is: &dyn Fn(usize) -> bool| (0..64).filter(|&index| is(index)).fold(0, |mask, index| mask | 1 << index);
        let any = |of: &[u8]| positions_of(bytes, of);
        let masks = Masks { quotes: any(b"\""), backslashes: any(b"\\"), structure: any(b":{[}]") };
        let brackets = Brackets { opens: any(b"{["), closes: any(b"}]") };
        let inside = mask(&|index| (masks.quotes << (63 - index)).count_ones() % 2 == 1);
        let in_string = StringMasks {
            quotes: masks.quotes,
            backslashes: masks.backslashes,
            controls: mask(&|index| bytes[index] <= 0x1f),
            not_ascii: mask(&|index| !bytes[index].is_ascii()),
        };
        let found = mask(&|index| {
            let is_pair = bytes[index] == pair.first && bytes[index + pair.distance] == pair.second;
            is_pair || (bytes[index] == b'\\' && (index == 63 || bytes[index + 1] == b'u'))
        });
        let differences = (0..32).filter(|&index| bytes[index] != bytes[index + 32]);
        (masks, brackets, inside, in_string, found, differences.fold(0, |mask, index| mask | 1 << index))
    }

    #[test]
    fn every_variant_agrees_with_a_loop_over_the_bytes() {
        let mut seed = 7_u64;
        let mut random = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed.to_le_bytes()[7]
        };
        for round in 0..20_000 {
            let mut bytes = [0; 128];
            for byte in &mut bytes {
                *byte = if round % 2 == 0 {
                    b"\"\\:{}[],au \n\x1a\x1f\x20\x7f\x80\xff"[usize::from(random()) % 18]
                } else {
                    random()
                };
            }
            let (start, distance) = (usize::from(random()) % 64, usize::from(random()) % 65);
            // In half of the rounds, the pair does not occur at `start`, because its second byte differs.
            let second = bytes[start + distance].wrapping_add(u8::from(round % 4 > 1));
            let pair = BytePair { first: bytes[start], second, distance };
            let expected = expected_results(&bytes, pair);
            for variant in Variant::available() {
                assert_eq!(dispatch_to(variant, AllOperations(&bytes, pair)), expected, "{variant:?} {bytes:?}");
            }
        }
    }

    /// Work that returns the name of the instruction set that it runs with.
    struct Name;

    impl Work for Name {
        type Output = &'static str;

        fn run<V: Vectors>(self, _: V) -> &'static str {
            core::any::type_name::<V>().rsplit("::").next().unwrap_or_default()
        }
    }

    #[test]
    fn work_runs_with_the_requested_instruction_set() {
        assert!(Variant::available().count() > 1 || !cfg!(any(target_arch = "x86_64", target_arch = "aarch64")));
        for variant in Variant::available() {
            assert_eq!(dispatch_to(variant, Name), format!("{variant:?}"));
        }
        let best = Variant::available().last().map(|variant| format!("{variant:?}"));
        assert_eq!(Some(dispatch(Name).into()), best);
    }

    /// Whether the processor has a feature. Without `std`: whether the program is compiled for a processor that has it.
    #[cfg(target_arch = "x86_64")]
    macro_rules! has {
        ($feature:tt) => {{
            #[cfg(feature = "std")]
            let has = std::is_x86_feature_detected!($feature);
            #[cfg(not(feature = "std"))]
            let has = cfg!(target_feature = $feature);
            has
        }};
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn a_variant_is_available_if_the_processor_has_all_its_features() {
        let of_avx2 = [has!("avx2"), has!("pclmulqdq"), has!("bmi1"), has!("bmi2"), has!("lzcnt"), has!("popcnt")];
        let of_avx512 = [has!("avx512f"), has!("avx512bw"), has!("avx512vl")];
        let has_avx2 = of_avx2.into_iter().all(|has| has);
        assert_eq!(Variant::Avx2.is_available(), has_avx2);
        assert_eq!(
            Variant::Avx512.is_available(),
            cfg!(has_avx512) && has_avx2 && of_avx512.into_iter().all(|has| has)
        );
        assert!(Variant::Portable.is_available() && Variant::Sse2.is_available() && !Variant::Neon.is_available());
    }

    #[cfg(all(target_arch = "x86_64", feature = "std"))]
    #[test]
    fn features_are_detected_once() {
        for has in [false, true] {
            let cache = feature_cache::FeatureCache::new();
            assert_eq!(cache.get_or_detect(|| has), has);
            assert_eq!(cache.get_or_detect(|| panic!("already detected")), has);
        }
    }
}
