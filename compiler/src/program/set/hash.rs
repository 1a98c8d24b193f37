//! Where values stand in the table of values. The engine counts the same way.

#![allow(clippy::cast_possible_truncation, reason = "takes parts of a number")]

/// A number that depends on the field, whether the value is a string or a number, and the value's bytes: by eight at a
/// time, of which the last overlap those before.
pub(super) fn of(place: u32, is_number: bool, value: &[u8]) -> u32 {
    let whole = value.chunks_exact(8);
    let is_rest = !whole.remainder().is_empty();
    let mut state = fold(u64::from(place) << 1 | u64::from(is_number));
    for eight in whole.chain(value.last_chunk::<8>().filter(|_| is_rest).map(<[u8; 8]>::as_slice)) {
        state = fold(state ^ number(eight));
    }
    if is_rest && value.len() < 8 {
        state = fold(state ^ few(value));
    }
    (state ^ state >> 32) as u32
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
