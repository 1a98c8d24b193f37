//! The limit on how much of an event is read again.

use crate::json::{EventError, EventErrorKind};
use core::cell::Cell;

/// The number of bytes that may still be read byte by byte, if the sweep does not decide an event. A byte counts each time
/// that it is read. Only events that are constructed to be slow exceed the budget.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes_left: Cell<u64>,
}

impl Budget {
    /// Number of bytes that one rule may read, whatever the size of the event.
    const MIN_RULE_BYTES: u64 = 64 << 20;
    /// Number of bytes that all candidates of a set together may read, whatever the size of the event.
    const MIN_SET_BYTES: u64 = 4 << 20;
    /// Number of times that the whole event may be read, in addition.
    const MIN_READS: u64 = 64;
    /// Number of bytes that each candidate of a set adds to the budget. Reading them takes about 20 times as long as
    /// reporting a rule that matches.
    const BYTES_PER_CANDIDATE: u64 = 256;

    /// Returns the budget of a single rule, given the length of the event in bytes.
    pub(crate) fn of_rule(length: usize) -> Self {
        Self::new(Self::MIN_RULE_BYTES, length)
    }

    /// Returns the budget that the candidates of a set share, given their number and the length of the event in bytes.
    pub(crate) fn of_candidates(candidates: usize, length: usize) -> Self {
        Self::new(Self::MIN_SET_BYTES + Self::BYTES_PER_CANDIDATE * candidates as u64, length)
    }

    fn new(min_bytes: u64, length: usize) -> Self {
        Self { bytes_left: Cell::new(min_bytes + Self::MIN_READS * length as u64) }
    }

    /// Records that some bytes are read.
    pub(crate) fn spend(&self, bytes: usize) {
        self.bytes_left.set(self.bytes_left.get().saturating_sub(bytes as u64));
    }

    /// Records that some bytes are read to decide an event with repeated keys.
    ///
    /// # Errors
    /// Returns an error if the budget is used up.
    pub(crate) fn spend_on_repeated_keys(&self, bytes: usize) -> Result<(), EventError> {
        self.spend(bytes);
        let error = EventError::without_offset(EventErrorKind::TooManyCombinations);
        if self.is_spent() { Err(error) } else { Ok(()) }
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
            let of_set = |candidates| (Budget::of_candidates(candidates, length), (4 << 20) + 256 * candidates);
            for (budget, min_bytes) in [(Budget::of_rule(length), 1 << 26), of_set(1), of_set(20_000)] {
                assert!(budget.spend_on_repeated_keys(min_bytes + 64 * length - 1).is_ok() && !budget.is_spent());
                assert!(budget.spend_on_repeated_keys(1).is_err() && budget.is_spent(), "{length}");
                assert!(budget.spend_on_repeated_keys(0).is_err(), "{length}");
            }
        }
    }
}
