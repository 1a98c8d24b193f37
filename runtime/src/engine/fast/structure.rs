//! Finds the colons and brackets outside strings, block by block.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]

use super::escapes::Escapes;
use crate::simd::{Block, Masks, Vectors};

/// Returns a mask of the colons and brackets in the block at offset `base` that are outside strings. `None` if the block
/// contains escape sequences and is entirely inside a string. `in_string` is all ones if the block starts inside a
/// string, otherwise zero; it is updated for the next block.
#[inline(always)]
pub(super) fn of_block<V: Vectors>(
    vectors: V,
    block: &Block,
    base: usize,
    escapes: &mut Escapes,
    in_string: &mut u64,
) -> Option<u64> {
    let Masks { mut quotes, backslashes, structure } = vectors.masks(block);
    if escapes.affects_block(backslashes) {
        quotes = escapes.update(quotes, backslashes, *in_string, base);
        if quotes == 0 && *in_string != 0 {
            return None;
        }
    }
    let strings = vectors.prefix_xor(quotes) ^ *in_string;
    *in_string = 0_u64.wrapping_sub(strings >> 63);
    Some(structure & !strings)
}
