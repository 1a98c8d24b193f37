//! The structure of an event's text, block by block.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::escapes::Escapes;
use crate::simd::{Block, Masks, Vectors};

/// Where colons and brackets are outside strings in the block at a place of the event, each as the bit of its place. What is
/// inside a string at its start is all ones if the block starts inside a string, otherwise zero; it is updated for the next block.
#[inline(always)]
pub(super) fn of_block<V: Vectors>(
    vectors: V,
    block: &Block,
    base: usize,
    escapes: &mut Escapes,
    inside: &mut u64,
) -> u64 {
    let Masks { mut quotes, backslashes, structure } = vectors.masks(block);
    if escapes.may_affect(backslashes) {
        quotes &= !escapes.escaped(backslashes, base);
    }
    let strings = vectors.prefix_xor(quotes) ^ *inside;
    *inside = 0_u64.wrapping_sub(strings >> 63);
    structure & !strings
}
