//! Where a pattern was written, and places in it.
//!
//! A [`Span`] is a pair of numbers whose meaning its [`Source`] knows: byte offsets of a text, or token numbers of a
//! macro call. The stages of the pipeline carry spans without knowing which.

use std::fmt;

/// A place in a source: from `start` up to, not including, `end`.
///
/// In text these are byte offsets. In tokens they are positions in the list of tokens that the token reader made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte or token.
    pub start: usize,
    /// The byte or token after the last.
    pub end: usize,
}

impl Span {
    /// The place from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// A text and the name people know it by, usually a path.
#[derive(Debug, Clone, Copy)]
pub struct Source<'s> {
    /// Shown before the line number, as in `rules/failed.json:3:14`.
    pub name: &'s str,
    /// The whole text.
    pub text: &'s str,
}

impl<'s> Source<'s> {
    /// A source with a name.
    #[must_use]
    pub const fn new(name: &'s str, text: &'s str) -> Self {
        Self { name, text }
    }

    /// The line and column of a byte offset. An offset past the end is the end; one inside a character is its start.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }

    /// The text of a line, counted from 1, without its line break.
    #[must_use]
    pub fn line(&self, number: usize) -> &'s str {
        self.text.split('\n').nth(number.saturating_sub(1)).unwrap_or("").trim_end_matches('\r')
    }
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
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
        assert_eq!(source.line(1), "{");
        assert_eq!(source.line(2), "  \"é\": [x]");
    }

    #[test]
    fn positions_outside_the_text_are_its_end() {
        let source = Source::new("rule.json", "é");
        assert_eq!(source.position(99), Position { line: 1, column: 2 });
        assert_eq!(source.position(1), Position { line: 1, column: 1 });
    }
}
