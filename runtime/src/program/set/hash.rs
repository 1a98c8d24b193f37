//! Where values stand in the table of values. The compiler of patterns counts the same way.

#![allow(clippy::cast_possible_truncation, reason = "takes parts of a number")]

use crate::json::RawString;

/// A number that depends on the field and on a string.
#[inline]
pub(super) fn of_text(place: u32, text: RawString<'_>) -> u32 {
    let state = fold(u64::from(place) << 1);
    finish(match text.plain() {
        Some(plain) => of_bytes(state, plain),
        None => of_decoded(state, text),
    })
}

/// A number that depends on the field and on a number.
#[inline]
pub(super) fn of_number(place: u32, value: f64) -> u32 {
    finish(fold(fold(u64::from(place) << 1 | 1) ^ value.to_bits()))
}

#[inline]
fn of_bytes(mut state: u64, mut bytes: &[u8]) -> u64 {
    while let Some((eight, rest)) = bytes.split_first_chunk() {
        state = fold(state ^ u64::from_le_bytes(*eight));
        bytes = rest;
    }
    if bytes.is_empty() {
        return state;
    }
    fold(state ^ bytes.iter().rev().fold(0, |last, &byte| last << 8 | u64::from(byte)))
}

#[cold]
fn of_decoded(mut state: u64, text: RawString<'_>) -> u64 {
    let (mut eight, mut length) = (0, 0);
    for byte in text.decoded() {
        eight |= u64::from(byte) << (8 * length);
        length += 1;
        if length == 8 {
            state = fold(state ^ eight);
            (eight, length) = (0, 0);
        }
    }
    if length == 0 { state } else { fold(state ^ eight) }
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
