//! Where values stand in the table of values. The engine counts the same way.

#![allow(clippy::cast_possible_truncation, reason = "takes parts of a number")]

/// A number that depends on the field, whether the value is a string or a number, and the value's bytes.
pub(super) fn of(place: u32, is_number: bool, value: &[u8]) -> u32 {
    let seed = u64::from(place) << 1 | u64::from(is_number);
    let folded = value.chunks(8).fold(fold(seed), |state, chunk| {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        fold(state ^ u64::from_le_bytes(eight))
    });
    (folded ^ folded >> 32) as u32
}

/// Both halves of a product, so that every bit counts.
fn fold(state: u64) -> u64 {
    let product = u128::from(state ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93_u128;
    (product >> 64) as u64 ^ product as u64
}
