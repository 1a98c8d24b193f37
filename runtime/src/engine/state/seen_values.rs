//! Where the values of one field are, for a pass that does nothing but look for them.

use core::cell::Cell;

/// The values that a pass has seen at a node.
pub(crate) struct SeenValues {
    node: u16,
    count: Cell<u64>,
    /// How much text there is from the first value on.
    bytes_from_first: Cell<usize>,
}

impl SeenValues {
    /// None so far at this node.
    pub(crate) fn new(node: u16) -> Self {
        Self { node, count: Cell::new(0), bytes_from_first: Cell::new(0) }
    }

    /// Records a value at a node, from which on there is so much text.
    pub(crate) fn record(&self, node: u16, remaining_bytes: usize) {
        if node == self.node {
            if self.count.get() == 0 {
                self.bytes_from_first.set(remaining_bytes);
            }
            self.count.set(self.count.get() + 1);
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        self.count.get()
    }

    /// How much text there is from the first value on; zero if there is none.
    pub(crate) fn bytes_from_first(&self) -> usize {
        self.bytes_from_first.get()
    }
}
