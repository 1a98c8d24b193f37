//! Keys, told from the bytes before their colons.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]
#![allow(clippy::cast_possible_truncation, reason = "takes parts of a number")]

use super::{Inner, Step, Sweep};
use crate::json::RawString;
use crate::program::Slice;
use crate::program::pass::Pass;
use crate::program::place::Open;
use crate::simd::{Vectors, Work};

/// A key that ends like one that matters.
pub(super) struct AtKey<'s, 'r, 'j, P> {
    pub(super) sweep: &'s mut Sweep<'r, 'j, P>,
    /// Where in the event the colon stands.
    pub(super) colon: usize,
    pub(super) hash: u32,
}

impl<P: Pass> Work for AtKey<'_, '_, '_, P> {
    type Output = Step;

    #[inline(always)]
    fn run<V: Vectors>(self, vectors: V) -> Step {
        let Self { sweep, colon, hash } = self;
        let Inner { keys, endings, dotted_endings, ranks, .. } = sweep.inner;
        if endings >> hash & 1 == 1 {
            let mut number = keys + (ranks & ((1 << hash) - 1)).count_ones() as u16;
            loop {
                let key = sweep.program.keys.get(number);
                let Slice(text, length) = key.quoted;
                let start = colon.wrapping_sub(length as usize);
                let Some(same) = sweep.first_difference(vectors, start, Slice(text, key.compared)) else {
                    return sweep.unusual_key(vectors, colon);
                };
                if same >= length as usize {
                    return sweep.member(vectors, number, &key, same - length as usize, colon + 1);
                }
                if key.next == 0 {
                    break;
                }
                number = key.next;
            }
        }
        if dotted_endings >> hash & 1 == 0 { Step::Go } else { sweep.other_key(colon) }
    }
}

impl<P: Pass> Sweep<'_, '_, P> {
    /// A key that is none of those that matter. One with dots leads on only if each of its parts does; the plain loop
    /// finds that out.
    #[inline(never)]
    fn other_key(&self, colon: usize) -> Step {
        let Open { node, arrays } = self.inner.open;
        let before = self.json.get(..colon - 1).unwrap_or(&[]);
        let ending = match before.last_chunk() {
            Some(last) => u64::from_le_bytes(*last),
            None => before.iter().fold(0, |ending, &byte| ending >> 8 | u64::from(byte) << 56),
        };
        let mut dotted = self.program.tails.part(self.program.object(node).dotted).iter();
        if arrays > 0 || dotted.any(|tail| tail.fits(ending)) { Step::GiveUp } else { Step::Go }
    }

    /// A key with space behind it, or one that may have escapes.
    #[cold]
    #[inline(never)]
    pub(super) fn unusual_key<V: Vectors>(&mut self, vectors: V, colon: usize) -> Step {
        let Open { node, arrays } = self.inner.open;
        if arrays > 0 {
            return Step::GiveUp;
        }
        let before = self.json[..colon].iter().rposition(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
        let Some(end) = before.filter(|&end| self.json[end] == b'"') else { return Step::GiveUp };
        let Some(start) = self.key_start(end) else { return Step::Go };
        let body = &self.json[start + 1..end];
        let has_escapes = body.contains(&b'\\');
        let text = RawString::new(body, has_escapes);
        let keys = self.program.object(node).keys;
        let mut numbered = (keys.0..).zip(self.program.keys.part(keys).iter());
        match numbered.find(|(_, key)| text.equals(self.program.key(key))) {
            // An escape can only be in the way of later keys that look different, so the plain loop takes over.
            Some(_) if has_escapes => Step::GiveUp,
            Some((number, key)) => self.member(vectors, number, &key, 1, colon + 1),
            None if self.program.find_by_dots(node, text).is_some() => Step::GiveUp,
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

/// A number from 0 to 63 that depends on the last three bytes of a key and its quote.
#[inline(always)]
pub(super) fn hash(last: [u8; 4]) -> u32 {
    u32::from_le_bytes(last).wrapping_mul(0x9e37_79b1) >> 26
}
