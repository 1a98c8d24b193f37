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

/// A number that depends on the key of an entry and the value's bytes.
pub(super) fn of(key: u32, value: &[u8]) -> u32 {
    let is_affix = key & 2 != 0;
    let state = fold(u64::from(key));
    let state = if is_affix { of_end(state, value) } else { of_all(state, value) };
    (state ^ state >> 32) as u32
}

/// By eight bytes at a time, of which the last overlap those before.
fn of_all(mut state: u64, value: &[u8]) -> u64 {
    let whole = value.chunks_exact(8);
    let is_rest = !whole.remainder().is_empty();
    for eight in whole.chain(value.last_chunk::<8>().filter(|_| is_rest).map(<[u8; 8]>::as_slice)) {
        state = fold(state ^ number(eight));
    }
    if is_rest && value.len() < 8 {
        state = fold(state ^ few(value));
    }
    state
}

/// By the length and the last sixteen bytes, because a text is looked up by many starts and ends of it.
fn of_end(state: u64, value: &[u8]) -> u64 {
    let state = fold(state ^ value.len() as u64);
    match value.last_chunk::<16>() {
        Some(last) => fold(fold(state ^ number(&last[..8])) ^ number(&last[8..])),
        None => of_all(state, value),
    }
}

/// Up to seven bytes.
fn few(bytes: &[u8]) -> u64 {
    match *bytes {
        [] => 0,
        [only] => u64::from(only),
        [first, .., last] if bytes.len() < 4 => u64::from(bytes[1]) << 16 | u64::from(first) << 8 | u64::from(last),
        _ => number(&bytes[..4]) | number(&bytes[bytes.len() - 4..]) << 32,
    }
}

/// Up to eight bytes as a number, the lowest first.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// Both halves of a product, so that every bit counts.
fn fold(state: u64) -> u64 {
    let product = u128::from(state ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93_u128;
    (product >> 64) as u64 ^ product as u64
}
