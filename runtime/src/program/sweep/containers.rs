//! Objects and arrays that begin and end.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::{Inner, Step, Sweep};
use crate::program::Object;
use crate::program::pass::Pass;
use crate::program::place::{Open, Place};

impl Inner {
    #[inline(always)]
    pub(super) fn object(number: u16, object: &Object) -> Self {
        let Object { keys, endings, dotted_endings, ranks, all, .. } = *object;
        Self { open: Open { node: number, arrays: 0 }, keys: keys.0, endings, dotted_endings, ranks, all }
    }

    /// How all keys end that matter.
    #[inline(always)]
    pub(super) fn all_endings(&self) -> u64 {
        self.endings | self.dotted_endings
    }

    #[inline(always)]
    fn array(number: u16) -> Self {
        let open = Open { node: number, arrays: 1 };
        Self { open, keys: 0, endings: 0, dotted_endings: u64::MAX, ranks: 0, all: 0 }
    }
}

impl<P: Pass> Sweep<'_, '_, P> {
    #[inline(always)]
    fn push(&mut self, inner: Inner) {
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
            self.inner = if arrays > 0 { Inner::array(node) } else { Inner::object(node, &self.program.object(node)) };
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
            if self.pass.was_entered(number, &object) {
                return Step::GiveUp;
            }
        } else if is_array {
            return Step::GiveUp;
        } else if self.pass.is_done_with(&object) {
            return Step::Go;
        }
        if is_array {
            self.arrays += 1;
            self.push(Inner::array(number));
        } else {
            self.pass.begin(&object);
            self.push(Inner::object(number, &object));
            if self.pass.has_scopes() {
                return self.element(number, at);
            }
        }
        Step::Go
    }

    /// An object that may be an element of scopes. What is wrong with it is told by the plain loop.
    #[cold]
    #[inline(never)]
    fn element(&mut self, number: u16, at: usize) -> Step {
        match self.pass.element(number, self.json, at) {
            Ok(true) => Step::Match,
            Ok(false) => Step::Go,
            Err(_) => Step::GiveUp,
        }
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
        let met = (self.pass.has_scopes() || !(all != 0 && self.pass.lacks(all))) && self.pass.end(open.node);
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
