//! What is found out about the processor, once.

#![allow(clippy::inline_always, reason = "one load, for each event")]

use std::sync::atomic::{AtomicU8, Ordering};

/// Whether the processor has something. 0: not known yet; 1: no; 2: yes.
pub(super) struct Known(AtomicU8);

impl Known {
    pub(super) const fn new() -> Self {
        Self(AtomicU8::new(0))
    }

    #[inline(always)]
    pub(super) fn get_or(&self, find_out: impl FnOnce() -> bool) -> bool {
        match self.0.load(Ordering::Relaxed) {
            0 => self.set(find_out),
            known => known == 2,
        }
    }

    #[cold]
    #[inline(never)]
    fn set(&self, find_out: impl FnOnce() -> bool) -> bool {
        let has = find_out();
        self.0.store(1 + u8::from(has), Ordering::Relaxed);
        has
    }
}
