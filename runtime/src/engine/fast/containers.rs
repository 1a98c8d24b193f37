//! Objects and arrays that begin and end.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::{Inner, Step, Sweep};
use crate::engine::format::{ARRAY, Object, ObjectRow, Row};
use crate::engine::state::{MatchState, Open};

impl<'r> Inner<'r> {
    #[inline(always)]
    pub(super) fn object(number: u16, row: &'r ObjectRow) -> Self {
        Self { open: Open::new(number, 0), row }
    }

    #[inline(always)]
    fn array(number: u16) -> Self {
        Self { open: Open::new(number, 1), row: &ARRAY }
    }

    /// What there is to it.
    #[inline(always)]
    pub(super) fn tables(&self) -> Object {
        Object::read(self.row, 0)
    }

    /// How all keys end that matter.
    #[inline(always)]
    pub(super) fn all_endings(&self) -> u64 {
        let Object { endings, dotted_endings, .. } = self.tables();
        endings | dotted_endings
    }
}

impl<'r, P: MatchState> Sweep<'r, '_, P> {
    #[inline(always)]
    fn push(&mut self, inner: Inner<'r>) {
        self.stack[self.height] = inner.open.0;
        self.height += 1;
        self.inner = inner;
    }

    /// Takes the innermost container off the stack, unless it is the event.
    #[inline(always)]
    fn pop(&mut self) {
        self.height -= 1;
        if let Some(&outer) = self.stack[..self.height].last() {
            let open = Open(outer);
            let row = if open.arrays() > 0 { &ARRAY } else { self.program.objects.row(open.node()) };
            self.inner = Inner { open, row };
        }
    }

    /// An opening bracket at the level of the innermost container. It matters after a key that does, and in an array.
    #[inline(always)]
    pub(super) fn open(&mut self, at: usize) -> Step {
        if self.pending != 0 {
            self.enter_value(at)
        } else if self.inner.open.arrays() == 0 {
            Step::Go
        } else {
            self.enter_element(at)
        }
    }

    /// The value of a key that matters, an object or an array, begins.
    #[inline(never)]
    fn enter_value(&mut self, at: usize) -> Step {
        let number = core::mem::take(&mut self.pending);
        let row = self.program.objects.row(number);
        if self.state.mark_entered(number, &Object::read(row, 0)) {
            return Step::GiveUp;
        }
        if self.json[at] == b'[' {
            self.arrays += 1;
            self.push(Inner::array(number));
            return Step::Go;
        }
        self.enter_object(number, row, at)
    }

    /// An element of an array that matters, an object or an array, begins.
    #[inline(never)]
    fn enter_element(&mut self, at: usize) -> Step {
        let number = self.inner.open.node();
        let row = self.program.objects.row(number);
        if self.json[at] == b'[' {
            return Step::GiveUp;
        }
        if self.state.is_settled(&Object::read(row, 0)) {
            return Step::Go;
        }
        self.enter_object(number, row, at)
    }

    #[inline(always)]
    fn enter_object(&mut self, number: u16, row: &'r ObjectRow, at: usize) -> Step {
        self.state.begin_object(&Object::read(row, 0));
        self.push(Inner::object(number, row));
        if self.state.has_scopes() { self.element(number, at) } else { Step::Go }
    }

    /// An object that may be an element of scopes. The plain loop reports what is wrong with it.
    #[cold]
    #[inline(never)]
    fn element(&mut self, number: u16, at: usize) -> Step {
        match self.state.begin_element(number, self.json, at) {
            Ok(true) => Step::Match,
            Ok(false) => Step::Go,
            Err(_) => Step::GiveUp,
        }
    }

    /// The bracket that ends the innermost container.
    #[inline(never)]
    pub(super) fn close(&mut self) -> Step {
        let inner = self.inner;
        self.pop();
        if inner.open.arrays() > 0 {
            self.arrays -= 1;
            return Step::Go;
        }
        // A goal that requires only facts was met with the last of them.
        let may_be_met = self.height == 0 || self.state.has_scopes() || inner.tables().all == 0;
        let met = may_be_met && self.state.end_object(inner.open.node());
        if self.height == 0 {
            return if met { Step::Match } else { Step::Miss };
        }
        if met && self.state.propagate_up(inner.tables().around) { Step::Match } else { Step::Go }
    }
}
