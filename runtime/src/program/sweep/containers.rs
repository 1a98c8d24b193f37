//! Objects and arrays that begin and end.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::{Inner, Step, Sweep};
use crate::program::place::{Open, Place};
use crate::program::table::Table;
use crate::program::{Object, Program};

impl<'r> Inner<'r> {
    #[inline(always)]
    pub(super) fn object(program: &'r Program<'r>, number: u16, object: &Object) -> Self {
        let open = Open { node: number, arrays: 0 };
        Self {
            open,
            keys: program.keys.part(object.keys),
            endings: object.endings,
            dotted_endings: object.dotted_endings,
            all: object.all,
        }
    }

    #[inline(always)]
    fn array(number: u16) -> Self {
        Self {
            open: Open { node: number, arrays: 1 },
            keys: Table::new(&[]),
            endings: u64::MAX,
            dotted_endings: u64::MAX,
            all: 0,
        }
    }
}

impl<'r> Sweep<'r, '_> {
    #[inline(always)]
    fn push(&mut self, inner: Inner<'r>) {
        self.stack[self.height] = inner.open.pack();
        self.height += 1;
        self.inner = inner;
    }

    /// Takes the innermost container off the stack, unless it is the event.
    #[inline(always)]
    fn pop(&mut self) {
        self.height -= 1;
        if let Some(&outer) = self.stack[..self.height].last() {
            let Open { node, arrays } = Open::unpack(outer);
            self.inner = if arrays > 0 {
                Inner::array(node)
            } else {
                Inner::object(self.program, node, &self.program.object(node))
            };
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
        let object = self.program.object(number);
        if by_key {
            if self.pass.was_entered(&object) {
                return Step::GiveUp;
            }
        } else if is_array {
            return Step::GiveUp;
        } else if object.is_skipped && self.pass.is_set(object.goal) {
            return Step::Go;
        }
        if is_array {
            self.arrays += 1;
            self.push(Inner::array(number));
        } else {
            self.pass.begin(&object);
            self.push(Inner::object(self.program, number, &object));
        }
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
            return if met { Step::Match } else { Step::Miss };
        }
        if met && self.meet_outwards(at) { Step::Match } else { Step::Go }
    }

    pub(super) fn meet_outwards(&mut self, at: usize) -> bool {
        // The place borrows the stack only, so that the pass can be changed beside it.
        let rest = self.json.get(at..).unwrap_or(&[]);
        let place = Place { open: &self.stack[..self.height], is_in_array: self.arrays > 0, rest };
        self.pass.meet_outwards(place)
    }
}
