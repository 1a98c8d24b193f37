//! `wildcard`: the field is a string of this form, where `*` stands for any characters.

use super::text_of;
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Value};

/// A form with `*` for zero or more characters. `\*` and `\\` stand for the characters themselves.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Wildcard {
    /// As it was written, with its escapes.
    pub source: JsonString,
    /// What stands between the stars, escapes resolved, in generalised UTF-8: one more than there are stars.
    pub pieces: Vec<Vec<u8>>,
}

impl Wildcard {
    /// Whether the string has this form.
    #[must_use]
    pub fn accepts(&self, text: &JsonString) -> bool {
        let text = text.as_bytes();
        let Some((first, others)) = self.pieces.split_first() else { return false };
        // After each piece: at which offsets of the text the form so far can end.
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
        let source = text_of(value, "wildcard", "wildcard match pattern must be a string", diagnostics)?;
        let mut pieces = vec![Vec::new()];
        let mut bytes = source.as_bytes().iter().copied().enumerate().peekable();
        // The service counts bytes, the opening quote included.
        let position = |offset: usize| offset + 1;
        while let Some((offset, byte)) = bytes.next() {
            let next = bytes.peek().map(|&(_, next)| next);
            let piece = match (byte, next) {
                (b'\\', Some(escaped @ (b'*' | b'\\'))) => {
                    bytes.next();
                    escaped
                }
                (b'\\', _) => {
                    diagnostics.reject(
                        Lint::InvalidFilter,
                        value.span,
                        "a backslash in `wildcard` must precede `*` or another backslash",
                        format!("Invalid escape character at pos {}", position(offset)),
                        "write `\\*` for a star and `\\\\` for a backslash; in a JSON string, double each backslash",
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
