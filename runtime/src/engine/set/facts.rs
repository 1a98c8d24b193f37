//! The facts that hold, as bits.
//!
//! Each word of bits belongs to one kind of object. For each kind, the words that have a set bit form a linked list, so
//! the time to visit or clear the facts that hold is proportional to the number of these facts.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every fact")]
#![allow(clippy::cast_possible_truncation, reason = "word numbers fit into 32 bits")]

/// Facts in scratch memory. `heads` has a link to the first word of each kind of object. `words` has two entries for
/// each word: the bits, and a link to the next word of the same kind. A link is the index of a word in `words` plus
/// two; zero means that there is no link. If no fact holds, both slices are all zeros.
pub(super) struct Facts<'s> {
    heads: &'s mut [u64],
    words: &'s mut [u64],
}

impl<'s> Facts<'s> {
    /// Creates an empty set of facts. Both slices must be all zeros.
    pub(super) fn new(heads: &'s mut [u64], words: &'s mut [u64]) -> Self {
        Self { heads, words }
    }

    #[inline(always)]
    pub(super) fn holds(&self, fact: u32) -> bool {
        self.words.get(2 * (fact / u64::BITS) as usize).is_some_and(|word| word >> (fact % u64::BITS) & 1 == 1)
    }

    /// Records a fact about an object of the given kind.
    #[inline(always)]
    pub(super) fn set(&mut self, kind: u16, fact: u32) {
        let at = 2 * (fact / u64::BITS) as usize;
        let Some([word, link]) = self.words.get_mut(at..at + 2) else { return };
        if *word == 0 {
            if let Some(head) = self.heads.get_mut(usize::from(kind)) {
                *link = core::mem::replace(head, Link::to(at).0);
            }
        }
        *word |= 1 << (fact % u64::BITS);
    }

    /// Whether any fact about an object of the given kind holds.
    #[inline(always)]
    pub(super) fn any_holds(&self, kind: u16) -> bool {
        self.heads.get(usize::from(kind)).is_some_and(|&head| head != 0)
    }

    /// Returns the number of facts about objects of the given kind that hold.
    pub(super) fn count(&self, kind: u16) -> usize {
        let words = core::iter::successors(self.word(self.first(kind)), |word| self.word(word.next));
        words.map(|word| word.bits.count_ones() as usize).sum()
    }

    /// Returns the link to the first word with a fact about an object of the given kind.
    #[inline(always)]
    pub(super) fn first(&self, kind: u16) -> Link {
        Link(self.heads.get(usize::from(kind)).copied().unwrap_or(0))
    }

    /// Returns the word that a link points to.
    #[inline(always)]
    pub(super) fn word(&self, link: Link) -> Option<Word> {
        let at = link.index()?;
        match self.words.get(at..at + 2)? {
            &[bits, next] => Some(Word { number: (at / 2) as u32, bits, next: Link(next) }),
            _ => None,
        }
    }

    /// Clears the facts about an object of the given kind.
    #[inline(always)]
    pub(super) fn forget(&mut self, kind: u16) {
        let Some(head) = self.heads.get_mut(usize::from(kind)) else { return };
        let mut link = Link(core::mem::take(head));
        while let Some(at) = link.index() {
            let Some([word, next]) = self.words.get_mut(at..at + 2) else { return };
            *word = 0;
            link = Link(core::mem::take(next));
        }
    }

    /// Clears all facts.
    pub(super) fn forget_all(&mut self) {
        for kind in 0..u16::try_from(self.heads.len()).unwrap_or(u16::MAX) {
            self.forget(kind);
        }
    }
}

/// An optional link to a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link(u64);

impl Link {
    #[inline(always)]
    fn to(index: usize) -> Self {
        Self(index as u64 + 2)
    }

    /// Returns the index of the word, if there is a link.
    #[inline(always)]
    fn index(self) -> Option<usize> {
        self.0.checked_sub(2).map(|index| index as usize)
    }
}

/// A word with at least one set bit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Number of the word. The word's lowest bit represents the fact `64 * number`.
    pub(super) number: u32,
    pub(super) bits: u64,
    /// The link to the next word of the same kind.
    pub(super) next: Link,
}
