//! How the runtime's working space is divided. It is counted in words of 64 bits.

use crate::set::SetImage;

/// How much working space a program takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProgramSpace {
    /// A word for each reference to another field: where the field is.
    pub references: usize,
    /// A word for each scope: how many elements matched.
    pub scopes: usize,
    /// The bits of the program.
    pub bits: usize,
    /// The open containers.
    pub stack: usize,
    /// What a search takes, or a program inside this one.
    pub rest: usize,
}

/// The working space of a program, divided.
#[derive(Debug)]
pub struct ProgramParts<'s> {
    /// A word for each reference to another field: where the field is.
    pub references: &'s mut [u64],
    /// A word for each scope: how many elements matched.
    pub scopes: &'s mut [u64],
    /// The bits of the program.
    pub bits: &'s mut [u64],
    /// The open containers.
    pub stack: &'s mut [u64],
    /// What a search takes, or a program inside this one.
    pub rest: &'s mut [u64],
}

impl ProgramSpace {
    /// The space of a program with so many bits and steps, which has neither scopes nor references.
    #[inline(always)]
    #[must_use]
    pub const fn new(bits: u32, depth: u32) -> Self {
        let bits = bits.div_ceil(u64::BITS) as usize;
        Self { references: 0, scopes: 0, bits, stack: stack_words(depth), rest: 0 }
    }

    /// How many words that is.
    #[must_use]
    pub const fn words(&self) -> usize {
        self.references + self.scopes + self.bits + self.stack + self.rest
    }

    /// Divides a space. Whatever is left is the rest.
    ///
    /// # Panics
    /// It is too small.
    #[inline(always)]
    #[must_use]
    pub const fn divide<'s>(&self, space: &'s mut [u64]) -> ProgramParts<'s> {
        let (references, space) = space.split_at_mut(self.references);
        let (scopes, space) = space.split_at_mut(self.scopes);
        let (bits, space) = space.split_at_mut(self.bits);
        let (stack, rest) = space.split_at_mut(self.stack);
        ProgramParts { references, scopes, bits, stack, rest }
    }
}

/// How much working space a set takes, apart from the programs of its rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetSpace {
    /// A word for each kind of object, and one for the outcomes: the first of its words of facts.
    pub kinds: usize,
    /// Two words for each word of facts: the facts, and where the next such word is.
    pub facts: usize,
    /// The open containers.
    pub stack: usize,
}

/// The working space of a set, divided.
#[derive(Debug)]
pub struct SetParts<'s> {
    /// A word for each kind of object, and one for the outcomes: the first of its words of facts.
    pub kinds: &'s mut [u64],
    /// Two words for each word of facts: the facts, and where the next such word is.
    pub facts: &'s mut [u64],
    /// The open containers.
    pub stack: &'s mut [u64],
}

impl SetSpace {
    /// The space of a set with these tables.
    #[inline(always)]
    #[must_use]
    pub const fn of(set: &SetImage<'_>) -> Self {
        Self { kinds: set.set_objects.len() + 1, facts: 2 * set.waiting.len(), stack: stack_words(set.depth) }
    }

    /// How many words that is.
    #[inline(always)]
    #[must_use]
    pub const fn words(&self) -> usize {
        self.kinds + self.facts + self.stack
    }

    /// Divides a space. Whatever is left is in the stack.
    ///
    /// # Panics
    /// It is too small.
    #[inline(always)]
    #[must_use]
    pub const fn divide<'s>(&self, space: &'s mut [u64]) -> SetParts<'s> {
        let (kinds, space) = space.split_at_mut(self.kinds);
        let (facts, stack) = space.split_at_mut(self.facts);
        SetParts { kinds, facts, stack }
    }
}

/// How many words it takes to keep the containers that are open along a path of so many steps: each may be an object or an
/// array.
#[must_use]
pub const fn stack_words(depth: u32) -> usize {
    2 * (depth as usize + 1)
}
