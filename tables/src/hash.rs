//! Hashes of key suffixes, and of the values in a set's table of values.

#![allow(clippy::cast_possible_truncation, reason = "extracts parts of an integer")]

/// The kind of an entry in the table of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A string.
    String = 0,
    /// A number.
    Number = 1,
    /// A prefix that leaves accept.
    Prefix = 2,
    /// A suffix that leaves accept.
    Suffix = 3,
}

impl EntryKind {
    /// Packs the kind of an entry and the number of its field into one number.
    #[inline(always)]
    #[must_use]
    pub const fn key(self, field: u32) -> u32 {
        field << 2 | self as u32
    }

    /// Returns the kind of an entry from the result of [`EntryKind::key`].
    #[must_use]
    pub const fn of(key: u32) -> Self {
        match key % 4 {
            0 => Self::String,
            1 => Self::Number,
            2 => Self::Prefix,
            _ => Self::Suffix,
        }
    }
}

/// Hashes the last three bytes of a key and its closing quote to a number from 0 to 63.
#[inline(always)]
#[must_use]
pub const fn key_suffix(last: [u8; 4]) -> u32 {
    u32::from_le_bytes(last).wrapping_mul(0x09ae_36e7) >> 26
}

/// Hashes a string. `key` is the result of [`EntryKind::key`] for the entry.
#[inline(always)]
#[must_use]
pub fn string(key: u32, bytes: &[u8]) -> u32 {
    of_bytes(start(key.into()), bytes)
}

/// Hashes a string whose bytes are decoded while it is hashed. Returns the same hash as [`string`] for the decoded
/// bytes.
pub fn decoded_string(key: u32, bytes: impl Iterator<Item = u8>) -> u32 {
    let (mut state, mut last, mut length) = (start(key.into()), [0; 16], 0_usize);
    for byte in bytes {
        if length > 0 && length % last.len() == 0 {
            state = of_sixteen(state, &last);
        }
        last.rotate_left(1);
        last[15] = byte;
        length += 1;
    }
    of_few(state, &last[last.len().saturating_sub(length)..])
}

/// Hashes a number. `key` is the result of [`EntryKind::key`] for the entry.
#[inline(always)]
#[must_use]
pub fn number(key: u32, value: f64) -> u32 {
    fold(start(key.into()) ^ value.to_bits(), 0) as u32
}

/// Hashes only the length and the last sixteen bytes of a prefix or suffix, because prefixes and suffixes of many
/// lengths are hashed for each string. `key` is the result of [`EntryKind::key`] for the entry.
#[inline]
#[must_use]
pub fn affix(key: u32, affix: &[u8]) -> u32 {
    let state = start(u64::from(key) | (affix.len() as u64) << 32);
    of_bytes(state, affix.last_chunk::<16>().map_or(affix, <[u8; 16]>::as_slice))
}

/// Hashes sixteen bytes at a time. The last sixteen bytes may overlap the previous sixteen.
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

/// Hashes at most sixteen bytes, reading them from both ends with a possible overlap. For exactly sixteen bytes, the
/// hash is the same as that of [`of_sixteen`].
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

/// Returns the first and the last `COUNT` bytes, or `None` if there are fewer bytes.
#[inline(always)]
fn ends<const COUNT: usize>(bytes: &[u8]) -> Option<[[u8; COUNT]; 2]> {
    Some([*bytes.first_chunk()?, *bytes.last_chunk()?])
}

/// Returns the initial state for a key.
#[inline(always)]
fn start(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Combines both halves of the product of two numbers, so that every input bit affects the result.
#[inline(always)]
fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other ^ 0xd6e8_feb8_6659_fd93);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding_while_hashing_does_not_change_the_hash() {
        let bytes: [u8; 100] = core::array::from_fn(|index| (index * 37) as u8);
        for length in 0..bytes.len() {
            let text = &bytes[..length];
            assert_eq!(decoded_string(7, text.iter().copied()), super::string(7, text), "{length}");
        }
    }

    #[test]
    fn an_affix_is_hashed_by_its_length_and_its_last_sixteen_bytes() {
        assert_eq!(affix(2, b"xx0123456789abcdef"), affix(2, b"yy0123456789abcdef"));
        assert_ne!(affix(2, b"x0123456789abcdef"), affix(2, b"yy0123456789abcdef"));
        assert_ne!(affix(2, b"xx0123456789abcdef"), affix(3, b"xx0123456789abcdef"));
    }
}
