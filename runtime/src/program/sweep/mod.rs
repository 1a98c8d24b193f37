//! The event by blocks of 64 bytes: from the places of quotes, colons and brackets alone it is told which keys are those
//! of an object that matters, and only their values are read.
//!
//! A sweep answers for events in the usual form. It gives up, and leaves the event to the plain loop, where it meets an
//! unusual one: keys that are repeated, joined by dots or written with escapes, arrays in arrays, and text that is no
//! JSON. Of what it passes over, it looks at strings and brackets only.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

mod containers;
mod escapes;
mod key;
mod structure;
mod value;

use super::Program;
use super::pass::Pass;
use super::place::Open;
use crate::json::Cursor;
use crate::simd::{Vectors, Work};
use escapes::Escapes;
use key::{AtKey, hash};
use structure::Structure;

/// A sweep that is still to come.
pub(super) struct Start<'r, 'j, P> {
    pub(super) program: &'r Program<'r>,
    pub(super) json: &'j [u8],
    pub(super) pass: P,
    /// Space for the stack.
    pub(super) space: &'r mut [u64],
}

struct Sweep<'r, 'j, P> {
    program: &'r Program<'r>,
    json: &'j [u8],
    pass: P,
    /// The open containers that matter. Each is one level deeper than the one before, so their number is the depth at
    /// which the keys of the innermost stand.
    stack: &'r mut [u64],
    height: usize,
    /// How many of them are arrays.
    arrays: usize,
    /// The node whose object or array begins next; 0 for none.
    pending: u16,
    inner: Inner,
}

/// The innermost open container that matters.
#[derive(Clone, Copy)]
struct Inner {
    open: Open,
    /// Where its keys begin.
    keys: u16,
    /// How the keys end, as bits; in an array, where there are none, they are not told.
    endings: u64,
    /// The same for those with dots that matter; in an array, like anything.
    dotted_endings: u64,
    /// `endings`, if they tell the order of the keys.
    ranks: u64,
    /// Bits without which no goal of the object is met; 0 if that takes a look at the goals.
    all: u64,
}

/// What follows from a key or a bracket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Nothing: go on.
    Go,
    /// The event matches.
    Match,
    /// The event does not match.
    Miss,
    /// The event is not in the usual form.
    GiveUp,
}

/// How many bytes before a block are seen with it, so that the end of the key in front of any of its colons is.
const BEFORE: usize = 4;

/// A block with what stands before it.
type Window = [u8; BEFORE + 64];

/// Where the sweep is.
struct State {
    /// Where in the event the block starts.
    base: usize,
    /// How many brackets are open.
    depth: usize,
    /// All ones if the last block ended inside a string.
    inside: u64,
}

impl<P: Pass> Work for Start<'_, '_, P> {
    type Output = Option<bool>;

    #[inline(always)]
    fn run<V: Vectors>(self, vectors: V) -> Option<bool> {
        let mut sweep = Sweep::new(self);
        let mut state = State { base: BEFORE, depth: 1, inside: sweep.start()? };
        let mut escapes = Escapes::new(sweep.program.reach);
        for part in [Part::Whole, Part::Rest] {
            let padded;
            let mut text = match part {
                Part::Whole => sweep.json,
                Part::Rest => {
                    padded = pad(sweep.json.get(state.base - BEFORE..)?);
                    &padded
                }
            };
            while let Some(window) = text.first_chunk::<{ BEFORE + 64 }>() {
                let block = window.last_chunk()?;
                let structure = structure::of_block(vectors, block, state.base, &mut escapes, &mut state.inside);
                let step = sweep.block(vectors, &escapes, structure, window, &mut state);
                if step != Step::Go {
                    return (step != Step::GiveUp).then_some(step == Step::Match);
                }
                state.base += 64;
                text = &text[64..];
            }
        }
        None
    }
}

/// Which blocks are swept.
#[derive(Clone, Copy)]
enum Part {
    /// Those that are whole.
    Whole,
    /// What is left.
    Rest,
}

/// A window in which there are spaces where the text has nothing.
#[inline(always)]
fn pad(text: &[u8]) -> Window {
    let mut window = [b' '; BEFORE + 64];
    let length = text.len().min(window.len());
    window[..length].copy_from_slice(&text[..length]);
    window
}

/// Follows the brackets until the one that leads back to a height. The bits behind it are set, if it is among these.
#[inline(always)]
fn leave(opens: u64, closes: u64, depth: &mut usize, height: usize) -> u64 {
    if (closes.count_ones() as usize) < *depth - height {
        *depth = *depth + opens.count_ones() as usize - closes.count_ones() as usize;
        return 0;
    }
    let mut brackets = opens | closes;
    while brackets != 0 {
        let lowest = brackets & brackets.wrapping_neg();
        brackets ^= lowest;
        if closes & lowest == 0 {
            *depth += 1;
            continue;
        }
        *depth -= 1;
        if *depth == height {
            return !(lowest | (lowest - 1));
        }
    }
    0
}

impl<'r, 'j, P: Pass> Sweep<'r, 'j, P> {
    #[inline(always)]
    fn new(start: Start<'r, 'j, P>) -> Self {
        let Start { program, json, pass, space } = start;
        let inner = Inner::object(0, &program.object(0));
        Self { program, json, pass, stack: space, height: 0, arrays: 0, pending: 0, inner }
    }

    /// Opens the event. Tells whether a string is open behind its first bytes, which must be in the usual form.
    #[inline(always)]
    fn start(&mut self) -> Option<u64> {
        if self.json.first() != Some(&b'{') {
            let mut cursor = Cursor::new(self.json);
            cursor.open_event().ok()?;
            self.json = &self.json[cursor.position() - 1..];
        }
        let [b'{', first @ ..] = self.json.first_chunk::<BEFORE>()? else { return None };
        if first.iter().any(|byte| matches!(byte, b'\\' | b':' | b'{' | b'}' | b'[' | b']')) {
            return None;
        }
        *self.stack.first_mut()? = self.inner.open.pack();
        self.height = 1;
        Some(first.iter().fold(0, |inside: u64, &byte| if byte == b'"' { !inside } else { inside }))
    }

    /// The keys and brackets of one block.
    #[inline(always)]
    fn block<V: Vectors>(
        &mut self,
        vectors: V,
        escapes: &Escapes,
        structure: Structure,
        window: &Window,
        state: &mut State,
    ) -> Step {
        let State { base, depth, .. } = state;
        let base = *base;
        let Structure { colons, opens, closes } = structure;
        let mut bits = colons | opens | closes;
        if *depth > self.height {
            bits &= leave(opens, closes, depth, self.height);
        }
        if bits == 0 {
            return Step::Go;
        }
        let may_escape = escapes.may_be_in_key(base);
        let mut endings = self.inner.all_endings();
        while bits != 0 {
            let place = bits.trailing_zeros() as usize % 64;
            let lowest = bits & bits.wrapping_neg();
            bits ^= lowest;
            let step = if colons & lowest != 0 {
                let colon = base + place;
                match window[place % 64..].first_chunk() {
                    Some(last @ &[_, _, _, b'"']) if !may_escape => {
                        let hash = hash(*last);
                        if endings >> hash & 1 == 0 {
                            continue;
                        }
                        vectors.apart(AtKey { sweep: self, colon, hash })
                    }
                    _ => self.unusual_key(vectors, colon),
                }
            } else {
                let step = if opens & lowest != 0 {
                    *depth += 1;
                    self.open(base + place)
                } else {
                    *depth -= 1;
                    self.close(base + place)
                };
                endings = self.inner.all_endings();
                if *depth > self.height {
                    bits &= leave(opens & bits, closes & bits, depth, self.height);
                }
                step
            };
            if step != Step::Go {
                return step;
            }
        }
        Step::Go
    }
}

#[cfg(test)]
mod tests;
