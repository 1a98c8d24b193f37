//! The structure of a JSON text as bitmaps: the colons and brackets outside strings, in blocks of 64 bytes.
//!
//! An engine that uses bitmaps must at least find this structure before it can read any key. This module uses the
//! intrinsics of each instruction set, so it is the only one with unsafe code.
#![expect(
    unsafe_code,
    reason = "vector loads take pointers, and functions for an instruction set require that it is available"
)]
#![cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "there are no variants for other processors"))]

/// The name and the function of an implementation for one instruction set.
pub(super) type Variant = (&'static str, fn(&[u8]) -> Counts);

/// The numbers of colons, opening brackets and closing brackets outside strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    colons: u32,
    opening: u32,
    closing: u32,
}

/// Returns the variants that this processor supports, starting with the oldest instruction set.
pub(super) fn available() -> Vec<Variant> {
    #[cfg(target_arch = "x86_64")]
    return x86_64::available();
    #[cfg(not(target_arch = "x86_64"))]
    Vec::new()
}

/// The positions of certain bytes in a block, one bit for each byte.
struct Masks {
    quotes: u64,
    backslashes: u64,
    colons: u64,
    opening: u64,
    closing: u64,
}

/// The state that is carried from block to block.
#[derive(Default)]
struct Scan {
    counts: Counts,
    /// All ones if the previous block ended inside a string, otherwise 0.
    in_string: u64,
    /// 1 if the previous block ended with a backslash that escapes the next byte, otherwise 0.
    escaped: u64,
}

impl Scan {
    #[expect(clippy::inline_always, reason = "the function must be compiled for the instruction set of its caller")]
    #[inline(always)]
    fn add(&mut self, masks: &Masks, parity_up_to: impl Fn(u64) -> u64) {
        let quotes = masks.quotes & !self.escaped_bytes(masks.backslashes);
        let in_string = parity_up_to(quotes) ^ self.in_string;
        self.in_string = 0_u64.wrapping_sub(in_string >> 63);
        self.counts.colons += (masks.colons & !in_string).count_ones();
        self.counts.opening += (masks.opening & !in_string).count_ones();
        self.counts.closing += (masks.closing & !in_string).count_ones();
    }

    /// Returns the positions of the bytes that follow a backslash which is not itself escaped.
    ///
    /// In a run of backslashes, the first, the third, and so on escape the next byte. The subtraction carries through
    /// each run, so its result depends on whether the run starts at an odd position.
    #[inline]
    fn escaped_bytes(&mut self, backslashes: u64) -> u64 {
        const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
        let escaped = self.escaped;
        if backslashes == 0 {
            self.escaped = 0;
            return escaped;
        }
        let candidates = backslashes & !escaped;
        let escaping_and_ends = ((candidates << 1) | ODD).wrapping_sub(candidates) ^ ODD;
        self.escaped = (escaping_and_ends & backslashes) >> 63;
        escaping_and_ends ^ (backslashes | escaped)
    }
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use super::{Counts, Masks, Scan, Variant};
    #[allow(clippy::wildcard_imports, reason = "the names of intrinsics show their origin")]
    use std::arch::x86_64::*;

    /// Setting this bit turns `[` into `{` and `]` into `}`. It turns no other byte that JSON allows outside strings
    /// into a brace.
    const BRACE: i8 = 0x20;

    pub(super) fn available() -> Vec<Variant> {
        // SAFETY: every x86-64 processor has SSE2.
        let mut variants: Vec<Variant> = vec![("floor: structure, SSE2", |json| unsafe { sse2(json) })];
        if is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("pclmulqdq")
            && is_x86_feature_detected!("popcnt")
            && is_x86_feature_detected!("bmi1")
        {
            // SAFETY: the processor supports all instruction sets that the function is compiled for.
            variants.push(("floor: structure, AVX2", |json| unsafe { avx2(json) }));
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw") {
                // SAFETY: the processor supports all instruction sets that the function is compiled for.
                variants.push(("floor: structure, AVX-512", |json| unsafe { avx512(json) }));
            }
        }
        variants
    }

    /// The loop over the blocks of a JSON text. This is a macro, because a closure or a generic function would not be
    /// compiled for the variant's instruction set.
    macro_rules! scan {
        ($json:expr, $masks:ident, $parity_up_to:ident) => {{
            let mut scan = Scan::default();
            let (blocks, rest) = $json.as_chunks::<64>();
            for block in blocks {
                scan.add(&$masks(block), |quotes| $parity_up_to(quotes));
            }
            let mut last = [b' '; 64];
            last[..rest.len()].copy_from_slice(rest);
            scan.add(&$masks(&last), |quotes| $parity_up_to(quotes));
            scan.counts
        }};
    }

    /// Counts bits with arithmetic, because not every x86-64 processor has `popcnt`.
    #[target_feature(enable = "sse2")]
    fn sse2(json: &[u8]) -> Counts {
        scan!(json, masks_sse2, parity_by_shifts)
    }

    #[target_feature(enable = "avx2,pclmulqdq,popcnt,bmi1")]
    fn avx2(json: &[u8]) -> Counts {
        scan!(json, masks_avx2, parity_by_product)
    }

    #[target_feature(enable = "avx512f,avx512bw,avx2,pclmulqdq,popcnt,bmi1")]
    fn avx512(json: &[u8]) -> Counts {
        scan!(json, masks_avx512, parity_by_product)
    }

    /// Returns the prefix XOR: bit *i* is the parity of bits 0 to *i*.
    fn parity_by_shifts(bits: u64) -> u64 {
        [1, 2, 4, 8, 16, 32].iter().fold(bits, |parity, shift| parity ^ (parity << shift))
    }

    /// Returns the prefix XOR, computed as the carry-less product of `bits` and all ones.
    #[target_feature(enable = "sse2,pclmulqdq")]
    fn parity_by_product(bits: u64) -> u64 {
        let product = _mm_clmulepi64_si128(_mm_set_epi64x(0, bits.cast_signed()), _mm_set1_epi8(-1), 0);
        _mm_cvtsi128_si64(product).cast_unsigned()
    }

    #[target_feature(enable = "sse2")]
    fn masks_sse2(block: &[u8; 64]) -> Masks {
        // SAFETY: each of the four loads reads 16 of the block's 64 bytes.
        let vectors = [0, 16, 32, 48].map(|offset| unsafe { _mm_loadu_si128(block.as_ptr().add(offset).cast()) });
        let bits = |equal: [__m128i; 4]| {
            let [first, second, third, fourth] =
                equal.map(|vector| u64::from(_mm_movemask_epi8(vector).cast_unsigned()));
            first | second << 16 | third << 32 | fourth << 48
        };
        let find = |byte: u8| bits(vectors.map(|vector| _mm_cmpeq_epi8(vector, _mm_set1_epi8(byte.cast_signed()))));
        let braces = vectors.map(|vector| _mm_or_si128(vector, _mm_set1_epi8(BRACE)));
        let find_brace =
            |byte: u8| bits(braces.map(|vector| _mm_cmpeq_epi8(vector, _mm_set1_epi8(byte.cast_signed()))));
        Masks {
            quotes: find(b'"'),
            backslashes: find(b'\\'),
            colons: find(b':'),
            opening: find_brace(b'{'),
            closing: find_brace(b'}'),
        }
    }

    #[target_feature(enable = "avx2")]
    fn masks_avx2(block: &[u8; 64]) -> Masks {
        // SAFETY: each of the two loads reads 32 of the block's 64 bytes.
        let (low, high) =
            unsafe { (_mm256_loadu_si256(block.as_ptr().cast()), _mm256_loadu_si256(block.as_ptr().add(32).cast())) };
        let brace = _mm256_set1_epi8(BRACE);
        let (low_brace, high_brace) = (_mm256_or_si256(low, brace), _mm256_or_si256(high, brace));
        Masks {
            quotes: find_avx2(low, high, b'"'),
            backslashes: find_avx2(low, high, b'\\'),
            colons: find_avx2(low, high, b':'),
            opening: find_avx2(low_brace, high_brace, b'{'),
            closing: find_avx2(low_brace, high_brace, b'}'),
        }
    }

    #[target_feature(enable = "avx2")]
    fn find_avx2(low: __m256i, high: __m256i, byte: u8) -> u64 {
        let wanted = _mm256_set1_epi8(byte.cast_signed());
        let low = _mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)).cast_unsigned();
        let high = _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)).cast_unsigned();
        u64::from(low) | u64::from(high) << 32
    }

    #[target_feature(enable = "avx512f,avx512bw")]
    fn masks_avx512(block: &[u8; 64]) -> Masks {
        // SAFETY: the load reads the block's 64 bytes.
        let vector = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
        let brace = _mm512_or_si512(vector, _mm512_set1_epi8(BRACE));
        Masks {
            quotes: _mm512_cmpeq_epi8_mask(vector, _mm512_set1_epi8(b'"'.cast_signed())),
            backslashes: _mm512_cmpeq_epi8_mask(vector, _mm512_set1_epi8(b'\\'.cast_signed())),
            colons: _mm512_cmpeq_epi8_mask(vector, _mm512_set1_epi8(b':'.cast_signed())),
            opening: _mm512_cmpeq_epi8_mask(brace, _mm512_set1_epi8(b'{'.cast_signed())),
            closing: _mm512_cmpeq_epi8_mask(brace, _mm512_set1_epi8(b'}'.cast_signed())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, available};
    use crate::events;
    use fastrand::Rng;

    fn count_bytewise(json: &[u8]) -> Counts {
        let (mut counts, mut in_string, mut is_escaped) = (Counts::default(), false, false);
        for byte in json {
            let was_escaped = is_escaped;
            is_escaped = !was_escaped && *byte == b'\\';
            match byte {
                b'"' if !was_escaped => in_string = !in_string,
                b':' if !in_string => counts.colons += 1,
                b'{' | b'[' if !in_string => counts.opening += 1,
                b'}' | b']' if !in_string => counts.closing += 1,
                _ => {}
            }
        }
        counts
    }

    #[test]
    fn all_variants_count_the_same_on_events() {
        for json in events::cases().iter().flat_map(|case| &case.variants) {
            for (name, count) in available() {
                assert_eq!(count(json), count_bytewise(json), "{name}");
            }
        }
    }

    #[test]
    fn all_variants_count_the_same_on_any_mixture_of_the_bytes_that_matter() {
        let mut random = Rng::with_seed(7);
        for _ in 0..2000 {
            let length = random.usize(0..300);
            let text: Vec<u8> = (0..length).map(|_| br#"\\\\""::{}[],a "#[random.usize(0..15)]).collect();
            for (name, count) in available() {
                assert_eq!(count(&text), count_bytewise(&text), "{name}: {}", text.escape_ascii());
            }
        }
    }
}
