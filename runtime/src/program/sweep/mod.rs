//! The event by blocks of 64 bytes: from the places of quotes, colons and brackets alone it is told which keys are those
//! of an object that matters, and only their values are read.
//!
//! A sweep answers for events in the usual form. It gives up, and leaves the event to the plain loop, where it meets an
//! unusual one: keys that are repeated, joined by dots or written with escapes, arrays in arrays, and text that is no
//! JSON. Of what it passes over, it looks at strings and brackets only.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

mod containers;
mod key;
mod strings;
mod value;

use super::pass::Pass;
use super::place::Open;
use super::table::Table;
use super::{Key, Program, WIDTH};
use crate::json::Cursor;
use crate::simd::{Vectors, Work};
use strings::Strings;

pub(super) struct Sweep<'r, 'j> {
    program: &'r Program<'r>,
    json: &'j [u8],
    pass: Pass<'r>,
    /// The open containers that matter. Each is one level deeper than the one before, so their number is the depth at
    /// which the keys of the innermost stand.
    stack: &'r mut [u64],
    height: usize,
    /// How many of them are arrays.
    arrays: usize,
    /// The node whose object or array begins next; 0 for none.
    pending: u16,
    inner: Inner<'r>,
}

/// The innermost open container that matters.
#[derive(Clone, Copy)]
struct Inner<'r> {
    open: Open,
    /// The keys that matter; in an array, none.
    keys: Table<'r, Key>,
    /// How the keys that matter end, as bits; in an array, where there are none, like anything.
    endings: u64,
    /// Bits without which no goal of the object is met; 0 if that takes a look at the goals.
    all: u64,
}

/// What follows from a key or a bracket.
enum Step {
    /// Nothing: go on.
    Go,
    /// The answer.
    Certain(bool),
    /// The event is not in the usual form.
    GiveUp,
}

/// A block with what stands before it, so that the key in front of any of its colons can be seen.
type Window = [u8; WIDTH + 64];

impl Work for Sweep<'_, '_> {
    type Output = Option<bool>;

    #[inline(always)]
    fn run<V: Vectors>(mut self, vectors: V) -> Option<bool> {
        let mut base = self.start()?;
        let mut padded = [b' '; WIDTH + 64];
        let mut window = pad(&mut padded, WIDTH, &self.json[base..]);
        let mut strings = Strings::default();
        // Up to here a key may hold an escape.
        let mut escapes_until = 0;
        let mut depth = 1;
        loop {
            let masks = vectors.masks(window.last_chunk()?);
            let outside = !strings.inside(vectors, &masks);
            if masks.backslashes != 0 {
                escapes_until = base + 64 + self.program.reach as usize;
            }
            // Keys that may hold escapes take a closer look, however they end.
            let any_ending = if base < escapes_until { u64::MAX } else { 0 };
            let (colons, opens, closes) = (masks.colons & outside, masks.opens & outside, masks.closes & outside);
            let mut bits = colons | opens | closes;
            if depth > self.height {
                bits = leave(bits, opens, closes, &mut depth, self.height);
            }
            while bits != 0 {
                let place = bits.trailing_zeros() as usize % 64;
                bits &= bits - 1;
                let step = if colons >> place & 1 == 1 {
                    match key::Ending::before(window, place) {
                        Some(ending) if (self.inner.endings | any_ending) >> ending.hash() & 1 == 0 => Step::Go,
                        Some(ending) if any_ending == 0 => self.key(vectors, window, ending, base + place),
                        _ => self.unusual_key(vectors, base + place),
                    }
                } else {
                    let step = if opens >> place & 1 == 1 {
                        depth += 1;
                        self.open(base + place)
                    } else {
                        depth -= 1;
                        self.close(base + place)
                    };
                    if depth > self.height {
                        bits = leave(bits, opens, closes, &mut depth, self.height);
                    }
                    step
                };
                match step {
                    Step::Go => {}
                    Step::Certain(answer) => return Some(answer),
                    Step::GiveUp => return None,
                }
            }
            base += 64;
            let rest = self.json.get(base - WIDTH..).filter(|rest| rest.len() > WIDTH)?;
            window = match rest.first_chunk() {
                Some(window) => window,
                None => pad(&mut padded, 0, rest),
            };
        }
    }
}

/// A window in which there are spaces where the text has nothing.
#[inline(always)]
fn pad<'w>(padded: &'w mut Window, before: usize, text: &[u8]) -> &'w Window {
    *padded = [b' '; WIDTH + 64];
    let length = text.len().min(WIDTH + 64 - before);
    padded[before..before + length].copy_from_slice(&text[..length]);
    padded
}

/// Follows the brackets until the one that leads back to a level. What is left are the bits behind it, if it is among
/// these.
#[inline(always)]
fn leave(bits: u64, opens: u64, closes: u64, depth: &mut usize, level: usize) -> u64 {
    let (opening, closing) = (opens & bits, closes & bits);
    if (closing.count_ones() as usize) < *depth - level {
        *depth = *depth + opening.count_ones() as usize - closing.count_ones() as usize;
        return 0;
    }
    let mut brackets = opening | closing;
    while brackets != 0 {
        let lowest = brackets & brackets.wrapping_neg();
        brackets ^= lowest;
        if closing & lowest == 0 {
            *depth += 1;
            continue;
        }
        *depth -= 1;
        if *depth == level {
            return bits & !(lowest | (lowest - 1));
        }
    }
    0
}

impl<'r, 'j> Sweep<'r, 'j> {
    /// `space` is for the stack.
    #[inline(always)]
    pub(super) fn new(program: &'r Program<'r>, json: &'j [u8], bits: &'r mut [u64], space: &'r mut [u64]) -> Self {
        let pass = Pass::new(program, bits);
        let inner = Inner::new(program, Open { node: 0, arrays: 0 });
        Self { program, json, pass, stack: space, height: 0, arrays: 0, pending: 0, inner }
    }

    /// Where the event's first key may stand.
    #[inline(always)]
    fn start(&mut self) -> Option<usize> {
        let start = if let [b'{', ..] = self.json {
            1
        } else {
            let mut cursor = Cursor::new(self.json);
            cursor.open_event().ok()?;
            cursor.position()
        };
        self.stack[0] = self.inner.open.pack();
        self.height = 1;
        Some(start)
    }
}
