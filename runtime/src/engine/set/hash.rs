//! Where values stand in the table of values. The compiler of patterns counts the same way.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every value that matters")]
#![allow(clippy::cast_possible_truncation, reason = "takes parts of a number")]

use crate::json::RawString;

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
    #[inline(always)]
    pub(super) fn key(self, place: u32) -> u32 {
        place << 2 | self as u32
    }
}

/// A number that depends on the key of an entry and on a string in which nothing is escaped.
#[inline(always)]
pub(super) fn of_text(key: u32, text: &[u8]) -> u32 {
    of_bytes(start(key.into()), text)
}

/// The same of a string that is decoded.
pub(super) fn of_escaped_text(key: u32, text: RawString<'_>) -> u32 {
    let (mut state, mut last, mut length) = (start(key.into()), [0; 16], 0_usize);
    for byte in text.decoded() {
        if length > 0 && length % last.len() == 0 {
            state = of_sixteen(state, &last);
        }
        last.rotate_left(1);
        last[15] = byte;
        length += 1;
    }
    of_few(state, &last[last.len().saturating_sub(length)..])
}

/// A number that depends on the key of an entry and on a number.
#[inline(always)]
pub(super) fn of_number(key: u32, value: f64) -> u32 {
    fold(start(key.into()) ^ value.to_bits(), 0) as u32
}

/// A number that depends on the key of an entry and on the start or end of a string: by the length and the last sixteen
/// bytes, because there are many starts and ends.
#[inline]
pub(super) fn of_affix(key: u32, affix: &[u8]) -> u32 {
    let state = start(u64::from(key) | (affix.len() as u64) << 32);
    of_bytes(state, affix.last_chunk::<16>().map_or(affix, <[u8; 16]>::as_slice))
}

/// By sixteen bytes at a time; the last sixteen overlap those before.
#[inline(always)]
fn of_bytes(mut state: u64, bytes: &[u8]) -> u32 {
    let Some(last) = bytes.last_chunk() else { return of_few(state, bytes) };
    let mut rest = bytes;
    while let Some((sixteen, after @ [_, ..])) = rest.split_first_chunk() {
        state = of_sixteen(state, sixteen);
        rest = after;
    }
    of_sixteen(state, last) as u32
}

#[inline(always)]
fn of_sixteen(state: u64, bytes: &[u8; 16]) -> u64 {
    let both = u128::from_le_bytes(*bytes);
    fold(state ^ both as u64, (both >> 64) as u64)
}

/// Up to sixteen bytes: by those at both ends. Sixteen count as they do in [`of_sixteen`].
#[inline(always)]
fn of_few(state: u64, bytes: &[u8]) -> u32 {
    let [first, last] = if let Some(ends) = ends::<8>(bytes) {
        ends.map(u64::from_le_bytes)
    } else if let Some(ends) = ends::<4>(bytes) {
        ends.map(|end| u32::from_le_bytes(end).into())
    } else if let ([first, ..], [.., last]) = (bytes, bytes) {
        [u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8, u64::from(*last)]
    } else {
        [0, 0]
    };
    fold(state ^ first, last) as u32
}

/// As many bytes at both ends, if there are so many.
#[inline(always)]
fn ends<const COUNT: usize>(bytes: &[u8]) -> Option<[[u8; COUNT]; 2]> {
    Some([*bytes.first_chunk()?, *bytes.last_chunk()?])
}

/// What everything starts with that is counted for a key.
#[inline(always)]
fn start(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Both halves of a product, so that every bit counts.
#[inline(always)]
fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other ^ 0xd6e8_feb8_6659_fd93);
    (product >> 64) as u64 ^ product as u64
}
