//! Records: a line, or a line and those after it that go on with the same JSON value.
//!
//! A line starts a record unless its first byte is one that values are indented with, closed with, or go on with. So every
//! line of an archive with an event a line is a record, and so is a whole value that is written over many lines. Where
//! records start can be told at any place of a file, which lets many threads read it.

use memchr::{memchr, memchr_iter, memrchr_iter};

/// Whether a line that begins with this byte goes on with the record before it.
fn goes_on(first: u8) -> bool {
    matches!(first, b' ' | b'\t' | b'\r' | b'\n' | b'}' | b']' | b'"' | b',' | b':')
}

/// Where a line ends, and whether the record ends with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LineEnd {
    /// Behind its last byte, the line break not counted.
    pub(crate) end: usize,
    /// Where the next line starts that is not empty, or the end of the text.
    pub(crate) next: usize,
    /// How many line breaks there are in between.
    pub(crate) breaks: u64,
    /// Whether that line starts a record.
    pub(crate) is_end_of_record: bool,
}

/// The end of the line that a place of a text is in.
#[inline]
pub(crate) fn line_end(text: &[u8], from: usize) -> LineEnd {
    let end = memchr(b'\n', &text[from..]).map_or(text.len(), |length| from + length);
    let (mut next, mut breaks) = (end, 0);
    // Empty lines are part of no value.
    while let Some(b'\n' | b'\r') = text.get(next) {
        breaks += u64::from(text[next] == b'\n');
        next += 1;
    }
    LineEnd { end, next, breaks, is_end_of_record: text.get(next).is_none_or(|&first| !goes_on(first)) }
}

/// The end of the record that a place of a text is in.
pub(crate) fn end_of_record(text: &[u8], from: usize) -> usize {
    first_start(text, from + 1).unwrap_or(text.len())
}

/// Where the first record starts at or behind a place that is not the start of the text.
pub(crate) fn first_start(text: &[u8], from: usize) -> Option<usize> {
    let before = from.saturating_sub(1);
    let breaks = memchr_iter(b'\n', text.get(before..)?);
    breaks.map(|at| before + at + 1).find(|&start| text.get(start).is_some_and(|&first| !goes_on(first)))
}

/// Where the last record starts that is not at the start of the text.
pub(crate) fn last_start(text: &[u8]) -> Option<usize> {
    let starts = memrchr_iter(b'\n', text).map(|at| at + 1);
    starts.into_iter().find(|&start| text.get(start).is_some_and(|&first| !goes_on(first)))
}

/// How many line breaks a text has.
pub(crate) fn breaks(text: &[u8]) -> u64 {
    memchr_iter(b'\n', text).count() as u64
}

/// Whether a line may hold a second object. It does if one closes and another opens right behind it or behind a space. It
/// may be that only a string has these characters.
#[inline]
pub(crate) fn has_second_value(line: &[u8]) -> bool {
    may_go_on(line)
        && line.windows(2).enumerate().any(|(at, pair)| match pair {
            b"}{" => true,
            b"} " => line.get(at + 2) == Some(&b'{'),
            _ => false,
        })
}

/// Whether a closing brace is followed by an opening one, a space, or another byte that does not follow one in JSON.
fn may_go_on(line: &[u8]) -> bool {
    const BLOCK: usize = 32;
    // Zero for such a pair. Of all bytes that can follow a closing brace, only these two have just that bit of these.
    let differs = |byte: u8, next: u8| (byte ^ b'}') | ((next & 0xa4) ^ 0x20);
    let Some(last) = line.len().checked_sub(BLOCK + 1) else {
        return line.windows(2).any(|pair| differs(pair[0], pair[1]) == 0);
    };
    // A loop over equal lengths, with a place for each byte of a block: compilers turn it into wide instructions.
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
    fn a_record_ends_where_a_line_starts_another() {
        let text = b"{\"a\":\n 1\n}\n\r\n{}\n2026-01-01 {}\n  {}";
        let starts: Vec<usize> = (1..text.len()).filter_map(|from| first_start(text, from)).collect();
        let mut distinct = starts.clone();
        distinct.dedup();
        assert_eq!(distinct, [13, 16]);
        assert_eq!(last_start(text), Some(16));
        assert_eq!((end_of_record(text, 0), end_of_record(text, 13), end_of_record(text, 16)), (13, 16, text.len()));
        assert_eq!(last_start(b"{}\n"), None);
        assert_eq!(first_start(b"\n{}", 1), Some(1));
    }

    #[test]
    fn a_line_ends_at_its_break_and_empty_lines_belong_to_it() {
        let text = b"{}\n\n\r\n{\n}\n";
        let first = LineEnd { end: 2, next: 6, breaks: 3, is_end_of_record: true };
        assert_eq!(line_end(text, 0), first);
        assert_eq!(line_end(text, 6), LineEnd { end: 7, next: 8, breaks: 1, is_end_of_record: false });
        assert_eq!(line_end(text, 8), LineEnd { end: 9, next: 10, breaks: 1, is_end_of_record: true });
        assert_eq!(breaks(text), 5);
    }

    #[test]
    fn a_second_value_is_seen_wherever_it_starts() {
        for length in 0..200 {
            let filler = " ".repeat(length);
            assert!(has_second_value(format!("{filler}}}{{").as_bytes()), "{length}");
            assert!(has_second_value(format!("{filler}}} {{{filler}").as_bytes()), "{length}");
            assert!(!has_second_value(format!("{{{filler}}},{{{filler}}}").as_bytes()), "{length}");
            assert!(!has_second_value(format!("{filler}}} ").as_bytes()), "{length}");
        }
    }
}
