//! What the engine finds out about a block, computed in the same way with every instruction set.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::{Block, Brackets, BytePair, DoubleBlock, HalfBlock, Masks};

/// The few operations in which instruction sets differ. Each is a handful of instructions and must be inlined.
pub(crate) trait Registers: Copy {
    /// A block in registers.
    type Bytes: Copy;
    /// For each byte of a block, whether something holds.
    type Mask: Copy;

    fn load(self, block: &Block) -> Self::Bytes;

    /// Where this byte is.
    fn equal(self, bytes: Self::Bytes, byte: u8) -> Self::Mask;

    /// Where control characters and bytes that are not ASCII are.
    fn control_or_not_ascii(self, bytes: Self::Bytes) -> Self::Mask;

    /// Sets the bit 0x20 of every byte, which turns `[` into `{` and `]` into `}`, and nothing else into either.
    fn fold_brackets(self, bytes: Self::Bytes) -> Self::Bytes;

    /// Where colons and brackets are, and perhaps the control character 0x1A.
    #[inline(always)]
    fn structure(self, bytes: Self::Bytes) -> Self::Mask {
        let folded = self.fold_brackets(bytes);
        let brackets = self.or(self.equal(folded, b'{'), self.equal(folded, b'}'));
        self.or(self.equal(bytes, b':'), brackets)
    }

    fn and(self, one: Self::Mask, other: Self::Mask) -> Self::Mask;

    fn or(self, one: Self::Mask, other: Self::Mask) -> Self::Mask;

    /// The mask with the bit of each byte's place.
    fn bits(self, mask: Self::Mask) -> u64;

    /// Whether something holds for any byte.
    fn any(self, mask: Self::Mask) -> bool;

    /// Where two pieces differ, as the bits of the places.
    fn compare(self, one: &HalfBlock, other: &HalfBlock) -> u32;

    /// Bit *i* is the parity of the bits 0 to *i*.
    #[inline(always)]
    fn prefix_parity(self, bits: u64) -> u64 {
        [1, 2, 4, 8, 16, 32].into_iter().fold(bits, |parity, shift| parity ^ parity << shift)
    }
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
pub(super) fn escape_or_pair<R: Registers>(registers: R, block: &Block, later: &Block, pair: BytePair) -> u64 {
    let (bytes, later) = (registers.load(block), registers.load(later));
    let pairs = registers.and(registers.equal(bytes, pair.first), registers.equal(later, pair.second));
    let backslashes = registers.bits(registers.equal(bytes, b'\\'));
    let u = registers.bits(registers.equal(bytes, b'u'));
    // What follows the last byte is not known.
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

/// A function, because a closure is not inlined for certain.
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
        _ => unreachable!("a double block has the bytes of two blocks"),
    }
}

/// Compiles the algorithm for instructions that not every processor has.
///
/// Most of the sweep is inlined into a function that is compiled for them, but not all of it: what is rarely run is in
/// functions of its own, which are not. So that these too only call what is compiled for them, each method is a function
/// with the instructions enabled, and only that inlines the algorithm.
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
                // SAFETY: `self` proves that the processor has these instructions.
                unsafe { compiled(self, work) }
            }

            compile_for! { $set, $features, algorithm::masks, masks(block: &Block) -> Masks }
            compile_for! { $set, $features, algorithm::brackets, brackets(block: &Block) -> Brackets }
            compile_for! { $set, $features, Registers::prefix_parity, prefix_xor(bits: u64) -> u64 }
            compile_for! { $set, $features, Registers::compare, differences(one: &HalfBlock, other: &HalfBlock) -> u32 }
            compile_for! { $set, $features, algorithm::string_ends, string_ends(block: &Block) -> u64 }
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
            // SAFETY: `self` proves that the processor has these instructions.
            unsafe { compiled(self, $($argument),*) }
        }
    };
}
#[cfg(target_arch = "x86_64")]
pub(super) use compile_for;
