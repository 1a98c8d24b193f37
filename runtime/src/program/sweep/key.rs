//! Keys, told from the bytes before their colons.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::{Step, Sweep};
use crate::json::{RawString, same};
use crate::program::Key;
use crate::program::place::Open;
use crate::simd::Vectors;

/// How many bytes before a colon are looked at first: the closing quote and eight before it.
pub(super) const SEEN: usize = 9;

impl Sweep<'_, '_> {
    /// A colon at the level of the innermost container: the key before it, and its value.
    #[inline(always)]
    pub(super) fn colon<V: Vectors>(&mut self, vectors: V, colon: usize, usual_from: usize) -> Step {
        if colon < usual_from {
            return self.unusual_key(vectors, colon);
        }
        let Some(&[ref last @ .., quote]) = self.json[..colon].last_chunk::<SEEN>() else { return Step::GiveUp };
        if quote != b'"' {
            return self.unusual_key(vectors, colon);
        }
        let last = u64::from_le_bytes(*last);
        let ending = ((last >> 40) as u32).wrapping_mul(0x9e37_79b1) >> 26;
        if self.inner.endings >> ending & 1 == 0 {
            return Step::Go;
        }
        for key in self.inner.keys {
            if last & key.tail.mask == key.tail.bytes && self.is_key(key, colon) {
                return self.member(vectors, key, colon + 1);
            }
        }
        if self.inner.dotted_endings >> ending & 1 == 0 { Step::Go } else { self.other_key(last) }
    }

    /// A key that is none of those that matter. One with dots leads on only if each of its parts does; the plain loop
    /// finds that out.
    #[cold]
    fn other_key(&self, last: u64) -> Step {
        let Open { node, arrays } = self.inner.open;
        let mut dotted = self.program.node(node).dotted.of(self.program.tails).iter();
        if arrays > 0 || dotted.any(|tail| last & tail.mask == tail.bytes) { Step::GiveUp } else { Step::Go }
    }

    /// Whether this key ends right before a place. Its last bytes have been compared.
    #[inline(always)]
    fn is_key(&self, key: &Key, end: usize) -> bool {
        let length = key.quoted.1 as usize;
        length <= SEEN || {
            let start = end.checked_sub(length);
            start.is_some_and(|start| same(&self.json[start..end], self.program.slice(key.quoted)))
        }
    }

    /// A key with space behind it, among the first bytes of the event, or one that may have escapes.
    #[cold]
    #[inline(never)]
    fn unusual_key<V: Vectors>(&mut self, vectors: V, colon: usize) -> Step {
        if self.inner.open.arrays > 0 {
            return Step::GiveUp;
        }
        let before = self.json[..colon].iter().rposition(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
        let Some(end) = before.filter(|&end| self.json[end] == b'"') else { return Step::GiveUp };
        let Some(start) = self.key_start(end) else { return Step::Go };
        let body = &self.json[start + 1..end];
        let has_escapes = body.contains(&b'\\');
        let text = RawString::new(body, has_escapes);
        let found = self.inner.keys.iter().find(|key| text.equals(self.program.key(key)));
        match found {
            // An escape can only be in the way of later keys that look different, so the plain loop takes over.
            Some(_) if has_escapes => Step::GiveUp,
            Some(key) => self.member(vectors, key, colon + 1),
            None if self.program.find_by_dots(self.inner.open.node, text).is_some() => Step::GiveUp,
            None => Step::Go,
        }
    }

    /// The opening quote of the key whose closing quote is at `end`, if it is near enough for a key that matters.
    fn key_start(&self, end: usize) -> Option<usize> {
        let nearest = end.saturating_sub(self.program.reach as usize);
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
