//! A pool of scratch memory that threads share and reuse for each event.

use alloc::vec;
use alloc::vec::Vec;
use std::sync::Mutex;

/// A pool of scratch buffers of the same size. Unused buffers are all zeros.
#[derive(Debug, Default)]
pub(super) struct ScratchPool {
    words: usize,
    unused: Mutex<Vec<Vec<u64>>>,
}

impl Clone for ScratchPool {
    fn clone(&self) -> Self {
        Self::new(self.words)
    }
}

impl ScratchPool {
    /// Creates an empty pool of scratch buffers that have this number of words.
    pub(super) fn new(words: usize) -> Self {
        Self { words, unused: Mutex::new(Vec::new()) }
    }

    /// Takes a scratch buffer from the pool, or allocates one if the pool is empty or locked by another thread.
    pub(super) fn take(&self) -> Vec<u64> {
        let pooled = self.unused.try_lock().ok().and_then(|mut unused| unused.pop());
        pooled.unwrap_or_else(|| vec![0; self.words])
    }

    /// Returns a scratch buffer to the pool, or frees the buffer if the pool is locked by another thread. The buffer
    /// must be all zeros.
    pub(super) fn put_back(&self, scratch: Vec<u64>) {
        if let Ok(mut unused) = self.unused.try_lock() {
            unused.push(scratch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ScratchPool;

    #[test]
    fn scratch_that_was_put_back_is_taken_again() {
        let pool = ScratchPool::new(3);
        let (first, second) = (pool.take(), pool.take());
        assert_eq!((first.as_slice(), second.as_slice()), (&[0; 3][..], &[0; 3][..]));
        let address = first.as_ptr();
        pool.put_back(first);
        let third = pool.take();
        assert_eq!(third.as_ptr(), address);
    }
}
