//! Where values stand in the table of values. The engine counts the same way.

#![allow(clippy::cast_possible_truncation, reason = "takes parts of a number")]

/// What an entry of the table of values is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text = 0,
    Number = 1,
    Prefix = 2,
    Suffix = 3,
}

impl Kind {
    /// The kind of an entry for a field, and the place of the field, in one number.
    pub(super) fn key(self, place: u32) -> u32 {
        place << 2 | self as u32
    }
}

/// A number that depends on the key of an entry and the text that it asks for.
pub(super) fn of_text(key: u32, text: &[u8]) -> u32 {
    let is_affix = key & 2 != 0;
    if is_affix {
        // By the length and the last sixteen bytes, because a text is looked up by many starts and ends of it.
        let state = start(u64::from(key) | (text.len() as u64) << 32);
        of_bytes(state, text.last_chunk::<16>().map_or(text, <[u8; 16]>::as_slice))
    } else {
        of_bytes(start(key.into()), text)
    }
}

/// A number that depends on the key of an entry and the bits of the number that it asks for.
pub(super) fn of_number(key: u32, bits: u64) -> u32 {
    fold(start(key.into()) ^ bits, 0) as u32
}

/// By sixteen bytes at a time, of which the last overlap those before.
fn of_bytes(mut state: u64, bytes: &[u8]) -> u32 {
    let Some(last) = bytes.last_chunk::<16>() else { return of_few(state, bytes) };
    let before = &bytes[..bytes.len() - 1];
    for sixteen in before.chunks_exact(16).chain([last.as_slice()]) {
        let (one, other) = sixteen.split_at(8);
        state = fold(state ^ number(one), number(other));
    }
    state as u32
}

/// Up to fifteen bytes: by those at both ends.
fn of_few(state: u64, bytes: &[u8]) -> u32 {
    let length = bytes.len();
    let ends = |count: usize| (number(&bytes[..count]), number(&bytes[length - count..]));
    let (first, last) = match length {
        0 => (0, 0),
        1..4 => (number(&[bytes[0], bytes[length / 2]]), bytes[length - 1].into()),
        4..8 => ends(4),
        _ => ends(8),
    };
    fold(state ^ first, last) as u32
}

/// Up to eight bytes as a number, the lowest first.
fn number(bytes: &[u8]) -> u64 {
    let mut eight = [0; 8];
    eight[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(eight)
}

/// What everything starts with that is counted for a key.
fn start(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Both halves of a product, so that every bit counts.
fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other ^ 0xd6e8_feb8_6659_fd93);
    (product >> 64) as u64 ^ product as u64
}
