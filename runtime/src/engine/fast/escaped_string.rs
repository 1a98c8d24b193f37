//! Reads strings that contain escape sequences or characters that are not ASCII, and strings at the end of an event.
//!
//! The string is checked completely, because a value that decides the answer must be valid, but it is not decoded.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]

use super::escapes::escaped_bytes;
use crate::json::{RawString, Scalar};
use crate::simd::{Block, StringMasks, Vectors, Work};

/// Reads a string of any form. The output is the string and the offset of its end, or `None` if the string is not valid
/// or not followed by the end of its value.
pub(super) struct UnusualString<'j> {
    pub(super) json: &'j [u8],
    /// The offset after the opening quote.
    pub(super) start: usize,
}

impl<'j> Work for UnusualString<'j> {
    type Output = Option<(Scalar<'j>, usize)>;

    #[inline(always)]
    fn run<V: Vectors>(self, vectors: V) -> Self::Output {
        let Self { json, start } = self;
        let (mut base, mut first_is_escaped) = (start, 0);
        let (mut all_backslashes, mut all_not_ascii) = (0, 0);
        let end = loop {
            let rest = json.get(base..)?;
            let padded;
            let block = if let Some(block) = rest.first_chunk() {
                block
            } else {
                padded = padded_block(rest);
                &padded
            };
            let StringMasks { quotes, backslashes, controls, not_ascii } = vectors.string_masks(block);
            let (is_escaped, next_is_escaped) = escaped_bytes(backslashes, first_is_escaped);
            let ends = quotes & !is_escaped;
            // The bytes before the first end, or all bytes if the string does not end in this block.
            let in_string = ends.wrapping_sub(1) & !ends;
            if controls & in_string != 0 {
                return None;
            }
            let letters = is_escaped & in_string & !(quotes | backslashes);
            if letters != 0 && !are_valid_escapes(json, base, letters) {
                return None;
            }
            all_backslashes |= backslashes & in_string;
            all_not_ascii |= not_ascii & in_string;
            if ends != 0 {
                break base + ends.trailing_zeros() as usize;
            }
            first_is_escaped = next_is_escaped;
            base += 64;
        };
        let body = &json[start..end];
        if all_not_ascii != 0 {
            core::str::from_utf8(body).ok()?;
        }
        let is_complete = matches!(json.get(end + 1), Some(b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t'));
        is_complete.then(|| (Scalar::String(RawString::new(body, all_backslashes != 0)), end + 1))
    }
}

/// Copies the rest of the event into a block and pads it with control characters, which no string contains.
#[cold]
fn padded_block(rest: &[u8]) -> Block {
    let mut block = [0; 64];
    block[..rest.len()].copy_from_slice(rest);
    block
}

/// Whether the characters at these positions of the block at offset `base` are valid after a backslash.
#[inline(never)]
fn are_valid_escapes(json: &[u8], base: usize, mut letters: u64) -> bool {
    while letters != 0 {
        let at = base + letters.trailing_zeros() as usize;
        letters &= letters - 1;
        let is_valid = match json.get(at..) {
            Some([b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..]) => true,
            Some([b'u', digits @ ..]) => {
                digits.first_chunk::<4>().is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            }
            _ => false,
        };
        if !is_valid {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::UnusualString;
    use crate::json::{Cursor, RawString, Scalar};
    use crate::simd::{Variant, dispatch_to};
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    /// The body of a string, whether it has escape sequences, and the offset of its end.
    type Read<'j> = Option<(&'j [u8], bool, usize)>;

    fn parts<'j>(string: RawString<'j>, json: &'j [u8], end: usize) -> (&'j [u8], bool, usize) {
        (&json[1..end - 1], string.plain().is_none(), end)
    }

    /// Reads the string at the start with the cursor.
    fn read_by_cursor(json: &[u8]) -> Read<'_> {
        let mut cursor = Cursor::new(json);
        let Ok(Scalar::String(string)) = cursor.scalar() else { return None };
        Some(parts(string, json, cursor.position()))
    }

    fn read(variant: Variant, json: &[u8]) -> Read<'_> {
        let (Scalar::String(string), end) = dispatch_to(variant, UnusualString { json, start: 1 })? else {
            return None;
        };
        assert!(string.decoded().eq(RawString::new(&json[1..end - 1], true).decoded()));
        Some(parts(string, json, end))
    }

    /// Strings and fragments of strings, half of them not valid.
    fn fragments() -> Vec<Vec<u8>> {
        let mut all: Vec<Vec<u8>> = [
            "",
            "\\\"",
            "\\\\",
            "\\/\\b\\f\\n\\r\\t",
            "\\u00e9",
            "\\u00E9\\u0022",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00\\ud83d",
            "é",
            "日本😀",
            "\u{7f}",
            "\\",
            "\\x",
            "\\u",
            "\\u12",
            "\\u12g4",
            "\\u\"",
            "\\u00\\n",
            "\n",
            "\0",
            "\x1f",
            "\"",
            "\\\\\"",
            "\\\\\\\"",
            "u0041",
        ]
        .map(|text| text.as_bytes().to_vec())
        .into();
        all.extend([&b"\xff"[..], b"\xed\xa0\x80", b"\xc3", b"\x80"].map(<[u8]>::to_vec));
        all.extend((1..=9).map(|length| b"\\".repeat(length)));
        all
    }

    #[test]
    fn every_variant_reads_the_strings_that_the_cursor_reads_at_every_offset() {
        for fragment in fragments() {
            for padding in 0..130 {
                for (after, next) in [("", ","), ("x", "}"), ("\\n", " "), ("", "x"), ("", "")] {
                    for rest in ["", &"\"y\":1".repeat(40)] {
                        let text = [b"\"", "p".repeat(padding).as_bytes(), &fragment].concat();
                        let json = [&text, format!("{after}\"{next}{rest}").as_bytes()].concat();
                        let expected = read_by_cursor(&json);
                        for variant in Variant::available() {
                            let shown = || String::from_utf8_lossy(&json).into_owned();
                            assert_eq!(read(variant, &json), expected, "{variant:?} {}", shown());
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn every_variant_reads_long_runs_of_backslashes() {
        for length in 0..260 {
            for before in ["", "p", "\\n"] {
                let json = format!("\"{before}{}\",\"z\":\"\"}}", "\\".repeat(length));
                let expected = read_by_cursor(json.as_bytes());
                for variant in Variant::available() {
                    assert_eq!(read(variant, json.as_bytes()), expected, "{variant:?} {json}");
                }
            }
        }
    }
}
