//! Decides whether a key can appear again in the rest of an event.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]

use super::WantedKey;
use crate::engine::format::Program;
use crate::simd::{self, Block, BytePair, DoubleBlock, Vectors, Work};

/// Whether a key is certain not to appear again, in any spelling. `rest` is the text after the key.
pub(crate) fn cannot_reappear(program: &Program<'_>, wanted: WantedKey, rest: &[u8]) -> bool {
    KeyScan::new(program, wanted, rest).is_some_and(simd::dispatch)
}

/// A search for a key by two of the key's bytes. The output is true if the key does not appear again.
pub(crate) struct KeyScan<'k> {
    /// The key in quotes.
    quoted: &'k [u8],
    /// Index of the pair's first byte in the quoted key.
    pair_offset: usize,
    pair: BytePair,
    rest: &'k [u8],
    /// End of the last string with escape sequences that was checked and found not to be a key.
    checked_until: usize,
}

impl<'k> KeyScan<'k> {
    /// Creates a search for a key. `None` if the key has no pair of bytes to search for.
    #[inline]
    pub(crate) fn new(program: &'k Program<'k>, wanted: WantedKey, rest: &'k [u8]) -> Option<Self> {
        Self::for_quoted_key(program.slice(wanted.quoted), wanted.rare_bytes, rest)
    }

    /// Creates a search for a quoted key, given the indices of the two bytes. `None` if the indices are not a valid
    /// pair.
    #[inline]
    fn for_quoted_key(quoted: &'k [u8], (first, second): (u8, u8), rest: &'k [u8]) -> Option<Self> {
        let (first, second) = (usize::from(first), usize::from(second));
        let distance = second.checked_sub(first).filter(|&distance| distance > 0)?;
        let pair = BytePair { first: *quoted.get(first)?, second: *quoted.get(second)?, distance };
        Some(Self { quoted, pair_offset: first, pair, rest, checked_until: 0 })
    }
}

impl Work for KeyScan<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<V: Vectors>(mut self, vectors: V) -> bool {
        let (distance, text) = (self.pair.distance, self.rest);
        let Some(later) = text.get(distance..) else { return false };
        let double_blocks =
            text.chunks_exact(size_of::<DoubleBlock>()).zip(later.chunks_exact(size_of::<DoubleBlock>()));
        let mut base = 0;
        for (double_block, later) in double_blocks {
            if self.may_be_in_double_block(vectors, double_block.first_chunk(), later.first_chunk(), base) {
                return false;
            }
            base += size_of::<DoubleBlock>();
        }
        // The last double block overlaps the previous one. No pair can start in the last `distance` bytes, but an
        // escape sequence can.
        let (Some(last), Some(last_later)) = (text.last_chunk::<{ size_of::<DoubleBlock>() }>(), later.last_chunk())
        else {
            return !self.may_be_in_short(vectors);
        };
        let last_pair = chunk_at(text, later.len() - size_of::<DoubleBlock>());
        !self.may_be_in_double_block(vectors, last_pair, Some(last_later), later.len() - size_of::<DoubleBlock>())
            && !self.may_be_in_double_block(vectors, Some(last), Some(last), text.len() - size_of::<DoubleBlock>())
    }
}

#[inline(always)]
fn chunk_at<const N: usize>(bytes: &[u8], start: usize) -> Option<&[u8; N]> {
    bytes.get(start..)?.first_chunk()
}

impl KeyScan<'_> {
    /// Whether the key may be in a double block. Almost no double block contains a pair or an escape sequence; the few
    /// that do are searched block by block.
    #[inline(always)]
    fn may_be_in_double_block<V: Vectors>(
        &mut self,
        vectors: V,
        double_block: Option<&DoubleBlock>,
        later: Option<&DoubleBlock>,
        base: usize,
    ) -> bool {
        let (Some(double_block), Some(later)) = (double_block, later) else { return false };
        vectors.has_backslash_or_pair(double_block, later, self.pair)
            && [0, size_of::<Block>()].into_iter().any(|start| {
                self.may_be_in_block(vectors, chunk_at(double_block, start), chunk_at(later, start), base + start)
            })
    }

    /// Whether the key may be in the rest of the event. The rest must be shorter than a double block plus the distance.
    #[inline(never)]
    fn may_be_in_short<V: Vectors>(&mut self, vectors: V) -> bool {
        let mut padded = [0; 4 * size_of::<Block>()];
        let Some(copy) = padded.get_mut(..self.rest.len()) else { return true };
        copy.copy_from_slice(self.rest);
        let distance = self.pair.distance;
        (0..self.rest.len()).step_by(size_of::<Block>()).any(|start| {
            self.may_be_in_block(vectors, chunk_at(&padded, start), chunk_at(&padded, start + distance), start)
        })
    }

    /// Whether the key may be in a block.
    #[inline(always)]
    fn may_be_in_block<V: Vectors>(
        &mut self,
        vectors: V,
        block: Option<&Block>,
        later: Option<&Block>,
        base: usize,
    ) -> bool {
        let (Some(block), Some(later)) = (block, later) else { return false };
        let found = vectors.escape_or_pair(block, later, self.pair);
        found != 0 && self.may_be_at_any(vectors, base, found)
    }

    /// Whether a pair or an escape sequence at one of these positions may be part of the key.
    #[inline(never)]
    fn may_be_at_any<V: Vectors>(&mut self, vectors: V, base: usize, mut positions: u64) -> bool {
        while positions != 0 {
            let at = base + positions.trailing_zeros() as usize;
            positions &= positions - 1;
            let is_escape = self.rest.get(at) == Some(&b'\\');
            if if is_escape { self.may_be_escaped_key(vectors, at) } else { self.may_be_key(at) } {
                return true;
            }
        }
        false
    }

    /// Whether the string that contains this escape sequence is a key. Any such key may be another spelling of the
    /// wanted key.
    fn may_be_escaped_key<V: Vectors>(&mut self, vectors: V, escape: usize) -> bool {
        // Only `\u` matters: a key with a character that has a short escape, such as `\/`, has no pair to search for.
        if self.rest.get(escape + 1) != Some(&b'u') || escape < self.checked_until {
            return false;
        }
        self.checked_until = self.string_end(vectors, escape);
        self.is_before_colon(self.checked_until)
    }

    /// Whether the pair at this offset is part of the key, or of a longer key that ends with a dot followed by the key.
    fn may_be_key(&self, at: usize) -> bool {
        let Some(start) = at.checked_sub(self.pair_offset) else { return false };
        let end = start + self.quoted.len();
        match self.rest.get(start..end) {
            Some([before, text @ ..]) => {
                matches!(before, b'"' | b'.') && text == &self.quoted[1..] && self.is_before_colon(end - 1)
            }
            _ => true,
        }
    }

    /// Whether a colon follows this quote. Also true if the text ends before the next token.
    fn is_before_colon(&self, quote: usize) -> bool {
        let after = self.rest.get(quote + 1..).unwrap_or(&[]);
        matches!(after.iter().find(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')), None | Some(b':'))
    }

    /// Returns the offset of the closing quote of the string that contains this escape sequence.
    fn string_end<V: Vectors>(&self, vectors: V, escape: usize) -> usize {
        let mut at = escape;
        loop {
            match self.rest.get(at) {
                Some(b'\\') => at += 2,
                Some(b'"') | None => return at,
                Some(_) => {
                    let ends = chunk_at(self.rest, at + 1).map_or(1, |block| vectors.string_ends(block));
                    at += 1 + (ends.trailing_zeros() as usize).min(63);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::KeyScan;
    use crate::simd;
    use alloc::format;

    fn cannot_reappear(quoted: &[u8], rare_bytes: (u8, u8), rest: &[u8]) -> bool {
        KeyScan::for_quoted_key(quoted, rare_bytes, rest).is_some_and(simd::dispatch)
    }

    #[test]
    fn a_key_is_found_at_every_offset() {
        let fillers = [0, 1, 30, 60, 61, 62, 63, 64, 65, 127, 128, 200, 260];
        for (filler, padding) in fillers.into_iter().flat_map(|filler| [(filler, 0), (filler, 300)]) {
            let (filler, padding) = (" ".repeat(filler), " ".repeat(padding));
            for (rest, expected) in [
                (format!("{filler},\"source\":1"), false),
                (format!("{filler},\"source\" \n:1}}"), false),
                (format!("{filler},\"detail.source\":1"), false),
                (format!("{filler},\"source\""), false),
                (format!("{filler},\"sourc\\u0065\":1"), false),
                (format!("{filler},\"sourc\\u0065"), false),
                (format!("{filler},\"a\\nb\":1"), true),
                (format!("{filler},\"a\":\"source\",\"b\":1"), true),
                (format!("{filler},\"resource\":1"), true),
                (format!("{filler},\"force\":1"), true),
                (format!("{filler},\"a\":\"\\\"source\\\":1\",\"b\":1"), true),
                (format!("{filler},\"a\":\"\\\\\",\"source\":1"), false),
                (format!("{filler},\"sources\":1"), true),
                (format!("{filler},\"a\":\"\\u0041\",\"b\":1"), true),
                (format!("{filler},\"a\":\"\\u0041\\\"\\u0042\",\"b\":1"), true),
            ] {
                for rare_bytes in [(3, 5), (6, 7), (1, 7), (1, 2)] {
                    let rest = format!("{rest}{padding}");
                    assert_eq!(
                        cannot_reappear(b"\"source\"", rare_bytes, rest.as_bytes()),
                        expected,
                        "{rest} {rare_bytes:?}"
                    );
                }
            }
            assert!(!cannot_reappear(b"\"a\"", (1, 2), format!("{filler}\"a\":").as_bytes()));
            assert!(cannot_reappear(b"\"a\"", (1, 2), format!("{filler}\"b\":").as_bytes()));
            assert!(!cannot_reappear(b"", (0, 0), filler.as_bytes()));
            assert!(!cannot_reappear(b"\"a/b\"", (0, 0), filler.as_bytes()));
        }
    }
}
