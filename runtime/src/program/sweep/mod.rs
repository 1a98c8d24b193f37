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
mod value;

use super::pass::Pass;
use super::place::Open;
use super::table::Table;
use super::{Key, Program};
use crate::json::Cursor;
use crate::simd::{Vectors, Work};
use escapes::Escapes;
use key::{AtKey, Ending};

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
    escapes: Escapes,
}

/// The innermost open container that matters.
#[derive(Clone, Copy)]
struct Inner<'r> {
    open: Open,
    /// The keys that matter; in an array, none.
    keys: Table<'r, Key>,
    /// How the keys that matter end, as bits; in an array, where there are none, like anything.
    endings: u64,
    /// How those with dots end.
    dotted_endings: u64,
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
const BEFORE: usize = 16;

/// A block with what stands before it.
type Window = [u8; BEFORE + 64];

/// Which part of the event is swept.
#[derive(Clone, Copy)]
enum Part {
    /// The first block, which has nothing before it.
    First,
    /// Whole blocks.
    Middle,
    /// What is left.
    Last,
}

/// Where the sweep is.
struct State {
    /// Where in the event the block starts.
    base: usize,
    /// How many brackets are open.
    depth: usize,
    /// How many of them are open if nothing is that does not matter.
    level: usize,
    /// All ones if the last block ended inside a string.
    inside: u64,
}

impl Work for Sweep<'_, '_> {
    type Output = Option<bool>;

    #[inline(always)]
    fn run<V: Vectors>(mut self, vectors: V) -> Option<bool> {
        let mut state = State { base: self.start()?, depth: 1, level: 1, inside: 0 };
        let start = self.json.get(state.base..)?;
        let rest = start.get(64 - BEFORE..).unwrap_or(&[]);
        for part in [Part::First, Part::Middle, Part::Last] {
            let padded;
            let mut text = match part {
                Part::First => {
                    padded = pad(&[b' '; BEFORE], start);
                    padded.as_slice()
                }
                Part::Middle => rest,
                Part::Last => {
                    let whole = rest.len().saturating_sub(BEFORE) / 64 * 64;
                    let (before, left) = rest[whole..].split_first_chunk()?;
                    padded = pad(before, left);
                    &padded
                }
            };
            while let Some(window) = text.first_chunk() {
                match self.block(vectors, &mut state, window) {
                    Step::Go => {}
                    Step::GiveUp => return None,
                    answer => return Some(answer == Step::Match),
                }
                state.base += 64;
                text = &text[64..];
            }
        }
        None
    }
}

/// A window in which there are spaces where the text has nothing.
#[inline(always)]
fn pad(before: &[u8; BEFORE], text: &[u8]) -> Window {
    let mut window = [b' '; BEFORE + 64];
    window[..BEFORE].copy_from_slice(before);
    if let Some(block) = text.first_chunk::<64>() {
        window[BEFORE..].copy_from_slice(block);
    } else {
        window[BEFORE..BEFORE + text.len()].copy_from_slice(text);
    }
    window
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
        let inner = Inner::object(program, 0, &program.object(0));
        Self { program, json, pass, stack: space, height: 0, arrays: 0, pending: 0, inner, escapes: Escapes::default() }
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

    /// One block, and what follows from it.
    #[inline(always)]
    fn block<V: Vectors>(&mut self, vectors: V, state: &mut State, window: &Window) -> Step {
        let Some(block) = window.last_chunk() else { return Step::GiveUp };
        let masks = vectors.masks(block);
        let mut quotes = masks.quotes;
        if masks.backslashes | self.escapes.caution() != 0 {
            quotes &= !self.escapes.escaped(masks.backslashes, state.base, self.program.reach);
        }
        let inside = vectors.parity(quotes) ^ state.inside;
        state.inside = 0_u64.wrapping_sub(inside >> 63);
        let (colons, opens, closes) = (masks.colons & !inside, masks.opens & !inside, masks.closes & !inside);
        let mut bits = colons | opens | closes;
        if state.depth > state.level {
            bits = leave(bits, opens, closes, &mut state.depth, state.level);
        }
        let mut endings = self.inner.endings | self.escapes.caution();
        while bits != 0 {
            let place = bits.trailing_zeros() as usize % 64;
            bits &= bits - 1;
            let step = if colons >> place & 1 == 1 {
                if Ending::before(window, place).is_some_and(|ending| endings >> ending.hash() & 1 == 0) {
                    continue;
                }
                vectors.apart(AtKey { sweep: self, colon: state.base + place })
            } else {
                let at = state.base + place;
                let step = if opens >> place & 1 == 1 {
                    state.depth += 1;
                    self.open(at)
                } else {
                    state.depth -= 1;
                    self.close(at)
                };
                state.level = self.height;
                endings = self.inner.endings | self.escapes.caution();
                if state.depth > state.level {
                    bits = leave(bits, opens, closes, &mut state.depth, state.level);
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
