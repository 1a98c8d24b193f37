//! A cache for processor features, which are expensive to detect.

#![allow(clippy::inline_always, reason = "one load for each event")]

use std::sync::atomic::{AtomicU8, Ordering};

/// Whether the processor has a set of features. 0: not detected yet; 1: no; 2: yes.
pub(super) struct FeatureCache(AtomicU8);

impl FeatureCache {
    pub(super) const fn new() -> Self {
        Self(AtomicU8::new(0))
    }

    #[inline(always)]
    pub(super) fn get_or_detect(&self, detect: impl FnOnce() -> bool) -> bool {
        match self.0.load(Ordering::Relaxed) {
            0 => self.detect_and_store(detect),
            stored => stored == 2,
        }
    }

    #[cold]
    #[inline(never)]
    fn detect_and_store(&self, detect: impl FnOnce() -> bool) -> bool {
        let has = detect();
        self.0.store(1 + u8::from(has), Ordering::Relaxed);
        has
    }
}
