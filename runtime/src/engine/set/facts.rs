//! The facts that hold, as bits.
//!
//! Each word of bits belongs to one kind of object. The words of a kind in which a bit is set are linked, so that looking
//! at all facts that hold, and forgetting them, costs as much as there are.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every fact")]
#![allow(clippy::cast_possible_truncation, reason = "words are numbered in 32 bits")]

/// Working space: for each kind of object where its links begin, and then for each word its bits and a link to the next. A
/// link is two more than where a word is; zero is no link. All of it is zero while no fact holds.
pub(super) struct Facts<'s> {
    heads: &'s mut [u64],
    words: &'s mut [u64],
}

impl<'s> Facts<'s> {
    /// No facts, in spaces that are zero.
    pub(super) fn new(heads: &'s mut [u64], words: &'s mut [u64]) -> Self {
        Self { heads, words }
    }

    #[inline(always)]
    pub(super) fn holds(&self, fact: u32) -> bool {
        self.words.get(2 * (fact / u64::BITS) as usize).is_some_and(|word| word >> (fact % u64::BITS) & 1 == 1)
    }

    /// Records a fact about an object of a kind.
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

    /// Whether a fact about an object of a kind holds.
    #[inline(always)]
    pub(super) fn any_holds(&self, kind: u16) -> bool {
        self.heads.get(usize::from(kind)).is_some_and(|&head| head != 0)
    }

    /// The first word in which a fact about an object of a kind holds.
    #[inline(always)]
    pub(super) fn first(&self, kind: u16) -> Link {
        Link(self.heads.get(usize::from(kind)).copied().unwrap_or(0))
    }

    /// A word in which a fact holds.
    #[inline(always)]
    pub(super) fn word(&self, link: Link) -> Option<Word> {
        let at = link.index()?;
        match self.words.get(at..at + 2)? {
            &[bits, next] => Some(Word { number: (at / 2) as u32, bits, next: Link(next) }),
            _ => None,
        }
    }

    /// Forgets the facts about an object of a kind.
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

    /// Forgets all facts.
    pub(super) fn forget_all(&mut self) {
        for kind in 0..u16::try_from(self.heads.len()).unwrap_or(u16::MAX) {
            self.forget(kind);
        }
    }
}

/// Where a word is in which a fact holds, if there is one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link(u64);

impl Link {
    #[inline(always)]
    fn to(index: usize) -> Self {
        Self(index as u64 + 2)
    }

    /// Where the word is.
    #[inline(always)]
    fn index(self) -> Option<usize> {
        self.0.checked_sub(2).map(|index| index as usize)
    }
}

/// A word in which a fact holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Its number. The fact of its first bit is 64 times as much.
    pub(super) number: u32,
    pub(super) bits: u64,
    /// The next one about the same object.
    pub(super) next: Link,
}
