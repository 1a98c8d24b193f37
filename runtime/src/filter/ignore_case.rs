//! Case-insensitive comparison. Neither the lowercase nor the uppercase form of a character is a proper prefix of the
//! other form. A test in the compiler crate verifies this for all characters. Therefore, if the lowercase form matches,
//! the uppercase form need not be tried.

use super::Bytes;

pub(crate) fn equal_ignoring_case(text: impl Bytes, wanted: &[u8]) -> bool {
    rest_after(text, wanted).is_some_and(|mut rest| rest.next().is_none())
}

pub(crate) fn prefixed_ignoring_case(text: impl Bytes, prefix: &[u8]) -> bool {
    rest_after(text, prefix).is_some()
}

/// Maximum number of bytes in the lowercase or uppercase form of a character, for each byte of the character.
const MAX_GROWTH: usize = 3;

pub(crate) fn suffixed_ignoring_case(text: &impl Bytes, suffix: &[u8]) -> bool {
    let mut end = text.end(suffix.len().saturating_mul(MAX_GROWTH));
    loop {
        if equal_ignoring_case(end.clone(), suffix) {
            return true;
        }
        if end.next().is_none() {
            return false;
        }
    }
}

/// Returns the rest of `text` after `wanted`, or `None` if `text` does not start with `wanted` ignoring case.
fn rest_after<T: Bytes>(text: T, wanted: &[u8]) -> Option<T> {
    let mut rest = text;
    for part in wanted.utf8_chunks() {
        for character in part.valid().chars() {
            rest = rest_after_character(rest, character)?;
        }
        // Invalid UTF-8 encodes a lone surrogate, which has no case.
        rest = rest_after_bytes(rest, part.invalid().iter().copied())?;
    }
    Some(rest)
}

fn rest_after_character<T: Bytes>(text: T, character: char) -> Option<T> {
    if character > '\u{ffff}' {
        return rest_after_form(text, core::iter::once(character));
    }
    rest_after_form(text.clone(), character.to_lowercase()).or_else(|| rest_after_form(text, character.to_uppercase()))
}

fn rest_after_form<T: Bytes>(text: T, form: impl Iterator<Item = char>) -> Option<T> {
    let mut rest = text;
    for character in form {
        rest = rest_after_bytes(rest, character.encode_utf8(&mut [0; 4]).bytes())?;
    }
    Some(rest)
}

fn rest_after_bytes<T: Bytes>(mut text: T, bytes: impl Iterator<Item = u8>) -> Option<T> {
    for byte in bytes {
        if text.next() != Some(byte) {
            return None;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{MAX_GROWTH, suffixed_ignoring_case};
    use crate::filter::PlainBytes;
    use alloc::format;
    use alloc::string::String;

    #[test]
    fn forms_of_a_character_are_at_most_a_few_times_as_long() {
        for character in '\0'..=char::MAX {
            let lower = character.to_lowercase().map(char::len_utf8).sum::<usize>();
            let upper = character.to_uppercase().map(char::len_utf8).sum::<usize>();
            assert!(lower.max(upper) <= MAX_GROWTH * character.len_utf8(), "{character}");
        }
    }

    #[test]
    fn a_suffix_may_be_shorter_or_longer_than_the_end_that_it_matches() {
        for (suffix, end) in [("ΐΐ", "ΐΐ".to_uppercase()), ("ﬃ", String::from("FFI")), ("É", String::from("é"))]
        {
            for start in ["", "x", &"x".repeat(100)] {
                let text = format!("{start}{end}");
                assert!(suffixed_ignoring_case(&PlainBytes(text.as_bytes()), suffix.as_bytes()), "{text}");
                assert!(!suffixed_ignoring_case(&PlainBytes(format!("{text}x").as_bytes()), suffix.as_bytes()));
            }
        }
    }
}
