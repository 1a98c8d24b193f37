//! Whether a key may come again in the rest of an event.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use crate::simd::{self, Block, Pair, Stretch, Vectors, Work};

/// Whether this key, given in quotes, does not come again, in whatever way it is written. It is looked for by two of its
/// bytes, at these places in it. The text starts with the value of a key.
pub(super) fn cannot_come(quoted: &[u8], rare: (u8, u8), rest: &[u8]) -> bool {
    let (first, second) = (usize::from(rare.0), usize::from(rare.1));
    match (quoted.get(first), quoted.get(second)) {
        (Some(&one), Some(&other)) if first < second => {
            let pair = Pair { first: one, second: other, distance: second - first };
            simd::dispatch(Look { quoted, before: first, pair, rest, known_until: 0 })
        }
        _ => false,
    }
}

struct Look<'k> {
    quoted: &'k [u8],
    /// How many bytes of the key stand before the pair.
    before: usize,
    pair: Pair,
    rest: &'k [u8],
    /// Up to here a string with escapes reaches that is no key.
    known_until: usize,
}

impl Work for Look<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<V: Vectors>(mut self, vectors: V) -> bool {
        let (distance, text) = (self.pair.distance, self.rest);
        let Some(later) = text.get(distance..) else { return false };
        let mut base = 0;
        // Nearly all stretches have nothing, and those that have something are looked at block by block.
        for (stretch, later) in text.chunks_exact(size_of::<Stretch>()).zip(later.chunks_exact(size_of::<Stretch>())) {
            let (Some(whole), Some(whole_later)) = (stretch.first_chunk(), later.first_chunk()) else { break };
            if vectors.has_backslash_or_pair(whole, whole_later, self.pair) {
                for start in (0..size_of::<Stretch>()).step_by(size_of::<Block>()) {
                    if self.may_be_in(vectors, piece(stretch, start), piece(later, start), base + start) {
                        return false;
                    }
                }
            }
            base += size_of::<Stretch>();
        }
        // The rest has less than a stretch and the distance. The last block overlaps the one before.
        let last_start = text.len().saturating_sub(size_of::<Block>() + distance);
        while base < last_start {
            if self.may_be_in(vectors, piece(text, base), piece(text, base + distance), base) {
                return false;
            }
            base += size_of::<Block>();
        }
        let mut padded = [0; 2 * size_of::<Block>()];
        let left = &text[last_start..];
        let Some(room) = padded.get_mut(..left.len()) else { return false };
        room.copy_from_slice(left);
        !self.may_be_in(vectors, piece(&padded, 0), piece(&padded, distance), last_start)
            && !left[left.len().min(size_of::<Block>())..].contains(&b'\\')
    }
}

#[inline(always)]
fn piece<const N: usize>(bytes: &[u8], start: usize) -> Option<&[u8; N]> {
    bytes.get(start..)?.first_chunk()
}

impl Look<'_> {
    /// Whether the key may be in a block.
    #[inline(always)]
    fn may_be_in<V: Vectors>(&mut self, vectors: V, block: Option<&Block>, later: Option<&Block>, base: usize) -> bool {
        let (Some(block), Some(later)) = (block, later) else { return false };
        let found = vectors.escape_or_pair(block, later, self.pair);
        found != 0 && self.may_be_at(vectors, base, found)
    }

    /// Whether the key, or any key with escapes, is written so that an escape or its pair of bytes is at these places.
    #[inline(never)]
    fn may_be_at<V: Vectors>(&mut self, vectors: V, base: usize, mut places: u64) -> bool {
        while places != 0 {
            let at = base + places.trailing_zeros() as usize;
            places &= places - 1;
            let is_escape = self.rest.get(at) == Some(&b'\\');
            if if is_escape { self.may_be_escaped_key(vectors, at) } else { self.may_be_key(at) } {
                return true;
            }
        }
        false
    }

    /// Whether the string in which an escape stands is a key.
    fn may_be_escaped_key<V: Vectors>(&mut self, vectors: V, escape: usize) -> bool {
        // The key has no characters that may be written with another escape.
        if self.rest.get(escape + 1) != Some(&b'u') || escape < self.known_until {
            return false;
        }
        self.known_until = self.string_end(vectors, escape);
        self.is_before_colon(self.known_until)
    }

    /// Whether the key of which this is the pair, or one that ends like it behind a dot, stands here.
    fn may_be_key(&self, at: usize) -> bool {
        let Some(start) = at.checked_sub(self.before) else { return false };
        let end = start + self.quoted.len();
        match self.rest.get(start..end) {
            Some([before, text @ ..]) => {
                matches!(before, b'"' | b'.') && text == &self.quoted[1..] && self.is_before_colon(end - 1)
            }
            _ => true,
        }
    }

    /// Whether a colon follows this quote, or the text ends before that is known.
    fn is_before_colon(&self, quote: usize) -> bool {
        let behind = self.rest.get(quote + 1..).unwrap_or(&[]);
        matches!(behind.iter().find(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')), None | Some(b':'))
    }

    /// The quote that ends the string in which an escape stands.
    fn string_end<V: Vectors>(&self, vectors: V, escape: usize) -> usize {
        let mut at = escape;
        loop {
            match self.rest.get(at) {
                Some(b'\\') => at += 2,
                Some(b'"') | None => return at,
                Some(_) => {
                    let ends = piece(self.rest, at + 1).map_or(1, |block| vectors.string_ends(block));
                    at += 1 + (ends.trailing_zeros() as usize).min(63);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cannot_come;
    use alloc::format;

    #[test]
    fn a_key_is_found_wherever_it_stands() {
        for filler in [0, 1, 30, 61, 62, 63, 64, 65, 127, 128, 200, 260] {
            let filler = " ".repeat(filler);
            for (rest, expected) in [
                (format!("{filler},\"source\":1"), false),
                (format!("{filler},\"source\" \n:1}}"), false),
                (format!("{filler},\"detail.source\":1"), false),
                (format!("{filler},\"source\""), false),
                (format!("{filler},\"sourc\\u0065\":1"), false),
                (format!("{filler},\"a\":\"source\",\"b\":1"), true),
                (format!("{filler},\"resource\":1"), true),
                (format!("{filler},\"force\":1"), true),
                (format!("{filler},\"a\":\"\\\"source\\\":1\",\"b\":1"), true),
                (format!("{filler},\"a\":\"\\\\\",\"source\":1"), false),
                (format!("{filler},\"sources\":1"), true),
            ] {
                for rare in [(3, 5), (6, 7), (1, 7), (1, 2)] {
                    assert_eq!(cannot_come(b"\"source\"", rare, rest.as_bytes()), expected, "{rest} {rare:?}");
                }
            }
            assert!(!cannot_come(b"\"a\"", (1, 2), format!("{filler}\"a\":").as_bytes()));
            assert!(cannot_come(b"\"a\"", (1, 2), format!("{filler}\"b\":").as_bytes()));
            assert!(!cannot_come(b"", (0, 0), filler.as_bytes()));
        }
    }
}
