//! The event by blocks of 64 bytes: from the places of quotes, colons and brackets alone it is told which keys are those
//! of an object that matters, and only their values are read.
//!
//! A sweep answers for events in the usual form. It gives up, and leaves the event to the plain loop, where it meets an
//! unusual one: keys that are repeated, joined by dots or written with escapes, arrays in arrays, and text that is no
//! JSON. Of what it passes over, it looks at strings and brackets only.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

mod key;
mod strings;
mod value;

use super::pass::Pass;
use super::place::{Open, Place};
use super::{Key, Program};
use crate::json::Cursor;
use crate::simd::{Block, Vectors, Work};
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
    keys: &'r [Key],
    /// How the keys that matter end, as bits; in an array, where there are none, like anything.
    endings: u64,
    /// How those with dots end.
    dotted_endings: u64,
    /// Bits without which no goal of the object is met; 0 if that takes a look at the goals.
    all: u64,
}

/// What follows from a key or a bracket.
enum Step {
    /// Nothing: go on.
    Go,
    /// The containers that are open have changed.
    Turn,
    /// The answer.
    Certain(bool),
    /// The event is not in the usual form.
    GiveUp,
}

impl Work for Sweep<'_, '_> {
    type Output = Option<bool>;

    #[inline(always)]
    fn run<V: Vectors>(mut self, vectors: V) -> Option<bool> {
        let mut base = self.start()?;
        let mut strings = Strings::default();
        // Up to here a key may hold an escape.
        let mut escapes_until = 0;
        let mut depth = 1;
        let mut level = 1;
        let mut padded = [b' '; 64];
        while base < self.json.len() {
            let rest = &self.json[base..];
            let block: &Block = if let Some(block) = rest.first_chunk() {
                block
            } else {
                padded[..rest.len()].copy_from_slice(rest);
                &padded
            };
            let masks = vectors.masks(block);
            let outside = !strings.inside(vectors, &masks);
            if masks.backslashes != 0 {
                escapes_until = base + 64 + self.program.reach as usize;
            }
            // A colon before this place takes a closer look at its key.
            let usual_from = if base < escapes_until { usize::MAX } else { key::SEEN };
            let (opens, closes) = (masks.opens & outside, masks.closes & outside);
            let brackets = opens | closes;
            let mut bits = (masks.colons & outside) | brackets;
            while bits != 0 {
                if depth > level {
                    // Inside a value that does not matter: only the bracket that ends it does.
                    bits = leave(bits, opens, closes, &mut depth, level);
                    continue;
                }
                let bracket = bits & brackets & (bits & brackets).wrapping_neg();
                // The keys before the bracket; before none that is, all of them.
                let mut colons = bits & bracket.wrapping_sub(1);
                while colons != 0 {
                    let at = base + colons.trailing_zeros() as usize;
                    colons &= colons - 1;
                    match self.colon(vectors, at, usual_from) {
                        Step::Go | Step::Turn => {}
                        Step::Certain(answer) => return Some(answer),
                        Step::GiveUp => return None,
                    }
                }
                if bracket == 0 {
                    break;
                }
                bits &= !(bracket | (bracket - 1));
                let step = if opens & bracket == 0 {
                    depth -= 1;
                    self.close(base + bracket.trailing_zeros() as usize)
                } else {
                    depth += 1;
                    self.open(base + bracket.trailing_zeros() as usize)
                };
                match step {
                    Step::Go => {}
                    Step::Turn => level = self.height,
                    Step::Certain(answer) => return Some(answer),
                    Step::GiveUp => return None,
                }
            }
            base += 64;
        }
        None
    }
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

impl<'r> Inner<'r> {
    #[inline(always)]
    fn new(program: &'r Program<'r>, open: Open) -> Self {
        if open.arrays > 0 {
            return Self { open, keys: &[], endings: u64::MAX, dotted_endings: u64::MAX, all: 0 };
        }
        let node = program.node(open.node);
        let all = if let [goal] = node.goals.of(program.goals) { goal.all } else { 0 };
        let keys = node.keys.of(program.keys);
        Self { open, keys, endings: node.endings, dotted_endings: node.dotted_endings, all }
    }
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

    fn push(&mut self, open: Open) {
        self.stack[self.height] = open.pack();
        self.height += 1;
        self.inner = Inner::new(self.program, open);
    }

    /// Takes the innermost container off the stack, unless it is the event.
    fn pop(&mut self) {
        self.height -= 1;
        if let Some(&outer) = self.stack[..self.height].last() {
            self.inner = Inner::new(self.program, Open::unpack(outer));
        }
    }

    /// An opening bracket at the level of the innermost container. It matters behind a key that does, and in an array.
    #[inline(always)]
    fn open(&mut self, at: usize) -> Step {
        if self.pending == 0 && self.inner.open.arrays == 0 { Step::Go } else { self.enter(at) }
    }

    /// An object or array that matters begins.
    #[inline(never)]
    fn enter(&mut self, at: usize) -> Step {
        let is_array = self.json[at] == b'[';
        let node = if self.pending != 0 {
            let node = core::mem::take(&mut self.pending);
            if self.pass.was_entered(node) {
                return Step::GiveUp;
            }
            node
        } else if is_array {
            return Step::GiveUp;
        } else {
            let node = self.inner.open.node;
            if self.pass.is_done(node) {
                return Step::Go;
            }
            node
        };
        if is_array {
            self.arrays += 1;
            self.push(Open { node, arrays: 1 });
        } else {
            self.pass.begin(node);
            self.push(Open { node, arrays: 0 });
        }
        Step::Turn
    }

    /// The bracket that ends the innermost container.
    #[inline(never)]
    fn close(&mut self, at: usize) -> Step {
        let Inner { open, all, .. } = self.inner;
        self.pop();
        if open.arrays > 0 {
            self.arrays -= 1;
            return Step::Turn;
        }
        let met = !(all != 0 && self.pass.lacks(all)) && self.pass.meet(open.node, true);
        if self.height == 0 {
            return Step::Certain(met);
        }
        if met && self.meet_outwards(at) { Step::Certain(true) } else { Step::Turn }
    }

    fn meet_outwards(&mut self, at: usize) -> bool {
        // The place borrows the stack only, so that the pass can be changed beside it.
        let rest = self.json.get(at..).unwrap_or(&[]);
        let place = Place { open: &self.stack[..self.height], is_in_array: self.arrays > 0, rest };
        self.pass.meet_outwards(place)
    }
}
