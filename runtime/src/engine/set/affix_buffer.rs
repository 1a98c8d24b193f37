//! The decoded start and end of a string with escape sequences, for the lookup of its prefixes and suffixes.

use super::tables::Set;
use crate::engine::format::{AffixLength, SetField};
use crate::filter::Bytes;
use crate::json::RawString;

/// The decoded start and end of a string. They are as long as the longest prefix and suffix that leaves of its field
/// require, or contain the whole string.
pub(super) struct AffixBuffer {
    pub(super) start: Buffer,
    pub(super) end: Buffer,
}

impl AffixBuffer {
    /// Decodes the start and the end of a string. `None` if a required prefix or suffix does not fit.
    pub(super) fn of(set: &Set<'_>, field: &SetField, string: RawString<'_>) -> Option<Self> {
        let (prefix_len, suffix_len) = (max_len(set, field.prefixes), max_len(set, field.suffixes));
        if prefix_len.max(suffix_len) > MAX_BUFFERED_BYTES {
            return None;
        }
        let end = string.decoded().end(suffix_len);
        let before = end.clone().count().saturating_sub(suffix_len);
        Some(Self { start: Buffer::of(string.decoded().take(prefix_len)), end: Buffer::of(end.skip(before)) })
    }
}

/// Returns the greatest length in a list of lengths, given its head; 0 if the list is empty.
fn max_len(set: &Set<'_>, first: u32) -> usize {
    let lengths = set.tables.affix_lengths;
    let all = core::iter::successors(lengths.find(first), |AffixLength { next, .. }| lengths.find(*next));
    all.map(|length| length.length as usize).max().unwrap_or(0)
}

/// A pattern rarely has a longer prefix or suffix. The leaves of a field that has one are tested one by one.
const MAX_BUFFERED_BYTES: usize = 2048;

/// Bytes in a buffer.
pub(super) struct Buffer {
    bytes: [u8; MAX_BUFFERED_BYTES],
    length: usize,
}

impl Buffer {
    fn of(decoded: impl Iterator<Item = u8>) -> Self {
        let mut buffer = Self { bytes: [0; MAX_BUFFERED_BYTES], length: 0 };
        for (slot, byte) in buffer.bytes.iter_mut().zip(decoded) {
            *slot = byte;
            buffer.length += 1;
        }
        buffer
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}
