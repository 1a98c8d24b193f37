//! Tracks backslashes: which bytes they escape, and which keys contain escape sequences.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]

use super::LOOKBEHIND_BYTES;
use crate::simd::{Masks, Vectors, Work, prefix_parity};

/// The last block that escape sequences affect, and their effect on the next block.
///
/// Almost all blocks contain none and are not affected by earlier ones. For them, nothing here is updated.
#[derive(Default)]
pub(super) struct Escapes {
    /// The effect of earlier blocks on the next one, as the bits below.
    carried: u64,
    /// The effect of earlier blocks on the affected one.
    at_start: u64,
    /// All ones if the affected block starts inside a string, otherwise zero.
    in_string: u64,
    /// The quotes of the affected block that are not escaped.
    quotes: u64,
    /// The backslashes of the affected block.
    backslashes: u64,
    /// The offset of the affected block in the event.
    base: usize,
}

/// The last byte of the block is a backslash that escapes the next byte.
const ESCAPES_NEXT: u64 = 1;
/// The string that is open at the end of the block contains an escape sequence.
const OPEN_STRING: u64 = 2;
/// The last byte of the block closes a string that contains an escape sequence.
const CLOSED_STRING: u64 = 4;

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

    /// Moves to the block at offset `base`, which is affected. `in_string` is all ones if the block starts inside a
    /// string, otherwise zero. Returns the quotes that are not escaped.
    #[cold]
    #[inline(never)]
    pub(super) fn update(&mut self, quotes: u64, backslashes: u64, in_string: u64, base: usize) -> u64 {
        let at_start = self.carried;
        // A branch, which is easy to predict. Otherwise each block would wait for the result of the one before.
        let (is_escaped, next_is_escaped) = if at_start & ESCAPES_NEXT == 0 {
            escaped_bytes(backslashes, 0)
        } else {
            escaped_bytes_after_escape(backslashes)
        };
        let quotes = quotes & !is_escaped;
        *self = Self { carried: next_is_escaped, at_start, in_string, quotes, backslashes, base };
        // The masks have no bit in common, so the greater one has the last bit of both.
        if backslashes > quotes || (quotes == 0 && at_start & OPEN_STRING != 0) {
            self.carried |= OPEN_STRING;
        }
        if quotes >> 63 != 0 && self.closing_quotes() >> 63 != 0 {
            self.carried |= CLOSED_STRING;
        }
        quotes
    }

    /// Returns the quotes of the affected block that close a string with escape sequences.
    #[inline(always)]
    fn closing_quotes(&self) -> u64 {
        // A string is a run of ones from its opening quote to the byte before its closing quote. If it contains a
        // backslash, the addition carries into the position of its closing quote.
        let strings = prefix_parity(self.quotes) ^ self.in_string;
        let is_open = (self.at_start & OPEN_STRING) / OPEN_STRING;
        let sum = strings.wrapping_add(self.backslashes & strings).wrapping_add(is_open);
        sum & self.quotes & !strings
    }

    /// Returns the bytes of the affected block that follow a string with escape sequences.
    #[cold]
    #[inline(never)]
    pub(super) fn after_strings(&self) -> u64 {
        (self.closing_quotes() << 1) | ((self.at_start & CLOSED_STRING) / CLOSED_STRING)
    }
}

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

/// Like [`escaped_bytes`], for a block whose first byte is escaped.
#[cold]
#[inline(never)]
fn escaped_bytes_after_escape(backslashes: u64) -> (u64, u64) {
    escaped_bytes(backslashes, 1)
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
    use crate::simd::{self, Vectors, Work};
    use alloc::format;
    use alloc::vec::Vec;

    /// Work that returns the offsets of the colons after keys with escape sequences.
    struct EscapedKeys<'j>(&'j [u8]);

    impl Work for EscapedKeys<'_> {
        type Output = Vec<usize>;

        fn run<V: Vectors>(self, vectors: V) -> Vec<usize> {
            let (mut escapes, mut in_string, mut found) = (Escapes::default(), 0, Vec::new());
            for (number, block) in self.0.chunks_exact(64).enumerate() {
                let Some(block) = block.first_chunk() else { continue };
                let (masks, base) = (vectors.masks(block), 64 * (number + 1));
                let quotes = escapes.update(masks.quotes, masks.backslashes, in_string, base);
                in_string = 0_u64.wrapping_sub((vectors.prefix_xor(quotes) ^ in_string) >> 63);
                found.extend(
                    (0..64)
                        .filter(|&index| block[index] == b':' && escapes.after_strings() >> index & 1 == 1)
                        .map(|index| base - 64 + index),
                );
            }
            found
        }
    }

    #[test]
    fn the_escapes_of_a_key_are_known_at_its_colon_wherever_blocks_begin() {
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
                    let text = format!("{}{before},{string}:1,{before}}}", " ".repeat(padding));
                    let colon = padding + before.len() + 1 + string.len();
                    let padded = format!("{text}{}", " ".repeat(64));
                    let expected: &[usize] = if has_escape { &[colon] } else { &[] };
                    assert_eq!(simd::dispatch(EscapedKeys(padded.as_bytes())), expected, "{text}");
                }
            }
        }
    }
}
