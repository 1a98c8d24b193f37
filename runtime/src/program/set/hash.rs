//! Where values stand in the table of values. The compiler of patterns counts the same way.

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
    #[inline]
    pub(super) fn key(self, place: u32) -> u32 {
        place << 2 | self as u32
    }
}

/// A number that depends on the key of an entry and on a string.
#[inline]
pub(super) fn of_text(key: u32, text: RawString<'_>) -> u32 {
    let state = fold(u64::from(key));
    finish(match text.plain() {
        Some(plain) => of_bytes(state, plain),
        None => of_decoded(state, text),
    })
}

/// A number that depends on the key of an entry and on a number.
#[inline]
pub(super) fn of_number(key: u32, value: f64) -> u32 {
    finish(fold(fold(u64::from(key)) ^ value.to_bits()))
}

/// A number that depends on the key of an entry and on the start or end of a string: by the length and the last sixteen
/// bytes, because there are many starts and ends.
#[inline]
pub(super) fn of_affix(key: u32, affix: &[u8]) -> u32 {
    let state = fold(fold(u64::from(key)) ^ affix.len() as u64);
    finish(match affix.last_chunk::<16>() {
        Some(last) => of_bytes(state, last),
        None => of_bytes(state, affix),
    })
}

/// By eight bytes at a time; the last eight overlap those before.
#[inline]
fn of_bytes(mut state: u64, bytes: &[u8]) -> u64 {
    let mut rest = bytes;
    while let Some((eight, after)) = rest.split_first_chunk() {
        state = fold(state ^ u64::from_le_bytes(*eight));
        rest = after;
    }
    match bytes.last_chunk() {
        _ if rest.is_empty() => state,
        Some(last) => fold(state ^ u64::from_le_bytes(*last)),
        None => fold(state ^ few(bytes)),
    }
}

/// Up to seven bytes.
#[inline]
fn few(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk(), bytes) {
        (Some(first), Some(last), _) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        (_, _, [first, .., last]) => u64::from(bytes[1]) << 16 | u64::from(*first) << 8 | u64::from(*last),
        (_, _, [only]) => u64::from(*only),
        _ => 0,
    }
}

#[cold]
fn of_decoded(mut state: u64, text: RawString<'_>) -> u64 {
    let (mut last, mut length) = ([0; 8], 0_usize);
    for byte in text.decoded() {
        last.rotate_left(1);
        last[7] = byte;
        length += 1;
        if length % 8 == 0 {
            state = fold(state ^ u64::from_le_bytes(last));
        }
    }
    match last.get(8_usize.saturating_sub(length)..) {
        _ if length % 8 == 0 => state,
        Some(short) if length < 8 => fold(state ^ few(short)),
        _ => fold(state ^ u64::from_le_bytes(last)),
    }
}

#[inline]
fn finish(state: u64) -> u32 {
    (state ^ state >> 32) as u32
}

/// Both halves of a product, so that every bit counts.
#[inline]
fn fold(state: u64) -> u64 {
    let product = u128::from(state ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93_u128;
    (product >> 64) as u64 ^ product as u64
}
