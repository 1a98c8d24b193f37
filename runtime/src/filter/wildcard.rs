//! Wildcard matching. The first and the last piece of a pattern are compared with the ends of the text. The other pieces
//! are searched for, each from the end of the one before: the first occurrence leaves the most text for those after it.
//! The running time is at most proportional to the product of the lengths of the text and the pattern.

use super::Bytes;

pub(crate) fn matches_wildcard(text: &impl Bytes, pattern: &[u8]) -> bool {
    let mut rest = text.clone();
    let Some(mut pieces) = skip_piece(&mut rest, pattern) else { return false };
    if pieces.is_empty() {
        return rest.next().is_none();
    }
    let (last, last_len) = last_piece(pieces);
    if last_len > 0 && !has_last_piece(text, last, last_len) {
        return false;
    }
    while let [b'*', piece @ ..] = pieces {
        if piece.len() == last.len() {
            // The text ends with this piece, but the pieces before must not have used a part of it.
            return last_len == 0 || rest.nth(last_len - 1).is_some();
        }
        let Some(after) = find_piece(&mut rest, piece) else { return false };
        pieces = after;
    }
    true
}

/// Returns the piece after the last `*`, and the number of bytes that it matches.
fn last_piece(pattern: &[u8]) -> (&[u8], usize) {
    let (mut last, mut length, mut rest) = (pattern, 0, pattern);
    while let Some((part, after)) = split_first_part(rest) {
        (last, length) = match part {
            WildcardPart::Star => (after, 0),
            WildcardPart::Byte(_) => (last, length + 1),
        };
        rest = after;
    }
    (last, length)
}

/// Whether the text ends with a piece that matches `length` bytes.
fn has_last_piece(text: &impl Bytes, piece: &[u8], length: usize) -> bool {
    let mut end = text.end(length);
    let Some(before) = end.clone().count().checked_sub(length) else { return false };
    (before == 0 || end.nth(before - 1).is_some()) && skip_piece(&mut end, piece).is_some()
}

/// Finds the first occurrence of the piece before the next `*`, and moves to its end. Returns the rest of the pattern,
/// or `None` if the piece does not occur.
fn find_piece<'p>(text: &mut impl Bytes, pattern: &'p [u8]) -> Option<&'p [u8]> {
    let Some((WildcardPart::Byte(first), _)) = split_first_part(pattern) else { return Some(pattern) };
    while text.seek(first) {
        let mut ahead = text.clone();
        if let Some(after) = skip_piece(&mut ahead, pattern) {
            *text = ahead;
            return Some(after);
        }
        text.next();
    }
    None
}

/// Moves past the piece before the next `*`. Returns the rest of the pattern, or `None` if the text does not start with
/// the piece.
fn skip_piece<'p>(text: &mut impl Bytes, mut pattern: &'p [u8]) -> Option<&'p [u8]> {
    while let Some((WildcardPart::Byte(wanted), after)) = split_first_part(pattern) {
        if text.next() != Some(wanted) {
            return None;
        }
        pattern = after;
    }
    Some(pattern)
}

enum WildcardPart {
    Star,
    Byte(u8),
}

fn split_first_part(pattern: &[u8]) -> Option<(WildcardPart, &[u8])> {
    match pattern {
        [] => None,
        [b'*', rest @ ..] => Some((WildcardPart::Star, rest)),
        [b'\\', escaped, rest @ ..] => Some((WildcardPart::Byte(*escaped), rest)),
        [byte, rest @ ..] => Some((WildcardPart::Byte(*byte), rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::matches_wildcard;
    use crate::filter::{Bytes, PlainBytes};
    use crate::json::RawString;
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;
    use core::cell::Cell;

    /// An iterator over bytes that counts how many bytes are read.
    #[derive(Clone)]
    struct CountingBytes<'t>(core::slice::Iter<'t, u8>, &'t Cell<usize>);

    impl Iterator for CountingBytes<'_> {
        type Item = u8;

        fn next(&mut self) -> Option<u8> {
            self.1.set(self.1.get() + 1);
            self.0.next().copied()
        }
    }

    impl Bytes for CountingBytes<'_> {}

    #[test]
    fn reads_are_bounded_by_the_product_of_both_lengths() {
        let text = "a".repeat(2_000);
        for stars in [1, 8, 64] {
            for pattern in ["a*".repeat(stars) + "b", "*aaaa".repeat(stars) + "b", "*a*b".repeat(stars)] {
                let reads = Cell::new(0);
                let counted = CountingBytes(text.as_bytes().iter(), &reads);
                assert!(!matches_wildcard(&counted, pattern.as_bytes()));
                let max_reads = (text.len() + 1) * (pattern.len() + 1);
                assert!(reads.get() <= max_reads, "{} reads for {pattern}", reads.get());
            }
        }
        let pattern = String::from("a*").repeat(64);
        assert!(matches_wildcard(&CountingBytes(text.as_bytes().iter(), &Cell::new(0)), pattern.as_bytes()));
    }

    /// The definition: a `*` matches nothing, or one more byte.
    fn matches_by_definition(text: &[u8], pattern: &[u8]) -> bool {
        match (pattern, text) {
            ([], text) => text.is_empty(),
            ([b'*', rest @ ..], text) => {
                matches_by_definition(text, rest)
                    || text.split_first().is_some_and(|(_, text)| matches_by_definition(text, pattern))
            }
            ([b'\\', wanted, rest @ ..] | [wanted, rest @ ..], text) => {
                text.split_first().is_some_and(|(byte, text)| byte == wanted && matches_by_definition(text, rest))
            }
        }
    }

    /// Returns all strings of at most `max_len` of these parts.
    fn strings_of(parts: &[&str], max_len: usize) -> Vec<String> {
        let mut all = alloc::vec![String::new()];
        let mut longest = all.clone();
        for _ in 0..max_len {
            longest = longest.iter().flat_map(|start| parts.iter().map(move |part| format!("{start}{part}"))).collect();
            all.extend(longest.iter().cloned());
        }
        all
    }

    #[test]
    fn short_strings_match_by_definition_whether_or_not_they_have_escapes() {
        let patterns = strings_of(&["a", "b", "*", r"\*"], 5);
        for text in strings_of(&["a", "b", "*"], 5) {
            let mut escaped = text.replace('a', r"\u0061");
            escaped.insert_str(0, r"\n");
            for pattern in &patterns {
                let expected = matches_by_definition(text.as_bytes(), pattern.as_bytes());
                assert_eq!(matches_wildcard(&PlainBytes(text.as_bytes()), pattern.as_bytes()), expected);
                let decoded = RawString::new(escaped.as_bytes(), true).decoded();
                let with_line_end = format!("\n{pattern}");
                assert_eq!(matches_wildcard(&decoded, with_line_end.as_bytes()), expected, "{text} {pattern}");
            }
        }
    }

    #[test]
    fn pieces_are_found_at_every_offset_of_a_long_string() {
        for padding in 0..150 {
            let padding = "p".repeat(padding);
            for after in [0, 70] {
                let text = format!("{padding}abc{}z", "x".repeat(after));
                let escaped = format!(r"{padding}a\u0062c{}\u007a", "x".repeat(after));
                for (pattern, expected) in [("*abc*z", true), ("*bc*", true), ("*abz", false), ("*c*b*", false)] {
                    assert_eq!(matches_wildcard(&PlainBytes(text.as_bytes()), pattern.as_bytes()), expected);
                    let decoded = RawString::new(escaped.as_bytes(), true).decoded();
                    assert_eq!(matches_wildcard(&decoded, pattern.as_bytes()), expected, "{escaped} {pattern}");
                }
            }
        }
    }
}
