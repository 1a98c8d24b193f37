//! JSON strings as written in the event. They are decoded on the fly.

#![allow(clippy::inline_always, reason = "strings in events are short, so a call would cost more than the comparison")]

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
        Decoded { rest: self.body, pending: [0; 4], length: 0, next: 0 }
    }

    pub(crate) fn equals(self, text: &[u8]) -> bool {
        match self.plain() {
            Some(plain) => equal_bytes(plain, text),
            None => self.decoded().eq(text.iter().copied()),
        }
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

impl Decoded<'_> {
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

    #[test]
    fn only_strings_without_escapes_are_plain() {
        assert_eq!(RawString::new(b"abc", false).plain(), Some(&b"abc"[..]));
        assert_eq!(RawString::new(br"\u0061bc", true).plain(), None);
        assert!(RawString::new(br"\u0061bc", true).equals(b"abc"));
    }
}
