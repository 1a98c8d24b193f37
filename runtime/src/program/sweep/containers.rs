//! Objects and arrays that begin and end.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::{Inner, Step, Sweep};
use crate::program::Program;
use crate::program::place::{Open, Place};
use crate::program::table::Table;

impl<'r> Inner<'r> {
    #[inline(always)]
    pub(super) fn new(program: &'r Program<'r>, open: Open) -> Self {
        if open.arrays > 0 {
            return Self { open, keys: Table::new(&[]), endings: u64::MAX, all: 0 };
        }
        let node = program.node(open.node);
        Self { open, keys: program.keys.part(node.keys), endings: node.endings, all: node.all }
    }
}

impl Sweep<'_, '_> {
    #[inline(always)]
    fn push(&mut self, open: Open) {
        self.stack[self.height] = open.pack();
        self.height += 1;
        self.inner = Inner::new(self.program, open);
    }

    /// Takes the innermost container off the stack, unless it is the event.
    #[inline(always)]
    fn pop(&mut self) {
        self.height -= 1;
        if let Some(&outer) = self.stack[..self.height].last() {
            self.inner = Inner::new(self.program, Open::unpack(outer));
        }
    }

    /// An opening bracket at the level of the innermost container. It matters behind a key that does, and in an array.
    #[inline(always)]
    pub(super) fn open(&mut self, at: usize) -> Step {
        if self.pending == 0 && self.inner.open.arrays == 0 { Step::Go } else { self.enter(at) }
    }

    /// An object or array that matters begins.
    #[inline(never)]
    fn enter(&mut self, at: usize) -> Step {
        let is_array = self.json[at] == b'[';
        let by_key = self.pending != 0;
        let number = if by_key { core::mem::take(&mut self.pending) } else { self.inner.open.node };
        let node = self.program.node(number);
        if by_key {
            if self.pass.was_entered(&node) {
                return Step::GiveUp;
            }
        } else if is_array {
            return Step::GiveUp;
        } else if self.pass.is_set(node.met) {
            return Step::Go;
        }
        if is_array {
            self.arrays += 1;
        } else {
            self.pass.begin(&node);
        }
        self.push(Open { node: number, arrays: u64::from(is_array) });
        Step::Go
    }

    /// The bracket that ends the innermost container.
    #[inline(never)]
    pub(super) fn close(&mut self, at: usize) -> Step {
        let Inner { open, all, .. } = self.inner;
        self.pop();
        if open.arrays > 0 {
            self.arrays -= 1;
            return Step::Go;
        }
        let met = !(all != 0 && self.pass.lacks(all)) && self.pass.meet(open.node, true);
        if self.height == 0 {
            return Step::Certain(met);
        }
        if met && self.meet_outwards(at) { Step::Certain(true) } else { Step::Go }
    }

    pub(super) fn meet_outwards(&mut self, at: usize) -> bool {
        // The place borrows the stack only, so that the pass can be changed beside it.
        let rest = self.json.get(at..).unwrap_or(&[]);
        let place = Place { open: &self.stack[..self.height], is_in_array: self.arrays > 0, rest };
        self.pass.meet_outwards(place)
    }
}
