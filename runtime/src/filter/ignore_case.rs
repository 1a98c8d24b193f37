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

pub(crate) fn suffixed_ignoring_case(mut text: impl Bytes, suffix: &[u8]) -> bool {
    loop {
        if equal_ignoring_case(text.clone(), suffix) {
            return true;
        }
        if text.next().is_none() {
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
