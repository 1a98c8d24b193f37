//! Tracks backslashes: which bytes they escape, and which keys contain escape sequences.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]

use super::LOOKBEHIND_BYTES;
use crate::simd::{Masks, Vectors, Work};

/// The escape sequences of the last block that they affect, and their effect on the next one.
///
/// Almost all blocks contain none and are not affected by earlier ones. For them, nothing here is updated.
#[derive(Default)]
pub(super) struct Escapes {
    /// The effect of earlier blocks on the next one, as the bits below.
    carried: u64,
    /// The effect of earlier blocks on the current one.
    at_start: u64,
    /// The quotes of the current block that are not escaped.
    quotes: u64,
    /// The backslashes of the current block.
    backslashes: u64,
    /// The offset of the current block in the event.
    base: usize,
}

/// The last byte of the block is a backslash that escapes the next byte.
const ESCAPES_NEXT: u64 = 1;
/// The string that is open at the end of the block contains an escape sequence.
const OPEN_STRING: u64 = 2;
/// The last byte of the block closes a string that contains an escape sequence.
const CLOSED_STRING: u64 = 4;

const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;

/// Returns the bytes of a block that a backslash escapes, and whether the first byte of the next block is escaped, as 0
/// or 1. `first_is_escaped` is the same for this block.
///
/// In a run of backslashes, every second one is escaped. Within a run, the bits of the difference computed below are all
/// ones if the run starts at an even position, and all zeros if it starts at an odd position. XOR with the odd positions
/// then marks the first backslash of the run, the third, and so on: the backslashes that are not escaped. It also marks
/// the byte after the run if the last backslash escapes that byte.
#[inline(always)]
pub(super) fn escaped_bytes(backslashes: u64, first_is_escaped: u64) -> (u64, u64) {
    let starts = backslashes & !first_is_escaped;
    let runs = ((starts << 1) | ODD).wrapping_sub(starts) ^ ODD;
    (runs ^ (backslashes | first_is_escaped), (runs & backslashes) >> 63)
}

impl Escapes {
    /// Whether a block with these backslashes contains an escape sequence or part of a string that contains one. Such a
    /// block must be passed to [`update`](Self::update).
    #[inline(always)]
    pub(super) fn affects_block(&self, backslashes: u64) -> bool {
        backslashes | self.carried != 0
    }

    /// Whether the block at offset `base` is affected.
    #[inline(always)]
    pub(super) fn is_affected(&self, base: usize) -> bool {
        self.base == base
    }

    /// Moves to a block that is affected, given its quotes and backslashes. Returns the quotes that are not escaped.
    #[cold]
    #[inline(never)]
    pub(super) fn update(&mut self, quotes: u64, backslashes: u64, base: usize) -> u64 {
        let (is_escaped, next_is_escaped) = escaped_bytes(backslashes, self.carried & ESCAPES_NEXT);
        let quotes = quotes & !is_escaped;
        self.at_start = self.carried;
        self.quotes = quotes;
        self.backslashes = backslashes;
        self.base = base;
        self.carried = next_is_escaped;
        // The masks have no bit in common, so the greater one has the last bit of both.
        if backslashes > quotes || (quotes == 0 && self.at_start & OPEN_STRING != 0) {
            self.carried |= OPEN_STRING;
        }
        if quotes >> 63 != 0 && self.has_escape_before(63) {
            self.carried |= CLOSED_STRING;
        }
        quotes
    }

    /// Whether the string that ends with the quote before the given index of the current block contains an escape
    /// sequence.
    #[inline(always)]
    pub(super) fn string_before_has_escape(&self, index: usize) -> bool {
        match index.checked_sub(1) {
            Some(quote) => self.has_escape_before(quote),
            None => self.at_start & CLOSED_STRING != 0,
        }
    }

    /// Whether a backslash is between the last quote before an index of the current block and that index. If there is
    /// no such quote, the string that is open at the start of the block counts.
    #[inline(always)]
    fn has_escape_before(&self, index: usize) -> bool {
        let before = (1_u64 << index) - 1;
        let quotes = self.quotes & before;
        // A mask of the bits after the last of these quotes, or of all bits.
        let after_quote = u64::MAX.checked_shl(64 - quotes.leading_zeros()).unwrap_or(0);
        self.backslashes & before & after_quote != 0 || (quotes == 0 && self.at_start & OPEN_STRING != 0)
    }
}

/// Skips the blocks that are entirely inside a long string, such as JSON text in a field.
pub(super) struct InsideString<'e, 'j> {
    /// The escapes of the block before `text`, which ends inside the string and contains an escape sequence.
    pub(super) escapes: &'e mut Escapes,
    /// The rest of the event, with the bytes that the next window has before its block.
    pub(super) text: &'j [u8],
}

impl<'j> Work for InsideString<'_, 'j> {
    /// The text from the first block in which the string may end.
    type Output = &'j [u8];

    #[inline(always)]
    fn run<V: Vectors>(self, vectors: V) -> &'j [u8] {
        let Self { escapes, mut text } = self;
        let mut first_is_escaped = escapes.carried & ESCAPES_NEXT;
        while let Some(block) = text.first_chunk::<{ LOOKBEHIND_BYTES + 64 }>().and_then(|window| window.last_chunk()) {
            let Masks { quotes, backslashes, .. } = vectors.masks(block);
            let (is_escaped, next_is_escaped) = escaped_bytes(backslashes, first_is_escaped);
            if quotes & !is_escaped != 0 {
                break;
            }
            first_is_escaped = next_is_escaped;
            text = &text[64..];
        }
        escapes.carried = OPEN_STRING | first_is_escaped;
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Escapes;

    /// Returns the positions of a byte in a block.
    fn positions(block: &[u8], of: u8) -> u64 {
        block.iter().enumerate().filter(|(_, byte)| **byte == of).fold(0, |bits, (index, _)| bits | 1 << index)
    }

    #[test]
    fn the_escapes_of_a_string_are_known_at_its_closing_quote_wherever_blocks_begin() {
        for (string, has_escape) in [
            (r#""abc""#, false),
            (r#""a\u0062c""#, true),
            (r#""\"""#, true),
            (r#""a\\""#, true),
            (r#""\\\"""#, true),
            (r#""""#, false),
        ] {
            for before in [r#""x\n""#, r#""\\""#, r#""x""#] {
                for padding in 0..200 {
                    let text = format!("{}{before},{string}:1", " ".repeat(padding));
                    let end = text.len() - 2;
                    let padded = format!("{text}{}", " ".repeat(64));
                    let mut escapes = Escapes::default();
                    for (number, block) in padded.as_bytes().chunks_exact(64).enumerate() {
                        let (quotes, backslashes) = (positions(block, b'"'), positions(block, b'\\'));
                        let is_affected = escapes.affects_block(backslashes);
                        if is_affected {
                            escapes.update(quotes, backslashes, number * 64);
                        }
                        if (number * 64..number * 64 + 64).contains(&end) {
                            let found = is_affected && escapes.string_before_has_escape(end % 64);
                            assert_eq!(found, has_escape, "{text}");
                        }
                    }
                }
            }
        }
    }
}
