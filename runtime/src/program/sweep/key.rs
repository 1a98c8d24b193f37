//! Keys, told from the bytes before their colons.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::{Step, Sweep, Window};
use crate::json::RawString;
use crate::program::place::Open;
use crate::program::{Key, WIDTH};
use crate::simd::Vectors;

/// The eight bytes before a key's closing quote, the first of them the lowest.
#[derive(Clone, Copy)]
pub(super) struct Ending(u64);

impl Ending {
    /// How the key ends that stands before a colon at this place of the window's block. Nothing if no quote is right
    /// before the colon.
    #[inline(always)]
    pub(super) fn before(window: &Window, place: usize) -> Option<Self> {
        let [eight @ .., quote] = window[WIDTH - 9 + place..].first_chunk::<9>()?;
        (*quote == b'"').then(|| Self(u64::from_le_bytes(*eight)))
    }

    /// A number from 0 to 63 that depends on the last three bytes.
    #[inline(always)]
    pub(super) fn hash(self) -> u32 {
        ((self.0 >> 40) as u32).wrapping_mul(0x9e37_79b1) >> 26
    }
}

impl Sweep<'_, '_> {
    /// A key that may matter, as it ends like one that does, and its value.
    #[inline(always)]
    pub(super) fn key<V: Vectors>(&mut self, vectors: V, window: &Window, ending: Ending, colon: usize) -> Step {
        for key in self.inner.keys.iter() {
            if ending.0 & key.tail.mask == key.tail.bytes && self.is_key(vectors, window, &key, colon) {
                return self.member(vectors, &key, colon + 1);
            }
        }
        self.other_key(ending)
    }

    /// A key that is none of those that matter. One with dots leads on only if each of its parts does; the plain loop
    /// finds that out.
    #[inline(never)]
    fn other_key(&self, ending: Ending) -> Step {
        let Open { node, arrays } = self.inner.open;
        let node = self.program.node(node);
        let may_have_dots = node.dotted_endings >> ending.hash() & 1 == 1;
        let mut dotted = self.program.tails.part(node.dotted).iter();
        let gives_up = arrays > 0 || may_have_dots && dotted.any(|tail| ending.0 & tail.mask == tail.bytes);
        if gives_up { Step::GiveUp } else { Step::Go }
    }

    /// Whether this key ends right before a place. Its last eight bytes have been compared.
    #[inline(always)]
    fn is_key<V: Vectors>(&self, vectors: V, window: &Window, key: &Key, end: usize) -> bool {
        let length = key.quoted.1 as usize;
        length <= 9 || self.is_long_key(vectors, window, key, end)
    }

    #[inline(always)]
    fn is_long_key<V: Vectors>(&self, _vectors: V, _window: &Window, key: &Key, end: usize) -> bool {
        let start = end.checked_sub(key.quoted.1 as usize);
        start.is_some_and(|start| crate::json::same(&self.json[start..end], self.program.slice(key.quoted)))
    }

    /// A key with space behind it, or one that may have escapes.
    #[cold]
    #[inline(never)]
    pub(super) fn unusual_key<V: Vectors>(&mut self, vectors: V, colon: usize) -> Step {
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
            Some(key) => self.member(vectors, &key, colon + 1),
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
