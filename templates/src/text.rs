//! Text whose characters have places in the file, however the file writes them.
//!
//! A pattern in a string is JSON inside another syntax: in a block of YAML, a heredoc, or a JSON string with escapes.
//! A [`Text`] is that JSON, and knows the place of each of its characters. Parts that are only known at deployment are
//! *holes*.

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{Member, Value, ValueKind};
use event_pattern_compiler::source::Span;
use std::ops::Range;

/// The character that a [`Text`] has in place of a hole. It is a number outside of JSON strings, so the text around it
/// can be read.
const HOLE: &str = "0";

/// A text that consists of parts of the file and of holes.
#[derive(Debug, Default)]
pub(crate) struct Text {
    characters: String,
    /// The places of the characters, in the order of the text, without gaps.
    pieces: Vec<Piece>,
    /// The offsets of the holes.
    holes: Vec<usize>,
}

/// A part of a text, and its place in the file. If both have the same length, their bytes correspond. Otherwise the
/// place is that of each character in the part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) length: usize,
    pub(crate) place: Span,
}

impl Piece {
    fn end(&self) -> usize {
        self.start + self.length
    }

    fn is_verbatim(&self) -> bool {
        self.length == self.place.end - self.place.start
    }

    /// Returns the part in a range of the text, which the piece overlaps.
    fn slice(&self, range: &Range<usize>) -> Self {
        let (start, end) = (self.start.max(range.start), self.end().min(range.end));
        let place = if self.is_verbatim() {
            Span::new(self.place.start + start - self.start, self.place.start + end - self.start)
        } else {
            self.place
        };
        Self { start, length: end - start, place }
    }
}

impl Text {
    /// Creates a text from pieces, which cover it.
    pub(crate) fn new(text: &str, pieces: Vec<Piece>) -> Self {
        Self { characters: text.to_owned(), pieces, holes: Vec::new() }
    }

    /// Creates a text that is only known at deployment.
    pub(crate) fn hole(place: Span) -> Self {
        let mut text = Self::default();
        text.push_hole(place);
        text
    }

    /// Returns the text, or `None` if a part of it is only known at deployment.
    pub(crate) fn known(&self) -> Option<&str> {
        self.holes.is_empty().then_some(&*self.characters)
    }

    /// Returns the text, with a `0` in place of each hole.
    pub(crate) fn as_str(&self) -> &str {
        &self.characters
    }

    pub(crate) fn push_hole(&mut self, place: Span) {
        self.holes.push(self.characters.len());
        self.pieces.push(Piece { start: self.characters.len(), length: HOLE.len(), place });
        self.characters.push_str(HOLE);
    }

    pub(crate) fn push(&mut self, other: &Self) {
        self.push_part(other, 0..other.characters.len());
    }

    /// Adds a part of another text.
    pub(crate) fn push_part(&mut self, other: &Self, range: Range<usize>) {
        let Some(part) = other.characters.get(range.clone()).filter(|part| !part.is_empty()) else { return };
        let shift = |offset: usize| offset - range.start + self.characters.len();
        let first = other.pieces.partition_point(|piece| piece.end() <= range.start);
        let pieces = other.pieces[first..].iter().take_while(|piece| piece.start < range.end);
        let pieces = pieces.map(|piece| piece.slice(&range));
        self.pieces.extend(pieces.map(|piece| Piece { start: shift(piece.start), ..piece }));
        let first = other.holes.partition_point(|&hole| hole < range.start);
        let holes = other.holes[first..].iter().take_while(|&&hole| hole < range.end);
        self.holes.extend(holes.map(|&hole| shift(hole)));
        self.characters.push_str(part);
    }

    /// Returns the place of a part of the text.
    pub(crate) fn place(&self, span: Span) -> Span {
        let first = self.piece_at(span.start);
        let last = self.piece_at(if span.start < span.end { span.end - 1 } else { span.start });
        let (Some(first), Some(last)) = (first, last) else { return Span::new(0, 0) };
        let start = match span.start {
            start if start >= first.end() => first.place.end,
            start if first.is_verbatim() => first.place.start + start - first.start,
            _ => first.place.start,
        };
        let end = match span.end {
            end if span.start == end => start,
            end if end >= last.end() || !last.is_verbatim() => last.place.end,
            end => last.place.start + end - last.start,
        };
        // The parts of a text can be in another order in the file.
        Span::new(start, if end < start { first.place.end.max(start) } else { end })
    }

    /// Returns the piece with the character at an offset. At the end of the text, this is the last piece.
    fn piece_at(&self, offset: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.start <= offset);
        self.pieces.get(after.saturating_sub(1))
    }

    /// Whether a part of the text contains a hole.
    pub(crate) fn has_hole(&self, span: Span) -> bool {
        let next = self.holes.partition_point(|&hole| hole < span.start);
        self.holes.get(next).is_some_and(|&hole| hole < span.end)
    }

    /// Moves a diagnostic about the text to its place in the file.
    pub(crate) fn place_diagnostic(&self, diagnostic: Diagnostic) -> Diagnostic {
        let mut placed = diagnostic;
        placed.span = self.place(placed.span);
        placed
    }

    /// Moves a tree that was read from the text to its place in the file. What contains a hole becomes unknown.
    pub(crate) fn place_value(&self, value: Value) -> Value {
        let span = self.place(value.span);
        let kind = match value.kind {
            ValueKind::String(_) | ValueKind::Number(_) if self.has_hole(value.span) => ValueKind::Unknown,
            ValueKind::Array(elements) => {
                ValueKind::Array(elements.into_iter().map(|element| self.place_value(element)).collect())
            }
            ValueKind::Object(members) => object(members.into_iter().map(|member| {
                let is_unknown = self.has_hole(member.key_span);
                let key_span = self.place(member.key_span);
                (Member { key_span, value: self.place_value(member.value), ..member }, is_unknown)
            })),
            kind => kind,
        };
        Value { span, kind }
    }
}

/// Creates an object from members and whether their keys are unknown. Members with unknown keys are left out: fewer
/// conditions match more events. An object that has only such members is unknown.
pub(crate) fn object(members: impl Iterator<Item = (Member, bool)>) -> ValueKind {
    let mut has_unknown = false;
    let known: Vec<Member> = members
        .filter_map(|(member, is_unknown)| {
            has_unknown |= is_unknown;
            (!is_unknown).then_some(member)
        })
        .collect();
    if has_unknown && known.is_empty() { ValueKind::Unknown } else { ValueKind::Object(known) }
}
