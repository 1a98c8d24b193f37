//! Where in the event the engine is, as far as its answers depend on it.

/// The open containers that matter to the program, and what is still to come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldContext<'s, 'j> {
    /// The open containers, packed, from the event inwards.
    pub(crate) open: &'s [u64],
    /// Whether an array encloses the place.
    pub(crate) is_in_array: bool,
    /// The bytes that are still to come.
    pub(crate) rest: &'j [u8],
}

impl FieldContext<'_, '_> {
    /// The nodes of the open objects, from the inside outwards.
    pub(crate) fn open_objects(&self) -> impl Iterator<Item = u16> + '_ {
        let open = self.open.iter().rev().map(|&word| OpenContainer(word));
        open.filter(|open| open.arrays() == 0).map(OpenContainer::node)
    }
}

/// An open container, in a word of the stack: an object, or as many arrays, one in the other, at a node.
///
/// It is one word everywhere, because what was written in parts is slow to read as a whole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenContainer(pub(crate) u64);

impl OpenContainer {
    const ARRAYS: u32 = 48;

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a few instructions")]
    pub(crate) fn new(node: u16, arrays: u64) -> Self {
        Self(u64::from(node) << Self::ARRAYS | arrays)
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a single instruction")]
    pub(crate) fn node(self) -> u16 {
        (self.0 >> Self::ARRAYS) as u16
    }

    /// How many arrays are open at the node; 0 for an object.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a few instructions")]
    pub(crate) fn arrays(self) -> u64 {
        self.0 & ((1 << Self::ARRAYS) - 1)
    }
}
