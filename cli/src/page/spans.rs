//! Spans in UTF-16. JavaScript counts the characters of a text in units of 16 bits, and a text area of a page turns the
//! ends of lines into line feeds.

use event_pattern_compiler::source::Span;

/// A span in UTF-16: its start, and its end, exclusive.
pub(crate) type Utf16Span = [usize; 2];

/// Returns a text as a text area of a page has it: each line ends with a line feed.
pub(crate) fn text_of_page(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Converts offsets in the bytes of a text to offsets in the UTF-16 of its [`text_of_page`].
#[derive(Debug, Clone)]
pub(crate) struct Utf16 {
    /// The characters that are not one unit: those that are not ASCII, and carriage returns that the page does not have.
    wide: Vec<WideCharacter>,
    length: usize,
}

#[derive(Debug, Clone)]
struct WideCharacter {
    start: usize,
    end: usize,
    /// Number of units that a text up to the end of this character has fewer than bytes.
    saved: usize,
}

impl Utf16 {
    pub(crate) fn of(text: &str) -> Self {
        let mut saved = 0;
        let mut wide = Vec::new();
        for (start, character) in text.char_indices() {
            let is_omitted = character == '\r' && text.as_bytes().get(start + 1) == Some(&b'\n');
            if character.is_ascii() && !is_omitted {
                continue;
            }
            saved += character.len_utf8() - if is_omitted { 0 } else { character.len_utf16() };
            wide.push(WideCharacter { start, end: start + character.len_utf8(), saved });
        }
        Self { wide, length: text.len() }
    }

    /// Converts a span. An offset inside a character counts as its start, and an offset past the end as the end.
    pub(crate) fn span(&self, span: Span) -> Utf16Span {
        [self.offset(span.start), self.offset(span.end)]
    }

    fn offset(&self, offset: usize) -> usize {
        let before = self.wide.partition_point(|character| character.end <= offset);
        let saved = before.checked_sub(1).map_or(0, |last| self.wide[last].saved);
        let around = self.wide.get(before).filter(|character| character.start < offset);
        around.map_or(offset.min(self.length), |character| character.start) - saved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_those_of_javascript() {
        for text in ["", "abc", "é", "aé\u{10ffff}b€c", "👍👍", "{\r\n\r\n}\r\r\n"] {
            let converter = Utf16::of(text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let omitted = text.match_indices("\r\n").filter(|(start, _)| *start < offset).count();
                let expected = text[..offset].encode_utf16().count() - omitted;
                assert_eq!(converter.span(Span::new(offset, text.len() + 5))[0], expected, "{text} {offset}");
            }
            let end = text_of_page(text).encode_utf16().count();
            assert_eq!(converter.span(Span::new(text.len(), text.len() + 5)), [end, end]);
        }
        assert_eq!(Utf16::of("a€b").span(Span::new(2, 4)), [1, 2]);
    }
}
