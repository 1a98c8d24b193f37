//! Recognises keys by the bytes before their colons.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]
#![allow(clippy::cast_possible_truncation, reason = "extracts parts of an integer")]

use super::escapes::Escapes;
use super::{LOOKBEHIND_BYTES, Step, Sweep};
use crate::engine::format::{ExpectedValue, Key, Object, Range, Row, Slice, hash};
use crate::engine::state::MatchState;
use crate::json::RawString;
use crate::simd::{Block, Vectors};

impl<S: MatchState> Sweep<'_, '_, S> {
    /// Handles a key whose suffix has the same hash as the suffix of a relevant key. `colon` is the offset of the
    /// colon.
    #[inline(always)]
    pub(super) fn match_key<V: Vectors>(&mut self, vectors: V, hash: u32, colon: usize) -> Step {
        let Object { keys: Range { start: keys, .. }, suffix_hashes, suffix_order, .. } = self.innermost.table_row();
        if suffix_hashes >> hash & 1 == 0 {
            return self.check_dotted_key(vectors, hash, colon);
        }
        let number = keys + (suffix_order & ((1 << hash) - 1)).count_ones() as u16;
        let row = self.program.keys.row_bytes(number);
        let Key { quoted: Slice { start: text, length }, compared_len, .. } = Key::read(row, 0);
        let start = colon.wrapping_sub(length as usize);
        let Some(prefix_len) = self.common_prefix_len(vectors, start, Slice { start: text, length: compared_len })
        else {
            return self.match_key_at_end(vectors, number, hash, colon);
        };
        // The rest of the row is read only here, when enough registers are free.
        let key = Key::read(row, 0);
        if prefix_len >= key.compared_len as usize && key.value == ExpectedValue::Exact {
            return self.record_satisfied(key.node, key.bit);
        }
        let length = key.quoted.length as usize;
        if prefix_len < length {
            return self.match_next_key(vectors, key.next, hash, colon);
        }
        self.read_value(vectors, number, &key, prefix_len - length, colon + 1)
    }

    /// Compares the key with the remaining relevant keys that have the same suffix hash. `next` is the number of the
    /// first of these keys.
    #[inline(never)]
    fn match_next_key<V: Vectors>(&mut self, vectors: V, next: u16, hash: u32, colon: usize) -> Step {
        let mut number = next;
        while number != 0 {
            let key = self.program.keys.get(number);
            let start = colon.wrapping_sub(key.quoted.length as usize);
            let text = self.program.slice(key.quoted);
            if self.json.get(start..).is_some_and(|json| json.starts_with(text)) {
                return self.read_value(vectors, number, &key, 1, colon + 1);
            }
            number = key.next;
        }
        self.check_dotted_key(vectors, hash, colon)
    }

    /// Like [`match_key`](Self::match_key), for a key so close to the start or end of the event that the bytes around it
    /// cannot be compared in blocks.
    #[cold]
    #[inline(never)]
    fn match_key_at_end<V: Vectors>(&mut self, vectors: V, number: u16, hash: u32, colon: usize) -> Step {
        let key = self.program.keys.get(number);
        if !self.json[..colon].ends_with(self.program.slice(key.quoted)) {
            return self.match_next_key(vectors, key.next, hash, colon);
        }
        let wanted = self.program.slice(Slice { start: key.quoted.start, length: key.compared_len });
        let value = wanted.get(key.quoted.length as usize..).unwrap_or(&[]);
        if key.value == ExpectedValue::Exact && self.json[colon..].starts_with(value) {
            return self.record_satisfied(key.node, key.bit);
        }
        self.read_value(vectors, number, &key, 1, colon + 1)
    }

    /// Handles a key that is not itself relevant, but may consist of the keys of a relevant path joined by dots. If it
    /// ends like such a path, it is read completely: an inner key of eight bytes or more may also be the end of a key
    /// without dots, as `phase-status` is of `completed-phase-status`.
    #[inline(never)]
    fn check_dotted_key<V: Vectors>(&mut self, vectors: V, hash: u32, colon: usize) -> Step {
        if self.innermost.table_row().dotted_suffix_hashes >> hash & 1 == 0 {
            return Step::Continue;
        }
        let before = self.json.get(..colon - 1).unwrap_or(&[]);
        let suffix = match before.last_chunk() {
            Some(last) => u64::from_le_bytes(*last),
            None => before.iter().fold(0, |suffix, &byte| suffix >> 8 | u64::from(byte) << 56),
        };
        let mut dotted = self.program.key_suffixes.part(self.innermost.table_row().dotted_suffixes).iter();
        if self.innermost.open.arrays() > 0 || dotted.any(|expected| expected.matches(suffix)) {
            self.match_unusual_key(vectors, colon)
        } else {
            Step::Continue
        }
    }

    /// Handles a key in a block that escape sequences affect, or a key that is followed by white space. `colon` is the
    /// offset of the colon.
    #[cold]
    #[inline(never)]
    pub(super) fn match_key_with_care<V: Vectors>(&mut self, vectors: V, escapes: &Escapes, colon: usize) -> Step {
        let index = (colon - LOOKBEHIND_BYTES) % size_of::<Block>();
        let suffix: Option<&[u8; LOOKBEHIND_BYTES]> =
            self.json.get(colon - LOOKBEHIND_BYTES..).and_then(<[u8]>::first_chunk);
        match suffix {
            Some(suffix @ [.., b'"'])
                if !escapes.is_affected(colon - index) || escapes.after_strings() >> index & 1 == 0 =>
            {
                let hash = hash::key_suffix(*suffix);
                if self.innermost.all_suffix_hashes() >> hash & 1 == 0 {
                    return Step::Continue;
                }
                self.match_key(vectors, hash, colon)
            }
            _ => self.match_unusual_key(vectors, colon),
        }
    }

    /// Handles a key that is followed by white space or that may contain escape sequences.
    #[cold]
    #[inline(never)]
    fn match_unusual_key<V: Vectors>(&mut self, vectors: V, colon: usize) -> Step {
        let node = self.innermost.open.node();
        if self.innermost.open.arrays() > 0 {
            return Step::GiveUp;
        }
        let before = self.json[..colon].iter().rposition(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
        let Some(end) = before.filter(|&end| self.json[end] == b'"') else { return Step::GiveUp };
        let Some(start) = self.find_key_start(end) else { return Step::Continue };
        let body = &self.json[start + 1..end];
        let text = RawString::new(body, body.contains(&b'\\'));
        let keys = self.program.object(node).keys;
        let first = text.decoded().next();
        let may_be_relevant = |key: &Key| self.program.key(key).first().is_none_or(|byte| first == Some(*byte));
        if !self.program.keys.part(keys).iter().any(|key| may_be_relevant(&key)) {
            return Step::Continue;
        }
        let mut numbered = (keys.start..).zip(self.program.keys.part(keys).iter());
        match numbered.find(|(_, key)| text.equals(self.program.key(key))) {
            Some((number, key)) => self.read_value(vectors, number, &key, 1, colon + 1),
            None if self.program.find_by_dots(node, text).is_some() => Step::GiveUp,
            None => Step::Continue,
        }
    }

    /// Returns the offset of the opening quote of the key whose closing quote is at `end`. `None` if the key is too
    /// long to be relevant.
    fn find_key_start(&self, end: usize) -> Option<usize> {
        let nearest = end.saturating_sub(self.program.max_key_len as usize);
        let mut start = end;
        while start > nearest {
            start -= 1;
            if self.json[start] == b'"' {
                let backslashes = self.json[..start].iter().rev().take_while(|&&byte| byte == b'\\').count();
                if backslashes % 2 == 0 {
                    return Some(start);
                }
            }
        }
        None
    }
}
