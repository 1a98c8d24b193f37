//! The operations on blocks, written once for all instruction sets.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]

use super::{Block, Brackets, BytePair, DoubleBlock, HalfBlock, Masks, StringMasks};

/// The few operations that differ between instruction sets. Each is a handful of instructions and must be inlined.
pub(crate) trait Registers: Copy {
    /// A block in registers.
    type Bytes: Copy;
    /// One boolean for each byte of a block.
    type Mask: Copy;

    fn load(self, block: &Block) -> Self::Bytes;

    /// Marks the bytes equal to `byte`.
    fn equal(self, bytes: Self::Bytes, byte: u8) -> Self::Mask;

    /// Marks control characters and bytes that are not ASCII.
    fn control_or_not_ascii(self, bytes: Self::Bytes) -> Self::Mask;

    /// Sets bit 0x20 of every byte. This turns `[` into `{` and `]` into `}`, and turns no other byte into a brace.
    fn fold_brackets(self, bytes: Self::Bytes) -> Self::Bytes;

    /// Marks colons and brackets. May also mark the control character 0x1A.
    #[inline(always)]
    fn structure(self, bytes: Self::Bytes) -> Self::Mask {
        let folded = self.fold_brackets(bytes);
        let brackets = self.or(self.equal(folded, b'{'), self.equal(folded, b'}'));
        self.or(self.equal(bytes, b':'), brackets)
    }

    fn and(self, left: Self::Mask, right: Self::Mask) -> Self::Mask;

    fn or(self, left: Self::Mask, right: Self::Mask) -> Self::Mask;

    /// Converts a mask to a number with one bit for each byte.
    fn bits(self, mask: Self::Mask) -> u64;

    /// Whether any byte is marked.
    fn any(self, mask: Self::Mask) -> bool;

    /// Compares two half blocks. Bit *i* of the result is set if byte *i* differs.
    fn compare(self, left: &HalfBlock, right: &HalfBlock) -> u32;

    /// Prefix XOR: bit *i* of the result is the parity of bits 0..=*i*.
    #[inline(always)]
    fn prefix_parity(self, bits: u64) -> u64 {
        prefix_parity(bits)
    }
}

/// Prefix XOR without an instruction for it.
#[inline(always)]
pub(crate) fn prefix_parity(bits: u64) -> u64 {
    [1, 2, 4, 8, 16, 32].into_iter().fold(bits, |parity, shift| parity ^ parity << shift)
}

#[inline(always)]
pub(super) fn masks<R: Registers>(registers: R, block: &Block) -> Masks {
    let bytes = registers.load(block);
    Masks {
        quotes: registers.bits(registers.equal(bytes, b'"')),
        backslashes: registers.bits(registers.equal(bytes, b'\\')),
        structure: registers.bits(registers.structure(bytes)),
    }
}

#[inline(always)]
pub(super) fn brackets<R: Registers>(registers: R, block: &Block) -> Brackets {
    let folded = registers.fold_brackets(registers.load(block));
    Brackets {
        opens: registers.bits(registers.equal(folded, b'{')),
        closes: registers.bits(registers.equal(folded, b'}')),
    }
}

#[inline(always)]
pub(super) fn string_ends<R: Registers>(registers: R, block: &Block) -> u64 {
    let bytes = registers.load(block);
    let escapes_and_quotes = registers.or(registers.equal(bytes, b'"'), registers.equal(bytes, b'\\'));
    registers.bits(registers.or(escapes_and_quotes, registers.control_or_not_ascii(bytes)))
}

#[inline(always)]
pub(super) fn string_masks<R: Registers>(registers: R, block: &Block) -> StringMasks {
    let bytes = registers.load(block);
    // Folding turns control characters into other ASCII characters.
    let not_ascii = registers.bits(registers.control_or_not_ascii(registers.fold_brackets(bytes)));
    StringMasks {
        quotes: registers.bits(registers.equal(bytes, b'"')),
        backslashes: registers.bits(registers.equal(bytes, b'\\')),
        controls: registers.bits(registers.control_or_not_ascii(bytes)) & !not_ascii,
        not_ascii,
    }
}

#[inline(always)]
pub(super) fn escape_or_pair<R: Registers>(registers: R, block: &Block, later: &Block, pair: BytePair) -> u64 {
    let (bytes, later) = (registers.load(block), registers.load(later));
    let pairs = registers.and(registers.equal(bytes, pair.first), registers.equal(later, pair.second));
    let backslashes = registers.bits(registers.equal(bytes, b'\\'));
    let u = registers.bits(registers.equal(bytes, b'u'));
    // The byte after the block is unknown, so a backslash in the last byte is always marked.
    registers.bits(pairs) | backslashes & (u >> 1 | 1 << 63)
}

#[inline(always)]
pub(super) fn has_backslash_or_pair<R: Registers>(
    registers: R,
    block: &DoubleBlock,
    later: &DoubleBlock,
    pair: BytePair,
) -> bool {
    let [first, second] = split_in_half(block);
    let [first_later, second_later] = split_in_half(later);
    let first_found = backslashes_and_pairs(registers, first, first_later, pair);
    let second_found = backslashes_and_pairs(registers, second, second_later, pair);
    registers.any(registers.or(first_found, second_found))
}

/// This is a function because closures are not guaranteed to be inlined.
#[inline(always)]
fn backslashes_and_pairs<R: Registers>(registers: R, block: &Block, later: &Block, pair: BytePair) -> R::Mask {
    let (bytes, later) = (registers.load(block), registers.load(later));
    let pairs = registers.and(registers.equal(bytes, pair.first), registers.equal(later, pair.second));
    registers.or(pairs, registers.equal(bytes, b'\\'))
}

#[inline(always)]
fn split_in_half(block: &DoubleBlock) -> [&Block; 2] {
    match (block.first_chunk(), block.last_chunk()) {
        (Some(first), Some(last)) => [first, last],
        _ => unreachable!("a double block contains the bytes of two blocks"),
    }
}

/// Implements [`Vectors`](super::Vectors) for an instruction set that not every processor has.
///
/// Most of the sweep is inlined into one function that is compiled with the instruction set enabled. Rarely executed
/// code is in separate functions, which are compiled without the instruction set. So that the methods are correct and
/// fast in both kinds of functions, each method calls a function that is compiled with the instruction set enabled, and
/// the algorithm is inlined only into such functions.
#[cfg(target_arch = "x86_64")]
macro_rules! compile_for {
    ($set:ident, $features:tt) => {
        impl Vectors for $set {
            #[inline(always)]
            fn run_outlined<W: Work>(self, work: W) -> W::Output {
                #[inline(never)]
                #[target_feature(enable = $features)]
                unsafe fn compiled<W: Work>(set: $set, work: W) -> W::Output {
                    work.run(set)
                }
                // SAFETY: a value of type `$set` exists only if the processor has these features.
                unsafe { compiled(self, work) }
            }

            compile_for! { $set, $features, algorithm::masks, masks(block: &Block) -> Masks }
            compile_for! { $set, $features, algorithm::brackets, brackets(block: &Block) -> Brackets }
            compile_for! { $set, $features, Registers::prefix_parity, prefix_xor(bits: u64) -> u64 }
            compile_for! {
                $set, $features, Registers::compare,
                differences(left: &HalfBlock, right: &HalfBlock) -> u32
            }
            compile_for! { $set, $features, algorithm::string_ends, string_ends(block: &Block) -> u64 }
            compile_for! { $set, $features, algorithm::string_masks, string_masks(block: &Block) -> StringMasks }
            compile_for! {
                $set, $features, algorithm::escape_or_pair,
                escape_or_pair(block: &Block, later: &Block, pair: BytePair) -> u64
            }
            compile_for! {
                $set, $features, algorithm::has_backslash_or_pair,
                has_backslash_or_pair(block: &DoubleBlock, later: &DoubleBlock, pair: BytePair) -> bool
            }
        }
    };
    ($set:ident, $features:tt, $run:path, $name:ident($($argument:ident: $type:ty),*) -> $output:ty) => {
        #[inline(always)]
        fn $name(self, $($argument: $type),*) -> $output {
            #[inline]
            #[target_feature(enable = $features)]
            unsafe fn compiled(set: $set, $($argument: $type),*) -> $output {
                $run(set, $($argument),*)
            }
            // SAFETY: a value of type `$set` exists only if the processor has these features.
            unsafe { compiled(self, $($argument),*) }
        }
    };
}
#[cfg(target_arch = "x86_64")]
pub(super) use compile_for;
