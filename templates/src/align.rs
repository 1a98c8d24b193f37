//! Finds the place of each character of a string in the text that the string was read from.
//!
//! The syntaxes differ in escapes, in quotes, in the indentation that they remove, and in the line breaks that they
//! fold. Instead of a decoder for each of them, the decoded text is compared with the source: equal characters
//! correspond, an escape corresponds to the character that it decodes to, and white space of the source can be left
//! out or folded. The places of white space are therefore approximate, but those of all other characters are exact.

use crate::text::{Piece, Text};
use event_pattern_compiler::source::Span;

/// Returns a string with the places of its characters. `span` is the place of the string in the file.
pub(crate) fn align(file: &str, span: Span, decoded: &str) -> Text {
    let source = file.get(span.start..span.end).unwrap_or_default();
    let styles = match source.chars().next() {
        Some('"') => [Style::DoubleQuoted, Style::Plain],
        Some('\'') => [Style::SingleQuoted, Style::Plain],
        _ => [Style::Plain, Style::Escaped],
    };
    let aligned = styles.into_iter().find_map(|style| Aligner::new(source, style).align(decoded));
    let pieces = aligned.unwrap_or_else(|| {
        let place = Span::new(0, source.len());
        vec![Piece { start: 0, length: decoded.len(), place }]
    });
    text_at(span, decoded, pieces)
}

/// Returns a part of a string in double quotes with the places of its characters, or `None` if it is not such a part.
pub(crate) fn align_escaped(file: &str, span: Span, decoded: &str) -> Option<Text> {
    let pieces = Aligner::new(file.get(span.start..span.end)?, Style::Escaped).align(decoded)?;
    Some(text_at(span, decoded, pieces))
}

/// Returns a text whose pieces have places in the source at a span.
fn text_at(span: Span, decoded: &str, mut pieces: Vec<Piece>) -> Text {
    for Piece { place, .. } in &mut pieces {
        *place = Span::new(span.start + place.start, span.start + place.end);
    }
    Text::new(decoded, pieces)
}

/// How a source writes a string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// In double quotes, with escapes.
    DoubleQuoted,
    /// In single quotes, where `''` is a quote.
    SingleQuoted,
    /// Without quotes and escapes.
    Plain,
    /// Without quotes, with escapes: a part of a string in double quotes.
    Escaped,
}

struct Aligner<'s> {
    source: &'s str,
    style: Style,
    /// The offset in the source.
    position: usize,
    pieces: Vec<Piece>,
}

impl<'s> Aligner<'s> {
    fn new(source: &'s str, style: Style) -> Self {
        let position = usize::from(matches!(style, Style::DoubleQuoted | Style::SingleQuoted));
        Self { source, style, position, pieces: Vec::new() }
    }

    /// Returns the pieces, or `None` if the source is not this string in this style.
    fn align(mut self, decoded: &str) -> Option<Vec<Piece>> {
        for (start, character) in decoded.char_indices() {
            let place = self.character(character, &decoded[start..])?;
            self.add(start, character.len_utf8(), place);
        }
        let rest = self.rest().trim_start();
        let is_closed = match self.style {
            Style::DoubleQuoted => rest == "\"",
            Style::SingleQuoted => rest == "'",
            Style::Plain | Style::Escaped => rest.is_empty(),
        };
        is_closed.then_some(self.pieces)
    }

    fn rest(&self) -> &'s str {
        &self.source[self.position..]
    }

    /// Consumes the source of a character, and returns its place. `decoded` starts with the character.
    fn character(&mut self, character: char, decoded: &str) -> Option<Span> {
        loop {
            let start = self.position;
            let Some(next) = self.rest().chars().next() else {
                // Only a line break at the end can be without source.
                return character.is_whitespace().then_some(Span::new(start, start));
            };
            if let Some((found, length)) = self.escape() {
                self.position += length;
                match found {
                    Some(found) if found == character => return Some(Span::new(start, self.position)),
                    Some(_) => return None,
                    None => continue,
                }
            }
            if next == character {
                self.position += next.len_utf8();
                let is_marker = ["${", "%{"].iter().any(|marker| decoded.starts_with(marker));
                if is_marker && self.rest().starts_with(next) {
                    self.position += next.len_utf8();
                }
                return Some(Span::new(start, self.position));
            }
            match next {
                ' ' | '\t' | '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                    self.position += next.len_utf8();
                    if character.is_whitespace() {
                        self.skip_space();
                        return Some(Span::new(start, self.position));
                    }
                }
                _ => return character.is_whitespace().then_some(Span::new(start, start)),
            }
        }
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.position += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    /// Returns the character of the escape at the position, and the length of the escape. An escape without a
    /// character is a line break that is left out.
    fn escape(&self) -> Option<(Option<char>, usize)> {
        match self.style {
            Style::Plain => None,
            Style::SingleQuoted => self.rest().starts_with("''").then_some((Some('\''), 2)),
            Style::DoubleQuoted | Style::Escaped => escape(self.rest()),
        }
    }

    fn add(&mut self, start: usize, length: usize, place: Span) {
        if let Some(last) = self.pieces.last_mut() {
            let is_verbatim = |length: usize, place: Span| length == place.end - place.start;
            if last.place.end == place.start && is_verbatim(last.length, last.place) && is_verbatim(length, place) {
                last.length += length;
                last.place.end = place.end;
                return;
            }
        }
        self.pieces.push(Piece { start, length, place });
    }
}

/// Returns the character of the escape at the start of a text, and the length of the escape, for all escapes of JSON,
/// YAML and HCL. `None` if there is no escape.
fn escape(text: &str) -> Option<(Option<char>, usize)> {
    let after = text.strip_prefix('\\')?;
    let letter = after.chars().next()?;
    let character = match letter {
        '"' | '\\' | '/' | '\'' | ' ' | '\t' => letter,
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\u{8}',
        'f' => '\u{c}',
        '0' => '\0',
        'a' => '\u{7}',
        'v' => '\u{b}',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return code_point(after, 2).map(|code| (char::from_u32(code), 4)),
        'U' => return code_point(after, 8).map(|code| (char::from_u32(code), 10)),
        'u' => {
            let first = code_point(after, 4)?;
            let second = after.get(5..).and_then(|rest| code_point(rest.strip_prefix('\\')?, 4));
            return Some(match (first, second) {
                (0xd800..=0xdbff, Some(second @ 0xdc00..=0xdfff)) => {
                    (char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)), 12)
                }
                _ => (char::from_u32(first), 6),
            });
        }
        '\r' | '\n' => return Some((None, 1 + after.len() - after.trim_start_matches([' ', '\t', '\r', '\n']).len())),
        _ => return None,
    };
    Some((Some(character), 1 + letter.len_utf8()))
}

/// Returns the number in hexadecimal digits after the letter of an escape.
fn code_point(escape: &str, digits: usize) -> Option<u32> {
    u32::from_str_radix(escape.get(1..=digits)?, 16).ok()
}
