//! The limit on how much of an event is read again.

use core::cell::Cell;

/// The number of bytes that may still be read again after the pass over an event. A byte counts each time that it is
/// read. Only events that are constructed to be slow exceed the budget.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes_left: Cell<u64>,
}

impl Budget {
    /// Number of bytes that one rule may read again, whatever the size of the event.
    const MIN_RULE_BYTES: u64 = 64 << 20;
    /// Number of bytes that all rules of a set together may read again, whatever the size of the event.
    const MIN_SET_BYTES: u64 = 4 << 20;
    /// Number of times that the whole event may be read again, if these are more bytes.
    const MIN_READS: u64 = 64;

    /// Returns the budget of a single rule, given the length of the event in bytes.
    pub(crate) fn of_rule(length: usize) -> Self {
        Self::new(Self::MIN_RULE_BYTES, length)
    }

    /// Returns the budget that the candidate rules of a set share, given the length of the event in bytes.
    pub(crate) fn of_set(length: usize) -> Self {
        Self::new(Self::MIN_SET_BYTES, length)
    }

    fn new(min_bytes: u64, length: usize) -> Self {
        Self { bytes_left: Cell::new(min_bytes + Self::MIN_READS * length as u64) }
    }

    /// Records that some bytes are read. Returns whether the budget is not used up.
    pub(crate) fn spend(&self, bytes: usize) -> bool {
        self.bytes_left.set(self.bytes_left.get().saturating_sub(bytes as u64));
        !self.is_spent()
    }

    /// Whether the budget is used up.
    pub(crate) fn is_spent(&self) -> bool {
        self.bytes_left.get() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn the_budget_grows_with_the_event() {
        for length in [0, 1, 1 << 20, 1 << 25] {
            for (budget, min_bytes) in [(Budget::of_rule(length), 1 << 26), (Budget::of_set(length), 1 << 22)] {
                assert!(budget.spend(min_bytes + 64 * length - 1) && !budget.is_spent(), "{length}");
                assert!(!budget.spend(1) && budget.is_spent() && !budget.spend(0), "{length}");
            }
        }
    }
}
