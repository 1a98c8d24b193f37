//! The layout of scratch memory. Sizes are in words of 64 bits.

use crate::set::SetImage;

/// The number of words in each part of a program's scratch memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProgramScratch {
    /// One word for each `$field` reference: the offset of the field in the event.
    pub field_refs: usize,
    /// One word for each element scope: the number of elements that matched.
    pub scopes: usize,
    /// The bits of the program.
    pub bits: usize,
    /// The stack of open containers.
    pub stack: usize,
    /// Memory for the unfinished objects of the plain pass, for backtracking, or for a nested program.
    pub rest: usize,
}

/// A program's scratch memory, divided into its parts.
#[derive(Debug)]
pub struct ProgramScratchParts<'s> {
    /// One word for each `$field` reference: the offset of the field in the event.
    pub field_refs: &'s mut [u64],
    /// One word for each element scope: the number of elements that matched.
    pub scopes: &'s mut [u64],
    /// The bits of the program.
    pub bits: &'s mut [u64],
    /// The stack of open containers.
    pub stack: &'s mut [u64],
    /// Memory for the unfinished objects of the plain pass, for backtracking, or for a nested program.
    pub rest: &'s mut [u64],
}

impl ProgramScratch {
    /// Returns the sizes for a program without scopes or field references. `depth` is the number of steps in the
    /// longest path.
    #[inline(always)]
    #[must_use]
    pub const fn new(bits: u32, depth: u32) -> Self {
        let bits = bits.div_ceil(u64::BITS) as usize;
        Self { field_refs: 0, scopes: 0, bits, stack: stack_words(depth), rest: 0 }
    }

    /// Returns the total number of words.
    #[must_use]
    pub const fn words(&self) -> usize {
        self.field_refs + self.scopes + self.bits + self.stack + self.rest
    }

    /// Divides `scratch` into the parts. `rest` receives all remaining words.
    ///
    /// # Panics
    /// Panics if `scratch` is too small.
    #[inline(always)]
    #[must_use]
    pub const fn divide<'s>(&self, scratch: &'s mut [u64]) -> ProgramScratchParts<'s> {
        let (field_refs, scratch) = scratch.split_at_mut(self.field_refs);
        let (scopes, scratch) = scratch.split_at_mut(self.scopes);
        let (bits, scratch) = scratch.split_at_mut(self.bits);
        let (stack, rest) = scratch.split_at_mut(self.stack);
        ProgramScratchParts { field_refs, scopes, bits, stack, rest }
    }
}

/// The number of words in each part of a set's scratch memory, excluding the memory for the programs of its rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetScratch {
    /// One word for each kind of object, and one for the outcomes: the link to the first word of the corresponding
    /// facts.
    pub kinds: usize,
    /// Two words for each word of facts: the facts, and the link to the next word of the same kind.
    pub facts: usize,
    /// The stack of open containers, and one word for each kind of object: the unfinished objects of the plain pass.
    pub stack: usize,
}

/// A set's scratch memory, divided into its parts.
#[derive(Debug)]
pub struct SetScratchParts<'s> {
    /// One word for each kind of object, and one for the outcomes: the link to the first word of the corresponding
    /// facts.
    pub kinds: &'s mut [u64],
    /// Two words for each word of facts: the facts, and the link to the next word of the same kind.
    pub facts: &'s mut [u64],
    /// The stack of open containers, followed by the memory for the unfinished objects of the plain pass.
    pub stack: &'s mut [u64],
}

impl SetScratch {
    /// Returns the sizes for a set with the given tables.
    #[inline(always)]
    #[must_use]
    pub const fn of(set: &SetImage<'_>) -> Self {
        let kinds = set.set_objects.len() + 1;
        Self { kinds, facts: 2 * set.waiting.len(), stack: stack_words(set.depth) + kinds }
    }

    /// Returns the total number of words.
    #[inline(always)]
    #[must_use]
    pub const fn words(&self) -> usize {
        self.kinds + self.facts + self.stack
    }

    /// Divides `scratch` into the parts. `stack` receives all remaining words.
    ///
    /// # Panics
    /// Panics if `scratch` is too small.
    #[inline(always)]
    #[must_use]
    pub const fn divide<'s>(&self, scratch: &'s mut [u64]) -> SetScratchParts<'s> {
        let (kinds, scratch) = scratch.split_at_mut(self.kinds);
        let (facts, stack) = scratch.split_at_mut(self.facts);
        SetScratchParts { kinds, facts, stack }
    }
}

/// Returns the number of words for the containers that are open along a path of `depth` steps. Each step can open an
/// array and an object inside that array.
#[must_use]
pub const fn stack_words(depth: u32) -> usize {
    2 * (depth as usize + 1)
}
