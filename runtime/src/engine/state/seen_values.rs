//! Records the values of one field, for a pass that looks up a field reference.

use core::cell::Cell;

/// The number of values seen at a node, and the position of the first one.
pub(crate) struct SeenValues {
    node: u16,
    count: Cell<u64>,
    /// Number of bytes from the first value to the end of the text.
    bytes_from_first: Cell<usize>,
}

impl SeenValues {
    /// Creates an empty record for a node.
    pub(crate) fn new(node: u16) -> Self {
        Self { node, count: Cell::new(0), bytes_from_first: Cell::new(0) }
    }

    /// Records a value, given the number of bytes from its start to the end of the text. Ignores values at other nodes.
    pub(crate) fn record(&self, node: u16, remaining_bytes: usize) {
        if node == self.node {
            if self.count.get() == 0 {
                self.bytes_from_first.set(remaining_bytes);
            }
            self.count.set(self.count.get() + 1);
        }
    }

    /// Returns the number of values.
    pub(crate) fn count(&self) -> u64 {
        self.count.get()
    }

    /// Returns the number of bytes from the first value to the end of the text, or 0 if there is no value.
    pub(crate) fn bytes_from_first(&self) -> usize {
        self.bytes_from_first.get()
    }
}
