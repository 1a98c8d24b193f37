//! Keys, told from the bytes before their colons.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]
#![allow(clippy::cast_possible_truncation, reason = "takes parts of a number")]

use super::{BEFORE, Step, Sweep, Window};
use crate::json::{RawString, same};
use crate::program::Key;
use crate::program::place::Open;
use crate::simd::{Vectors, Work};

/// The eight bytes before a key's closing quote, the first of them the lowest.
#[derive(Clone, Copy)]
pub(super) struct Ending(u64);

impl Ending {
    /// How the key ends that stands before a colon at this place of the window's block. Nothing if no quote is right
    /// before the colon.
    #[inline(always)]
    pub(super) fn before(window: &Window, place: usize) -> Option<Self> {
        let [eight @ .., quote] = window[BEFORE - 9 + place..].first_chunk::<9>()?;
        (*quote == b'"').then(|| Self(u64::from_le_bytes(*eight)))
    }

    /// A number from 0 to 63 that depends on the last three bytes.
    #[inline(always)]
    pub(super) fn hash(self) -> u32 {
        ((self.0 >> 40) as u32).wrapping_mul(0x9e37_79b1) >> 26
    }
}

/// A key that may matter, as it ends like one that does or cannot be told from its end.
pub(super) struct AtKey<'s, 'r, 'j> {
    pub(super) sweep: &'s mut Sweep<'r, 'j>,
    /// Where in the event the colon stands.
    pub(super) colon: usize,
}

impl Work for AtKey<'_, '_, '_> {
    type Output = Step;

    #[inline(always)]
    fn run<V: Vectors>(self, vectors: V) -> Step {
        let Self { sweep, colon } = self;
        let Some([last @ .., quote]) = sweep.json.get(..colon).and_then(|before| before.last_chunk::<SEEN>()) else {
            return sweep.unusual_key(vectors, colon);
        };
        if *quote != b'"' || sweep.escapes.caution() != 0 {
            return sweep.unusual_key(vectors, colon);
        }
        let last = u128::from_le_bytes(*last);
        let (ending, earlier) = ((last >> 64) as u64, last as u64);
        for key in sweep.inner.keys.iter() {
            if key.tail.fits(ending) && sweep.is_key(&key, earlier, colon) {
                return sweep.member(vectors, &key, colon + 1);
            }
        }
        if sweep.inner.dotted_endings >> Ending(ending).hash() & 1 == 0 { Step::Go } else { sweep.other_key(ending) }
    }
}

/// How many bytes before a colon are compared first: the closing quote and twice eight before it.
const SEEN: usize = 17;

impl Sweep<'_, '_> {
    /// A key that is none of those that matter. One with dots leads on only if each of its parts does; the plain loop
    /// finds that out.
    #[inline(never)]
    fn other_key(&self, ending: u64) -> Step {
        let Open { node, arrays } = self.inner.open;
        let mut dotted = self.program.tails.part(self.program.object(node).dotted).iter();
        if arrays > 0 || dotted.any(|tail| tail.fits(ending)) { Step::GiveUp } else { Step::Go }
    }

    /// Whether this key ends right before a colon. Its last eight bytes have been compared, and these stand before them.
    #[inline(always)]
    fn is_key(&self, key: &Key, earlier: u64, colon: usize) -> bool {
        let length = key.quoted.1 as usize;
        if length <= 9 {
            return true;
        }
        key.earlier.fits(earlier)
            && (length <= SEEN || {
                let start = colon.checked_sub(length);
                start.is_some_and(|start| same(&self.json[start..colon], self.program.slice(key.quoted)))
            })
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
