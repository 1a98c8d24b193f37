//! Records. A record is a line, or several lines that contain one JSON value.
//!
//! A line starts a record unless its first byte is white space, or closes or continues a value. Each line of an archive
//! with one event per line is therefore a record, and so is a value that spans several lines. The start of a record can
//! be found from any offset in a file, so several threads can read the file.

use memchr::{memchr, memchr_iter, memrchr_iter};

/// Whether a line with this first byte continues the previous record.
fn continues_record(first: u8) -> bool {
    matches!(first, b' ' | b'\t' | b'\r' | b'\n' | b'}' | b']' | b'"' | b',' | b':')
}

/// The end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LineEnd {
    /// Offset of the line break, or of the end of the text.
    pub(crate) end: usize,
    /// Offset of the next line that is not empty, or of the end of the text.
    pub(crate) next: usize,
    /// Number of line breaks between `end` and `next`.
    pub(crate) line_breaks: u64,
    /// Whether a record ends here, because the next line starts another record or there is no next line.
    pub(crate) is_end_of_record: bool,
}

/// Returns the end of the line that contains the offset `from`.
#[inline]
pub(crate) fn line_end(text: &[u8], from: usize) -> LineEnd {
    let end = memchr(b'\n', &text[from..]).map_or(text.len(), |length| from + length);
    let (mut next, mut line_breaks) = (end, 0);
    // Empty lines do not belong to any value.
    while let Some(b'\n' | b'\r') = text.get(next) {
        line_breaks += u64::from(text[next] == b'\n');
        next += 1;
    }
    LineEnd { end, next, line_breaks, is_end_of_record: text.get(next).is_none_or(|&first| !continues_record(first)) }
}

/// Returns the end of the record that contains the offset `from`.
pub(crate) fn end_of_record(text: &[u8], from: usize) -> usize {
    first_record_start(text, from + 1).unwrap_or(text.len())
}

/// Returns the start of the first record at or after the offset `from`, which must not be 0. `None` if there is no such
/// record.
pub(crate) fn first_record_start(text: &[u8], from: usize) -> Option<usize> {
    let before = from.saturating_sub(1);
    let breaks = memchr_iter(b'\n', text.get(before..)?);
    breaks.map(|at| before + at + 1).find(|&start| text.get(start).is_some_and(|&first| !continues_record(first)))
}

/// Returns the start of the last record, or `None` if that is the start of the text.
pub(crate) fn last_record_start(text: &[u8]) -> Option<usize> {
    let starts = memrchr_iter(b'\n', text).map(|at| at + 1);
    starts.into_iter().find(|&start| text.get(start).is_some_and(|&first| !continues_record(first)))
}

/// Counts the line breaks in a text.
pub(crate) fn count_line_breaks(text: &[u8]) -> u64 {
    memchr_iter(b'\n', text).count() as u64
}

/// Whether a line may contain a second object, because an opening brace follows a closing brace directly or after one
/// space. The braces may also be inside a string.
#[inline]
pub(crate) fn may_have_second_value(line: &[u8]) -> bool {
    has_unusual_pair(line)
        && line.windows(2).enumerate().any(|(at, pair)| match pair {
            b"}{" => true,
            b"} " => line.get(at + 2) == Some(&b'{'),
            _ => false,
        })
}

/// Whether a closing brace is followed by an opening brace or a space. Can also return true if the brace is followed by
/// a byte that JSON does not allow there.
fn has_unusual_pair(line: &[u8]) -> bool {
    const BLOCK: usize = 32;
    // Returns 0 for such a pair. Of the bits in the mask 0xa4, `{` and a space have only 0x20 set. Every other byte
    // that can follow a closing brace in JSON has a different combination of these bits.
    let differs = |byte: u8, next: u8| (byte ^ b'}') | ((next & 0xa4) ^ 0x20);
    let Some(last) = line.len().checked_sub(BLOCK + 1) else {
        return line.windows(2).any(|pair| differs(pair[0], pair[1]) == 0);
    };
    // One accumulator per byte of a fixed-size block, so that the compiler vectorizes the loop.
    let mut least = [u8::MAX; BLOCK];
    for start in (0..last).step_by(BLOCK).chain([last]) {
        let Some(block) = line[start..].first_chunk::<{ BLOCK + 1 }>() else { continue };
        for (at, least) in least.iter_mut().enumerate() {
            *least = (*least).min(differs(block[at], block[at + 1]));
        }
    }
    least.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_ends_where_the_next_one_starts() {
        let text = b"{\"a\":\n 1\n}\n\r\n{}\n2026-01-01 {}\n  {}";
        let starts: Vec<usize> = (1..text.len()).filter_map(|from| first_record_start(text, from)).collect();
        let mut distinct = starts.clone();
        distinct.dedup();
        assert_eq!(distinct, [13, 16]);
        assert_eq!(last_record_start(text), Some(16));
        assert_eq!((end_of_record(text, 0), end_of_record(text, 13), end_of_record(text, 16)), (13, 16, text.len()));
        assert_eq!(last_record_start(b"{}\n"), None);
        assert_eq!(first_record_start(b"\n{}", 1), Some(1));
    }

    #[test]
    fn a_line_end_includes_the_empty_lines_after_it() {
        let text = b"{}\n\n\r\n{\n}\n";
        let first = LineEnd { end: 2, next: 6, line_breaks: 3, is_end_of_record: true };
        assert_eq!(line_end(text, 0), first);
        assert_eq!(line_end(text, 6), LineEnd { end: 7, next: 8, line_breaks: 1, is_end_of_record: false });
        assert_eq!(line_end(text, 8), LineEnd { end: 9, next: 10, line_breaks: 1, is_end_of_record: true });
        assert_eq!(count_line_breaks(text), 5);
    }

    #[test]
    fn a_second_value_is_found_at_every_offset() {
        for length in 0..200 {
            let filler = " ".repeat(length);
            assert!(may_have_second_value(format!("{filler}}}{{").as_bytes()), "{length}");
            assert!(may_have_second_value(format!("{filler}}} {{{filler}").as_bytes()), "{length}");
            assert!(!may_have_second_value(format!("{{{filler}}},{{{filler}}}").as_bytes()), "{length}");
            assert!(!may_have_second_value(format!("{filler}}} ").as_bytes()), "{length}");
        }
    }
}
