//! `wildcard`: the field is a string that matches a wildcard pattern.

use super::expect_string;
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Value};

/// A wildcard pattern. `*` matches zero or more characters, `\*` matches a star, and `\\` matches a backslash.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Wildcard {
    /// The wildcard as written, with its escapes.
    pub source: JsonString,
    /// The strings before, between and after the stars, with their escapes resolved, in generalised UTF-8. There is one
    /// more piece than there are stars.
    pub pieces: Vec<Vec<u8>>,
}

impl Wildcard {
    /// Creates a wildcard from the strings before, between and after its stars.
    #[must_use]
    pub fn new(pieces: Vec<Vec<u8>>) -> Self {
        let escape = |byte: &u8| if matches!(byte, b'*' | b'\\') { vec![b'\\', *byte] } else { vec![*byte] };
        let escaped: Vec<Vec<u8>> = pieces.iter().map(|piece| piece.iter().flat_map(escape).collect()).collect();
        Self { source: JsonString::from_bytes(escaped.join(&b'*')), pieces }
    }

    /// Whether the wildcard matches the string.
    #[must_use]
    pub fn accepts(&self, text: &JsonString) -> bool {
        let text = text.as_bytes();
        let Some((first, others)) = self.pieces.split_first() else { return false };
        // The offsets in the text at which the pieces so far can end.
        let mut ends: Vec<usize> = if text.starts_with(first) { vec![first.len()] } else { vec![] };
        for piece in others {
            let earliest = ends.iter().min().copied().unwrap_or(text.len() + 1);
            ends = (earliest..=text.len())
                .filter(|&start| text[start..].starts_with(piece))
                .map(|start| start + piece.len())
                .collect();
        }
        ends.contains(&text.len())
    }

    pub(super) fn read(value: &Value, diagnostics: &mut Diagnostics) -> Option<Self> {
        let source = expect_string(value, "wildcard", "wildcard match pattern must be a string", diagnostics)?;
        let mut pieces = vec![Vec::new()];
        let mut bytes = source.as_bytes().iter().copied().enumerate().peekable();
        // EventBridge counts bytes from the opening quote.
        let position = |offset: usize| offset + 1;
        while let Some((offset, byte)) = bytes.next() {
            let next = bytes.peek().map(|&(_, next)| next);
            let piece = match (byte, next) {
                (b'\\', Some(escaped @ (b'*' | b'\\'))) => {
                    bytes.next();
                    escaped
                }
                (b'\\', _) => {
                    let is_class = match &source.as_bytes()[offset + 1..] {
                        [b'.', ..] | [b'd' | b's' | b'w'] => true,
                        [b'd' | b's' | b'w', after, ..] => !after.is_ascii_alphanumeric(),
                        _ => false,
                    };
                    let help = if is_class {
                        "regular expressions are not supported; write `*` for any number of characters, and other characters as they are"
                    } else {
                        "write `\\*` for a literal `*` and `\\\\` for a literal backslash; in a JSON string, double each backslash"
                    };
                    diagnostics.reject(
                        Lint::InvalidFilter,
                        value.span,
                        "a backslash in `wildcard` must precede `*` or another backslash",
                        format!("Invalid escape character at pos {}", position(offset)),
                        help,
                    );
                    return None;
                }
                (b'*', Some(b'*')) => {
                    diagnostics.reject(
                        Lint::InvalidFilter,
                        value.span,
                        "consecutive `*` in `wildcard`",
                        format!("Consecutive wildcard characters at pos {}", position(offset)),
                        "write one `*`, which matches any number of characters",
                    );
                    return None;
                }
                (b'*', _) => {
                    pieces.push(Vec::new());
                    continue;
                }
                (plain, _) => plain,
            };
            if let Some(last) = pieces.last_mut() {
                last.push(piece);
            }
        }
        Some(Self { source: source.clone(), pieces })
    }
}
