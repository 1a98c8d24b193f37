//! JSON strings as written in the event. They are decoded on the fly.

#![allow(clippy::inline_always, reason = "strings in events are short, so a call would cost more than the comparison")]

use crate::filter::Bytes;

/// The bytes between the quotes of a string whose grammar has been checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawString<'j> {
    body: &'j [u8],
    has_escapes: bool,
}

impl<'j> RawString<'j> {
    pub(crate) fn new(body: &'j [u8], has_escapes: bool) -> Self {
        Self { body, has_escapes }
    }

    /// Returns the content, if the string has no escapes.
    pub(crate) fn plain(self) -> Option<&'j [u8]> {
        (!self.has_escapes).then_some(self.body)
    }

    /// Returns the decoded bytes in generalised UTF-8: a lone surrogate is encoded in three bytes, as UTF-8 would
    /// encode it.
    pub(crate) fn decoded(self) -> Decoded<'j> {
        Decoded::new(self.body)
    }

    /// Returns a lower bound on the number of decoded bytes.
    pub(crate) fn min_len(self) -> usize {
        self.body.len() / MAX_ESCAPED_LEN
    }

    pub(crate) fn equals(self, text: &[u8]) -> bool {
        if let Some(plain) = self.plain() {
            return equal_bytes(plain, text);
        }
        let decoded_lens = self.min_len()..=self.body.len();
        decoded_lens.contains(&text.len()) && self.decoded().eq(text.iter().copied())
    }
}

/// Whether two byte strings are equal. Strings in events are short, so a call to `memcmp` would cost more than the
/// comparison.
#[inline(always)]
pub(crate) fn equal_bytes(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    // The last eight bytes may overlap the previous ones.
    let (Some(left_last), Some(right_last)) = (left.last_chunk::<8>(), right.last_chunk::<8>()) else {
        return left.iter().zip(right).all(|(left, right)| left == right);
    };
    let (mut left_rest, mut right_rest) = (left, right);
    while let (Some((left_chunk, left_after)), Some((right_chunk, right_after))) =
        (left_rest.split_first_chunk::<8>(), right_rest.split_first_chunk::<8>())
    {
        if left_chunk != right_chunk {
            return false;
        }
        (left_rest, right_rest) = (left_after, right_after);
    }
    left_last == right_last
}

/// Maximum number of bytes in the event that encode one byte of a string.
const MAX_ESCAPED_LEN: usize = 6;

/// The decoded bytes of a string.
#[derive(Debug, Clone)]
pub(crate) struct Decoded<'j> {
    rest: &'j [u8],
    /// The encoded character of the last `\u` escape.
    pending: [u8; 4],
    length: usize,
    next: usize,
}

impl Iterator for Decoded<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if self.next < self.length {
            self.next += 1;
            return Some(self.pending[self.next - 1]);
        }
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        if first != b'\\' {
            return Some(first);
        }
        let (&letter, rest) = self.rest.split_first()?;
        self.rest = rest;
        match letter {
            b'b' => Some(0x08),
            b'f' => Some(0x0c),
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'u' => {
                let code = self.code_point();
                self.length = encode_generalised_utf8(code, &mut self.pending);
                self.next = 1;
                Some(self.pending[0])
            }
            plain => Some(plain),
        }
    }
}

impl Bytes for Decoded<'_> {
    fn end(&self, min_len: usize) -> Self {
        if let Some(start) = self.rest.len().checked_sub(min_len.saturating_mul(2)) {
            let start = start - trailing_backslashes(&self.rest[..start]) % 2;
            // Without `\u` escapes, at most two bytes encode one byte.
            let near = &self.rest[start.saturating_sub(MAX_CHARACTER_LEN)..];
            if !near.windows(2).any(|pair| pair == b"\\u") {
                return Self::new(&self.rest[start..]);
            }
        }
        let encoded_len = min_len.saturating_mul(MAX_ESCAPED_LEN).saturating_add(2 * MAX_CHARACTER_LEN);
        let Some(start) = self.rest.len().checked_sub(encoded_len) else { return self.clone() };
        // An odd number of backslashes escapes the next byte.
        let start = start - trailing_backslashes(&self.rest[..start]) % 2;
        let mut end = Self::new(&self.rest[start..]);
        // This may be inside a `\u` escape, or between two that encode one character. Later characters are not affected.
        let certain_len = end.rest.len() - MAX_CHARACTER_LEN;
        while end.rest.len() > certain_len || end.next < end.length {
            end.next();
        }
        end
    }

    fn seek(&mut self, wanted: u8) -> bool {
        loop {
            self.skip_blocks_without(wanted);
            for _ in 0..BLOCK_LEN {
                match self.peek() {
                    Some(byte) if byte == wanted => return true,
                    Some(_) => self.next(),
                    None => return false,
                };
            }
        }
    }
}

/// Maximum number of bytes in the event that encode one character: two `\u` escapes.
const MAX_CHARACTER_LEN: usize = 12;

/// Number of bytes that are searched at once.
const BLOCK_LEN: usize = 64;

/// Returns the number of backslashes at the end.
fn trailing_backslashes(bytes: &[u8]) -> usize {
    let blocks = bytes.rchunks_exact(BLOCK_LEN).take_while(|block| **block == [b'\\'; BLOCK_LEN]).count();
    let rest = &bytes[..bytes.len() - BLOCK_LEN * blocks];
    BLOCK_LEN * blocks + rest.iter().rev().take_while(|&&byte| byte == b'\\').count()
}

impl<'j> Decoded<'j> {
    fn new(body: &'j [u8]) -> Self {
        Self { rest: body, pending: [0; 4], length: 0, next: 0 }
    }

    fn peek(&self) -> Option<u8> {
        match self.rest.first() {
            Some(&byte) if byte != b'\\' && self.next == self.length => Some(byte),
            _ => self.clone().next(),
        }
    }

    /// Skips blocks in which no character, however it is encoded, contains the wanted byte.
    #[allow(clippy::needless_bitwise_bool, reason = "branches would prevent the use of vector instructions")]
    fn skip_blocks_without(&mut self, wanted: u8) {
        if self.next < self.length {
            return;
        }
        let has_short_escape = matches!(wanted, b'"' | b'\\' | b'/' | 0..=0x1f);
        while let Some(block) = self.rest.first_chunk::<{ BLOCK_LEN + 1 }>() {
            let pairs = block.iter().zip(&block[1..]);
            let may_contain = pairs.fold(false, |found, (&byte, &next)| {
                found | (byte == wanted) | ((byte == b'\\') & (has_short_escape | (next == b'u')))
            });
            if may_contain {
                return;
            }
            // An escape sequence may cross the end of the block.
            let crossing = trailing_backslashes(&block[..BLOCK_LEN]) % 2;
            self.rest = &self.rest[BLOCK_LEN - crossing..];
        }
    }

    /// Decodes the hex digits of a `\u` escape. If they encode a high surrogate and the next escape encodes a low
    /// surrogate, also consumes the next escape.
    fn code_point(&mut self) -> u32 {
        let high = self.hex_digits();
        if (0xd800..0xdc00).contains(&high) && self.rest.starts_with(b"\\u") {
            let mut ahead = self.clone();
            ahead.rest = &ahead.rest[2..];
            let low = ahead.hex_digits();
            if (0xdc00..0xe000).contains(&low) {
                *self = ahead;
                return 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            }
        }
        high
    }

    fn hex_digits(&mut self) -> u32 {
        let length = self.rest.len().min(4);
        let (hex_digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        hex_digits.iter().fold(0, |code, &digit| code * 16 + char::from(digit).to_digit(16).unwrap_or(0))
    }
}

/// Writes a code point in generalised UTF-8 and returns its length in bytes.
fn encode_generalised_utf8(code: u32, bytes: &mut [u8; 4]) -> usize {
    if let Some(character) = char::from_u32(code) {
        return character.encode_utf8(bytes).len();
    }
    let [.., middle, last] = code.to_be_bytes();
    *bytes = [0xe0 | middle >> 4, 0x80 | (middle & 0x0f) << 2 | last >> 6, 0x80 | last & 0x3f, 0];
    3
}

#[cfg(test)]
mod tests {
    use super::RawString;
    use crate::filter::Bytes;
    use alloc::vec::Vec;

    #[test]
    fn only_strings_without_escapes_are_plain() {
        assert_eq!(RawString::new(b"abc", false).plain(), Some(&b"abc"[..]));
        assert_eq!(RawString::new(br"\u0061bc", true).plain(), None);
        assert!(RawString::new(br"\u0061bc", true).equals(b"abc"));
    }

    /// Calls `check` with many bodies that consist of these characters.
    fn for_many_bodies(characters: &[&str], mut check: impl FnMut(&[u8])) {
        let mut seed = 7_u64;
        for round in 0..600 {
            let mut body = Vec::new();
            for _ in 0..round % 60 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let character = characters[(seed >> 33) as usize % characters.len()];
                // Runs of the same character, so that blocks with only one kind of character occur.
                let count = if seed >> 60 == 0 { 70 } else { 1 };
                body.extend(core::iter::repeat_n(character.as_bytes(), count).flatten());
            }
            check(&body);
        }
    }

    const CHARACTERS: [&[&str]; 4] = [
        &[r"\\"],
        &["a", "u", "n", r"\\", "\\\"", r"\n", "é", r"\/"],
        &[r"\ud83d", r"\ude00", "a", "0", r"\u0061"],
        &["a", "b", "u", "0", "é", "😀", r"\\", "\\\"", r"\n", r"\u0061", r"\u00e9", r"\u005c", r"\ud83d", r"\ude00"],
    ];

    #[test]
    fn the_end_of_a_string_is_an_end_of_the_decoded_bytes() {
        for characters in CHARACTERS {
            for_many_bodies(characters, |body| {
                let all: Vec<u8> = RawString::new(body, true).decoded().collect();
                for read in [0, 1, 2, 3, 50] {
                    let mut decoded = RawString::new(body, true).decoded();
                    let rest = &all[decoded.by_ref().take(read).count()..];
                    for min_len in (0..40).chain([usize::MAX]) {
                        let end: Vec<u8> = decoded.end(min_len).collect();
                        assert!(rest.ends_with(&end), "{body:?} {read} {min_len}");
                        assert!(end.len() >= min_len.min(rest.len()), "{body:?} {read} {min_len}");
                    }
                }
            });
        }
    }

    #[test]
    fn seeking_moves_to_the_next_byte_with_this_value() {
        for characters in CHARACTERS {
            for_many_bodies(characters, |body| {
                let all: Vec<u8> = RawString::new(body, true).decoded().collect();
                for wanted in *b"abu0n\n\\\"/\xc3\x9f\xed" {
                    let (mut decoded, mut expected) = (RawString::new(body, true).decoded(), all.iter().copied());
                    while let Some(skipped) = expected.clone().position(|byte| byte == wanted) {
                        assert!(decoded.seek(wanted));
                        let _ = expected.by_ref().take(skipped).count();
                        assert!(decoded.clone().eq(expected.clone()), "{body:?} {wanted}");
                        assert_eq!(decoded.next(), expected.next());
                    }
                    assert!(!decoded.seek(wanted), "{body:?} {wanted}");
                }
            });
        }
    }

    #[test]
    fn a_string_equals_only_its_decoded_bytes() {
        for characters in CHARACTERS {
            for_many_bodies(characters, |body| {
                let string = RawString::new(body, true);
                let mut text: Vec<u8> = string.decoded().collect();
                assert!(string.equals(&text));
                text.push(b'a');
                assert!(!string.equals(&text));
            });
        }
    }
}
