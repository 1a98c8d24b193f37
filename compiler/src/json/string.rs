//! JSON strings with their escapes resolved.

use std::fmt;
use std::fmt::Write as _;

/// The content of a JSON string.
///
/// JSON allows lone surrogates (`"\ud800"`), which UTF-8 cannot encode. The bytes are therefore generalised UTF-8:
/// UTF-8 plus a three-byte form for each lone surrogate. Equal strings have equal bytes.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JsonString {
    bytes: Box<[u8]>,
}

impl JsonString {
    /// Returns the bytes in generalised UTF-8.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Creates a string from bytes, which must be generalised UTF-8.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self { bytes: bytes.into() }
    }

    /// Returns the content as a Rust string, or `None` if it has a lone surrogate.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// Splits the string at each occurrence of an ASCII character.
    pub fn split(&self, separator: u8) -> impl Iterator<Item = Self> + '_ {
        self.bytes.split(move |&byte| byte == separator).map(|part| Self { bytes: part.into() })
    }

    /// Returns the string with an ASCII character removed from the start, or `None` if the string does not start with
    /// this character.
    #[must_use]
    pub fn strip_prefix(&self, first: u8) -> Option<Self> {
        self.bytes.strip_prefix(&[first]).map(|rest| Self { bytes: rest.into() })
    }

    /// Returns the string with an ASCII character removed from the end, or `None` if the string does not end with this
    /// character.
    #[must_use]
    pub fn strip_suffix(&self, last: u8) -> Option<Self> {
        self.bytes.strip_suffix(&[last]).map(|rest| Self { bytes: rest.into() })
    }

    /// Whether the string is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns the code points, including lone surrogates.
    pub fn code_points(&self) -> impl Iterator<Item = u32> + '_ {
        let mut rest = &*self.bytes;
        std::iter::from_fn(move || {
            let (&first, _) = rest.split_first()?;
            let (length, lead) = match first {
                0..=0x7f => (1, u32::from(first)),
                0x80..=0xdf => (2, u32::from(first & 0x1f)),
                0xe0..=0xef => (3, u32::from(first & 0x0f)),
                _ => (4, u32::from(first & 0x07)),
            };
            let (character, after) = rest.split_at(length);
            rest = after;
            Some(character[1..].iter().fold(lead, |code, byte| code << 6 | u32::from(byte & 0x3f)))
        })
    }

    /// Returns the string as JSON, with quotes. Escapes only what JSON requires to be escaped.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = String::from("\"");
        for code in self.code_points() {
            match char::from_u32(code) {
                Some('"') => json.push_str("\\\""),
                Some('\\') => json.push_str("\\\\"),
                Some('\n') => json.push_str("\\n"),
                Some('\r') => json.push_str("\\r"),
                Some('\t') => json.push_str("\\t"),
                Some(character) if character >= ' ' => json.push(character),
                _ => {
                    let _ = write!(json, "\\u{code:04x}");
                }
            }
        }
        json.push('"');
        json
    }
}

impl From<&str> for JsonString {
    fn from(text: &str) -> Self {
        Self { bytes: text.as_bytes().into() }
    }
}

/// Writes the content, with U+FFFD in place of lone surrogates.
impl fmt::Display for JsonString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code_points()
            .map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
            .try_for_each(|character| write!(formatter, "{character}"))
    }
}

impl fmt::Debug for JsonString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_json())
    }
}

/// An error in the body of a JSON string.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidString {
    /// The byte range of the error in the body.
    pub range: std::ops::Range<usize>,
    /// The error message.
    pub message: String,
    /// The fix.
    pub help: &'static str,
}

const LINE_BREAK_HELP: &str = "join the lines, or write `\\n` for a line break";

/// Resolves the escapes in the body of a string. The body is the text between the quotes.
///
/// # Errors
/// Returns an error if the body contains an invalid escape, a line break or another control character.
pub fn unescape(body: &str) -> Result<JsonString, InvalidString> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut position = 0;
    while let Some(character) = body[position..].chars().next() {
        let start = position;
        position += character.len_utf8();
        match character {
            '\\' => {
                let (code, end) = escape(body, start)?;
                push_code_point(&mut bytes, code);
                position = end;
            }
            '\n' | '\r' => {
                return Err(InvalidString {
                    range: start..position,
                    message: "unescaped line break in a string".to_owned(),
                    help: LINE_BREAK_HELP,
                });
            }
            control if control < ' ' => {
                return Err(InvalidString {
                    range: start..position,
                    message: format!("unescaped control character U+{:04X} in a string", u32::from(control)),
                    help: "escape it, for example as `\\t` for a tab",
                });
            }
            plain => bytes.extend_from_slice(plain.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    Ok(JsonString { bytes: bytes.into() })
}

/// Decodes the escape at `start`. Returns the code point and the offset after the escape. Two `\u` escapes that form a
/// surrogate pair are decoded as one code point.
fn escape(body: &str, start: usize) -> Result<(u32, usize), InvalidString> {
    let error = |length: usize, message: String, help| {
        let end = body[start..].char_indices().nth(length).map_or(body.len(), |(offset, _)| start + offset);
        Err(InvalidString { range: start..end, message, help })
    };
    let Some(letter) = body[start + 1..].chars().next() else {
        return error(1, "lone backslash at the end of a string".into(), "write `\\\\` for a backslash");
    };
    let plain = |character: char| Ok((u32::from(character), start + 2));
    match letter {
        '"' | '\\' | '/' => plain(letter),
        'b' => plain('\u{8}'),
        'f' => plain('\u{c}'),
        'n' => plain('\n'),
        'r' => plain('\r'),
        't' => plain('\t'),
        'u' => match hexadecimal(body, start + 2) {
            Some(high @ 0xd800..=0xdbff) if body[start + 6..].starts_with("\\u") => {
                match hexadecimal(body, start + 8) {
                    Some(low @ 0xdc00..=0xdfff) => Ok((0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), start + 12)),
                    _ => Ok((high, start + 6)),
                }
            }
            Some(code) => Ok((code, start + 6)),
            None if body[start + 2..].starts_with('{') => error(
                3,
                "`\\u{…}` is a Rust escape, not a JSON escape".into(),
                "write the character itself, or, in a raw string, `\\u` followed by four hexadecimal digits",
            ),
            None => error(
                6,
                "expected four hexadecimal digits after `\\u`".into(),
                "write all four digits, for example `\\u00e9`",
            ),
        },
        'x' | '0' | '\'' => error(
            2,
            format!("`\\{letter}` is a Rust escape, not a JSON escape"),
            "write the character itself or a JSON escape",
        ),
        '\n' | '\r' => error(1, "unescaped line break in a string".into(), LINE_BREAK_HELP),
        other => error(
            2,
            format!("`\\{other}` is not a JSON escape"),
            "the JSON escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u` followed by four hexadecimal digits",
        ),
    }
}

/// Parses the four hexadecimal digits at an offset. Returns `None` if there are fewer than four digits.
fn hexadecimal(body: &str, offset: usize) -> Option<u32> {
    let digits = body.get(offset..offset + 4)?;
    if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) { u32::from_str_radix(digits, 16).ok() } else { None }
}

/// Appends a code point, which may be a lone surrogate. A surrogate pair never arrives as two code points, because
/// [`escape`] combines its two halves.
fn push_code_point(bytes: &mut Vec<u8>, code: u32) {
    if let Some(character) = char::from_u32(code) {
        bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        let [.., middle, last] = code.to_be_bytes();
        bytes.extend([0xe0 | middle >> 4, 0x80 | (middle & 0x0f) << 2 | last >> 6, 0x80 | last & 0x3f]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        let text = unescape(r#"a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é"#).unwrap();
        assert_eq!(text.as_str(), Some("a\"\\/\u{8}\u{c}\n\r\té😀é"));
    }

    #[test]
    fn lone_surrogates_stay_distinct() {
        let high = unescape(r"\ud800").unwrap();
        assert_eq!(high.as_str(), None);
        assert_eq!(high.code_points().collect::<Vec<_>>(), [0xd800]);
        assert_eq!(high.to_json(), r#""\ud800""#);
        assert_ne!(high, unescape(r"\ud801").unwrap());
        assert_eq!(unescape(r"\ud800\ud800x").unwrap().code_points().count(), 3);
    }

    #[test]
    fn to_json_escapes_only_what_json_requires() {
        for (text, json) in [
            ("a\"b\\c/d", r#""a\"b\\c/d""#),
            ("\n\r\t", r#""\n\r\t""#),
            ("\0\u{8}\u{1f} \u{7f}é😀", "\"\\u0000\\u0008\\u001f \u{7f}é😀\""),
        ] {
            assert_eq!(JsonString::from(text).to_json(), json);
        }
    }

    #[test]
    fn code_points_match_those_of_str() {
        let text = JsonString::from("aé\u{800}😀\u{10ffff}");
        let expected: Vec<u32> = text.as_str().unwrap().chars().map(u32::from).collect();
        assert_eq!(text.code_points().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn invalid_strings_have_exact_ranges() {
        for (body, range, part) in [
            (r"ab\x41", 2..4, "Rust escape"),
            (r"\u{e9}", 0..3, "Rust escape"),
            (r"\u00g0", 0..6, "four hexadecimal digits"),
            (r"\q", 0..2, "not a JSON escape"),
            ("a\tb", 1..2, "U+0009"),
            ("é\\", 2..3, "lone backslash"),
        ] {
            let error = unescape(body).unwrap_err();
            assert_eq!(error.range, range, "{body}");
            assert!(error.message.contains(part), "{body}: {}", error.message);
        }
    }
}
