//! Working space that is kept for the next event, by whichever thread.

use alloc::vec;
use alloc::vec::Vec;
use std::sync::Mutex;

/// Working spaces of one size, all of them zero while nobody uses them.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    words: usize,
    unused: Mutex<Vec<Vec<u64>>>,
}

impl Clone for Spaces {
    fn clone(&self) -> Self {
        Self::new(self.words)
    }
}

impl Spaces {
    /// None so far, and each of them with so many words.
    pub(super) fn new(words: usize) -> Self {
        Self { words, unused: Mutex::new(Vec::new()) }
    }

    /// One that is unused, or a new one where others are at it.
    pub(super) fn take(&self) -> Vec<u64> {
        let kept = self.unused.try_lock().ok().and_then(|mut unused| unused.pop());
        kept.unwrap_or_else(|| vec![0; self.words])
    }

    /// Keeps a space, which is zero again, unless others are at it.
    pub(super) fn give_back(&self, space: Vec<u64>) {
        if let Ok(mut unused) = self.unused.try_lock() {
            unused.push(space);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Spaces;

    #[test]
    fn a_space_that_was_given_back_is_taken_again() {
        let spaces = Spaces::new(3);
        let (one, other) = (spaces.take(), spaces.take());
        assert_eq!((one.as_slice(), other.as_slice()), (&[0; 3][..], &[0; 3][..]));
        let place = one.as_ptr();
        spaces.give_back(one);
        let again = spaces.take();
        assert_eq!(again.as_ptr(), place);
    }
}
