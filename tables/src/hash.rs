//! Hashes: of values in the table of values of a set, and of the ends of keys.

#![allow(clippy::cast_possible_truncation, reason = "takes parts of a number")]

/// What an entry of the table of values is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text = 0,
    /// A number.
    Number = 1,
    /// The start of strings.
    Prefix = 2,
    /// The end of strings.
    Suffix = 3,
}

impl Kind {
    /// The kind of an entry for a field, and the place of the field, in one number.
    #[inline(always)]
    #[must_use]
    pub const fn key(self, place: u32) -> u32 {
        place << 2 | self as u32
    }

    /// The kind of an entry with a key.
    #[must_use]
    pub const fn of(key: u32) -> Self {
        match key % 4 {
            0 => Self::Text,
            1 => Self::Number,
            2 => Self::Prefix,
            _ => Self::Suffix,
        }
    }
}

/// A number from 0 to 63 for the last three bytes of a key and its closing quote.
#[inline(always)]
#[must_use]
pub const fn ending(last: [u8; 4]) -> u32 {
    u32::from_le_bytes(last).wrapping_mul(0x09ae_36e7) >> 26
}

/// The hash of a string for the key of an entry.
#[inline(always)]
#[must_use]
pub fn text(key: u32, text: &[u8]) -> u32 {
    of_bytes(start(key.into()), text)
}

/// The same of a string that is decoded on the way.
pub fn decoded_text(key: u32, text: impl Iterator<Item = u8>) -> u32 {
    let (mut state, mut last, mut length) = (start(key.into()), [0; 16], 0_usize);
    for byte in text {
        if length > 0 && length % last.len() == 0 {
            state = of_sixteen(state, &last);
        }
        last.rotate_left(1);
        last[15] = byte;
        length += 1;
    }
    of_few(state, &last[last.len().saturating_sub(length)..])
}

/// The hash of a number for the key of an entry.
#[inline(always)]
#[must_use]
pub fn number(key: u32, value: f64) -> u32 {
    fold(start(key.into()) ^ value.to_bits(), 0) as u32
}

/// The hash of a prefix or suffix for the key of an entry: of its length and its last sixteen bytes, because a string is
/// looked up by many of its starts and ends.
#[inline]
#[must_use]
pub fn affix(key: u32, affix: &[u8]) -> u32 {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_has_one_hash_whether_it_is_decoded_on_the_way_or_not() {
        let bytes: [u8; 100] = core::array::from_fn(|place| (place * 37) as u8);
        for length in 0..bytes.len() {
            let text = &bytes[..length];
            assert_eq!(decoded_text(7, text.iter().copied()), super::text(7, text), "{length}");
        }
    }

    #[test]
    fn an_affix_counts_by_its_length_and_its_last_sixteen_bytes() {
        assert_eq!(affix(2, b"xx0123456789abcdef"), affix(2, b"yy0123456789abcdef"));
        assert_ne!(affix(2, b"x0123456789abcdef"), affix(2, b"yy0123456789abcdef"));
        assert_ne!(affix(2, b"xx0123456789abcdef"), affix(3, b"xx0123456789abcdef"));
    }
}
