//! Whether a key may come again in the rest of an event.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use crate::simd::{self, Vectors, Work};

/// Whether this key does not come again, in whatever way it is written.
pub(super) fn cannot_come(key: &[u8], rest: &[u8]) -> bool {
    let wanted = match key {
        [] => return false,
        [only] => [b'"', *only, b'"'],
        [.., before, last] => [*before, *last, b'"'],
    };
    simd::dispatch(Look { key, rest, wanted, known_until: 0 })
}

struct Look<'k> {
    key: &'k [u8],
    rest: &'k [u8],
    /// The end of the key and the quote behind it.
    wanted: [u8; 3],
    /// Up to here a string with escapes reaches that is no key.
    known_until: usize,
}

impl Work for Look<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<V: Vectors>(mut self, vectors: V) -> bool {
        let mut base = 0;
        while let Some(bytes) = self.rest[base..].first_chunk() {
            let found = vectors.backslash_or(bytes, self.wanted);
            if found != 0 && self.may_be_key(base, found) {
                return false;
            }
            base += 64;
        }
        let mut last = [0; 66];
        last[..self.rest.len() - base].copy_from_slice(&self.rest[base..]);
        let found = vectors.backslash_or(&last, self.wanted);
        found == 0 || !self.may_be_key(base, found)
    }
}

impl Look<'_> {
    /// Whether the key, or any key with escapes, stands at one of these places.
    #[cold]
    fn may_be_key(&mut self, base: usize, mut places: u64) -> bool {
        while places != 0 {
            let at = base + places.trailing_zeros() as usize;
            places &= places - 1;
            if at < self.known_until {
                continue;
            }
            let is_escape = self.rest[at] == b'\\';
            let quote = if is_escape { self.string_end(at) } else { at + 2 };
            let behind = self.rest.get(quote + 1..).unwrap_or(&[]);
            let next = behind.iter().find(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
            let is_key = matches!(next, None | Some(b':'));
            if is_key && (is_escape || self.rest[..quote].ends_with(self.key)) {
                return true;
            }
            self.known_until = quote;
        }
        false
    }

    /// The quote that ends the string in which an escape stands.
    fn string_end(&self, escape: usize) -> usize {
        let mut at = escape;
        loop {
            match self.rest.get(at) {
                Some(b'\\') => at += 2,
                Some(b'"') | None => return at,
                Some(_) => at += 1,
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
        for filler in [0, 1, 30, 61, 62, 63, 64, 65, 127, 128, 200] {
            let filler = " ".repeat(filler);
            for (rest, expected) in [
                (format!("{filler},\"source\":1"), false),
                (format!("{filler},\"source\" \n:1}}"), false),
                (format!("{filler},\"detail.source\":1"), false),
                (format!("{filler},\"source\""), false),
                (format!("{filler},\"sourc\\u0065\":1"), false),
                (format!("{filler},\"a\":\"source\",\"b\":1"), true),
                (format!("{filler},\"resource\":1"), false),
                (format!("{filler},\"force\":1"), true),
                (format!("{filler},\"a\":\"\\\"source\\\":1\",\"b\":1"), true),
                (format!("{filler},\"a\":\"\\\\\",\"source\":1"), false),
                (format!("{filler},\"sources\":1"), true),
            ] {
                assert_eq!(cannot_come(b"source", rest.as_bytes()), expected, "{rest}");
            }
            assert!(!cannot_come(b"a", format!("{filler}\"a\":").as_bytes()));
            assert!(cannot_come(b"a", format!("{filler}\"b\":").as_bytes()));
            assert!(!cannot_come(b"", filler.as_bytes()));
        }
    }
}
