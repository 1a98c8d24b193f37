//! Keys, told from the bytes before their colons.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::{Step, Sweep};
use crate::json::{RawString, same};
use crate::program::Key;
use crate::simd::Vectors;

/// How many bytes of a key, its quotes included, are among the last eight and the closing quote.
const BY_TAIL: u32 = 9;

impl Sweep<'_, '_> {
    /// A colon at the level of the innermost container: the key before it, and its value.
    #[inline(always)]
    pub(super) fn colon<V: Vectors>(&mut self, vectors: V, colon: usize, escapes_until: usize) -> Step {
        let Some(&[a, b, c, d, e, f, g, h, b'"']) = self.json[..colon].last_chunk() else {
            return self.unusual_key(vectors, colon);
        };
        if colon <= escapes_until {
            return self.unusual_key(vectors, colon);
        }
        let last = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
        let ending = ((last >> 48) as u16).wrapping_mul(0x9e37) >> 10;
        if self.inner.endings >> ending & 1 == 0 { Step::Go } else { self.key(vectors, last, colon) }
    }

    /// A key without escapes, whose quote stands right before its colon, by its last eight bytes.
    #[inline(always)]
    fn key<V: Vectors>(&mut self, vectors: V, last: u64, colon: usize) -> Step {
        for key in self.inner.keys {
            if last & key.tail.mask == key.tail.bytes && self.is_key(key, colon) {
                return self.member(vectors, key, colon + 1);
            }
        }
        // A key with dots leads on only if each of its parts does. The plain loop finds that out.
        let is_dotted = self.inner.dotted.iter().any(|tail| last & tail.mask == tail.bytes);
        if is_dotted || self.inner.open.arrays > 0 { Step::GiveUp } else { Step::Go }
    }

    /// Whether this key ends right before a place. Its last bytes have been compared.
    #[inline(always)]
    fn is_key(&self, key: &Key, end: usize) -> bool {
        let quoted = key.text.1 + 2;
        quoted <= BY_TAIL || {
            let start = end.checked_sub(quoted as usize);
            start.is_some_and(|start| same(&self.json[start..end], self.program.quoted(key.text)))
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
        let found = self.inner.keys.iter().find(|key| text.equals(self.program.slice(key.text)));
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
