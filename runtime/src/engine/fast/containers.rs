//! Handles the start and end of objects and arrays in the sweep.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]

use super::{CurrentContainer, Step, Sweep};
use crate::engine::format::{ARRAY, Object, ObjectRow, Row};
use crate::engine::state::{MatchState, OpenContainer};

impl<'r> CurrentContainer<'r> {
    #[inline(always)]
    pub(super) fn object(node: u16, row: &'r ObjectRow) -> Self {
        Self { open: OpenContainer::new(node, 0), row }
    }

    #[inline(always)]
    fn array(node: u16) -> Self {
        Self { open: OpenContainer::new(node, 1), row: &ARRAY }
    }

    /// Reads the container's row in the table of objects.
    #[inline(always)]
    pub(super) fn table_row(&self) -> Object {
        Object::read(self.row, 0)
    }

    /// Returns the suffix hashes of all relevant keys of the container, as a mask with one bit for each hash.
    #[inline(always)]
    pub(super) fn all_suffix_hashes(&self) -> u64 {
        let Object { suffix_hashes, dotted_suffix_hashes, .. } = self.table_row();
        suffix_hashes | dotted_suffix_hashes
    }
}

impl<'r, S: MatchState> Sweep<'r, '_, S> {
    #[inline(always)]
    fn push(&mut self, container: CurrentContainer<'r>) {
        self.stack[self.height] = container.open.0;
        self.height += 1;
        self.innermost = container;
    }

    /// Pops the innermost container off the stack. If this container is the event, `innermost` does not change.
    #[inline(always)]
    fn pop(&mut self) {
        self.height -= 1;
        if let Some(&outer) = self.stack[..self.height].last() {
            let open = OpenContainer(outer);
            let row = if open.arrays() > 0 { &ARRAY } else { self.program.objects.row(open.node()) };
            self.innermost = CurrentContainer { open, row };
        }
    }

    /// Handles an opening bracket directly inside the innermost container. The bracket is relevant if it follows a
    /// relevant key or if the innermost container is an array.
    #[inline(always)]
    pub(super) fn open_container(&mut self, at: usize) -> Step {
        if self.pending_node != 0 {
            self.enter_value(at)
        } else if self.innermost.open.arrays() == 0 {
            Step::Continue
        } else {
            self.enter_element(at)
        }
    }

    /// Enters the object or array that is the value of a relevant key.
    #[inline(never)]
    fn enter_value(&mut self, at: usize) -> Step {
        let node = core::mem::take(&mut self.pending_node);
        let row = self.program.objects.row(node);
        if self.state.mark_entered(node, &Object::read(row, 0)) {
            return Step::GiveUp;
        }
        if self.json[at] == b'[' {
            self.arrays += 1;
            self.push(CurrentContainer::array(node));
            return Step::Continue;
        }
        self.enter_object(node, row, at)
    }

    /// Enters an object that is an element of a relevant array. Gives up if the element is an array.
    #[inline(never)]
    fn enter_element(&mut self, at: usize) -> Step {
        let node = self.innermost.open.node();
        let row = self.program.objects.row(node);
        if self.json[at] == b'[' {
            return Step::GiveUp;
        }
        if self.state.is_settled(&Object::read(row, 0)) {
            return Step::Continue;
        }
        self.enter_object(node, row, at)
    }

    #[inline(always)]
    fn enter_object(&mut self, node: u16, row: &'r ObjectRow, at: usize) -> Step {
        self.state.begin_object(&Object::read(row, 0));
        self.push(CurrentContainer::object(node, row));
        if self.state.has_scopes() { self.begin_element(node, at) } else { Step::Continue }
    }

    /// Begins an object that may be an element of a scope. After an error, the sweep gives up and the plain pass
    /// reports the error.
    #[cold]
    #[inline(never)]
    fn begin_element(&mut self, node: u16, at: usize) -> Step {
        match self.state.begin_element(node, self.json, at) {
            Ok(true) => Step::Match,
            Ok(false) => Step::Continue,
            Err(_) => Step::GiveUp,
        }
    }

    /// Handles the closing bracket of the innermost container.
    #[inline(never)]
    pub(super) fn close_container(&mut self) -> Step {
        let closed = self.innermost;
        self.pop();
        if closed.open.arrays() > 0 {
            self.arrays -= 1;
            return Step::Continue;
        }
        // A goal that requires only set bits was already evaluated when the last of these bits was set.
        let may_be_met = self.height == 0 || self.state.has_scopes() || closed.table_row().required_bits == 0;
        let met = may_be_met && self.state.end_object(closed.open.node());
        if self.height == 0 {
            return if met { Step::Match } else { Step::NoMatch };
        }
        if met && self.state.propagate_up(closed.table_row().parent) { Step::Match } else { Step::Continue }
    }
}
