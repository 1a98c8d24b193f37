//! Positions in an archive.

use super::envelope::Location;

/// Where an object comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin<'l> {
    /// Line, counted from the start of the chunk.
    pub(crate) line: u64,
    /// Where the object is inside its wrappers. `None` if there are none.
    pub(crate) location: Option<&'l Location<'l>>,
}

/// A record that is not an event, and the reason.
#[derive(Debug)]
pub(crate) struct InvalidRecord {
    /// Line, counted from the start of the chunk.
    pub(crate) line: u64,
    /// Column in bytes, counted from 1. `None` for an event inside an envelope.
    pub(crate) column: Option<u64>,
    pub(crate) message: String,
}

impl InvalidRecord {
    /// Returns the message, given the name of the file and the line of the chunk's start.
    pub(crate) fn render(&self, file: &str, first_line: u64) -> String {
        let line = first_line + self.line;
        let column = self.column.map_or(String::new(), |column| format!(":{column}"));
        format!("error: {file}:{line}{column}: {}", self.message)
    }
}

/// A position in a chunk, or in text inside a wrapper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position<'l> {
    /// Line, counted from the start of the text.
    line: u64,
    /// Number of bytes in the line before the position.
    column: u64,
    /// The wrappers around the text.
    wrappers: Option<Wrappers<'l>>,
}

#[derive(Debug, Clone, Copy)]
struct Wrappers<'l> {
    count: usize,
    /// Line of the outermost wrapper, counted from the start of the chunk.
    line: u64,
    /// Where the text is inside the wrappers. `None` if the outermost wrapper itself is converted to an event.
    location: Option<&'l Location<'l>>,
}

impl<'l> Position<'l> {
    /// Returns the start of a chunk. `column` is the number of bytes that precede the chunk in its first line.
    pub(super) fn in_chunk(column: u64) -> Self {
        Self { line: 0, column, wrappers: None }
    }

    /// Returns the start of text inside a wrapper that starts at this position.
    pub(super) fn inside(self, location: Option<&'l Location<'l>>) -> Self {
        let wrappers = Wrappers { count: self.wrapper_count() + 1, line: self.origin().line, location };
        Self { line: 0, column: 0, wrappers: Some(wrappers) }
    }

    pub(super) fn wrapper_count(self) -> usize {
        self.wrappers.map_or(0, |wrappers| wrappers.count)
    }

    pub(super) fn is_wrapped(self) -> bool {
        self.wrappers.is_some()
    }

    /// Returns where the text is inside its wrappers.
    pub(super) fn location(self) -> Option<&'l Location<'l>> {
        self.wrappers.and_then(|wrappers| wrappers.location)
    }

    /// Returns the number of bytes in the line before the position.
    pub(super) fn column(self) -> u64 {
        self.column
    }

    /// Returns the line, counted from the start of the text.
    pub(super) fn line_in_text(self) -> u64 {
        self.line
    }

    pub(super) fn origin(self) -> Origin<'l> {
        Origin { line: self.wrappers.map_or(self.line, |wrappers| wrappers.line), location: self.location() }
    }

    /// Moves to the start of a later line.
    pub(super) fn skip_lines(&mut self, count: u64) {
        self.line += count;
        self.column = 0;
    }

    /// Moves to the end of the text that starts at this position.
    pub(super) fn advance(&mut self, text: &[u8]) {
        let mut lines = text.split(|&byte| byte == b'\n');
        self.column += lines.next().map_or(0, <[u8]>::len) as u64;
        for line in lines {
            self.line += 1;
            self.column = line.len() as u64;
        }
    }

    /// Returns the position `offset` bytes into the text that starts at this position.
    pub(super) fn offset_by(mut self, text: &[u8], offset: usize) -> Self {
        self.advance(&text[..offset.min(text.len())]);
        self
    }

    /// Returns the report about a record at this position.
    pub(super) fn invalid(self, message: &str) -> InvalidRecord {
        let Origin { line, location } = self.origin();
        let message = location.map_or_else(|| message.to_owned(), |location| format!("in `{location}`: {message}"));
        InvalidRecord { line, column: (!self.is_wrapped()).then_some(self.column + 1), message }
    }
}
