//! Source texts, and spans that refer to parts of a source.
//!
//! A [`Span`] is a range of bytes in a text or a range of tokens in a macro call. The stages of the compiler pass spans
//! on without distinguishing the two kinds.

use std::fmt;

/// A range in a source, from `start` up to but not including `end`.
///
/// In text, both are byte offsets. In a macro call, both are indices into the token reader's list of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Start of the range.
    pub start: usize,
    /// End of the range, exclusive.
    pub end: usize,
}

impl Span {
    /// Creates a span from `start` up to but not including `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// A source text and its name, which is usually a file path.
#[derive(Debug, Clone, Copy)]
pub struct Source<'s> {
    /// The name that precedes the line number in messages, such as `rules/failed.json` in `rules/failed.json:3:14`.
    pub name: &'s str,
    /// The whole source text.
    pub text: &'s str,
}

impl<'s> Source<'s> {
    /// Creates a source.
    #[must_use]
    pub const fn new(name: &'s str, text: &'s str) -> Self {
        Self { name, text }
    }

    /// Returns the line and column of a byte offset. An offset past the end counts as the end, and an offset inside a
    /// character counts as the start of that character.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let before = self.before(offset);
        // Counting bytes is several times as fast as searching for each line break. A large file can have many findings.
        let line_breaks = before.bytes().filter(|&byte| byte == b'\n').count();
        Position { line: line_breaks + 1, column: before[line_start(before)..].chars().count() + 1 }
    }

    /// Returns the line of a byte offset, without its line break: the text before the offset, and the text after it.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> (&'s str, &'s str) {
        let before = self.before(offset);
        let after = self.text[before.len()..].split('\n').next().unwrap_or_default();
        let start = &before[line_start(before)..];
        if after.is_empty() { (start.trim_end_matches('\r'), after) } else { (start, after.trim_end_matches('\r')) }
    }

    /// Returns the text before an offset.
    fn before(&self, offset: usize) -> &'s str {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        &self.text[..offset]
    }
}

/// Returns the offset of the start of the last line.
fn line_start(text: &str) -> usize {
    text.rfind('\n').map_or(0, |newline| newline + 1)
}

/// A line and a column, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line number, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("rule.json", "{\r\n  \"é\": [x]\n}");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        let offset = source.text.find('x').unwrap();
        assert_eq!(source.position(offset), Position { line: 2, column: 9 });
        assert_eq!(source.line_at(offset), ("  \"é\": [", "x]"));
        assert_eq!(source.line_at(1), ("{", ""));
        assert_eq!(source.line_at(2), ("{", ""));
        assert_eq!(source.line_at(99), ("}", ""));
    }

    #[test]
    fn an_offset_past_the_end_or_inside_a_character_is_clamped() {
        let source = Source::new("rule.json", "é");
        assert_eq!(source.position(99), Position { line: 1, column: 2 });
        assert_eq!(source.position(1), Position { line: 1, column: 1 });
    }
}
