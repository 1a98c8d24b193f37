//! The context of a field: its enclosing containers and the text after it.

/// The part of a field's context that can affect the answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldContext<'s, 'j> {
    /// The open containers from the event inwards, each packed into a word.
    pub(crate) open: &'s [u64],
    /// Whether any enclosing container is an array.
    pub(crate) is_in_array: bool,
    /// The rest of the text. In the sweep, it starts with the field's value; in the plain pass, it starts after the
    /// value.
    pub(crate) rest: &'j [u8],
}

impl FieldContext<'_, '_> {
    /// Returns the nodes of the open objects, from the innermost outwards.
    pub(crate) fn open_objects(&self) -> impl Iterator<Item = u16> + '_ {
        let open = self.open.iter().rev().map(|&word| OpenContainer(word));
        open.filter(|open| open.arrays() == 0).map(OpenContainer::node)
    }
}

/// An open container at a node: an object, an object that a dotted key implies, or one or more directly nested arrays.
/// It is packed into a word of the stack.
///
/// The word is always read and written as a whole, because loading a word right after storing its parts is slow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenContainer(pub(crate) u64);

impl OpenContainer {
    const ARRAYS: u32 = 48;
    /// The bit that marks an implied object. No event has so many nested arrays.
    const IMPLIED: u64 = 1 << (Self::ARRAYS - 1);

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

    /// Returns the number of open arrays at the node, or 0 for an object.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a few instructions")]
    pub(crate) fn arrays(self) -> u64 {
        self.0 & (Self::IMPLIED - 1)
    }

    /// Creates an object that is not in the text: the key `a.b` implies an object at `a`.
    pub(crate) fn implied(node: u16) -> Self {
        Self::new(node, Self::IMPLIED)
    }

    /// Whether the container is an implied object.
    pub(crate) fn is_implied(self) -> bool {
        self.0 & Self::IMPLIED != 0
    }
}
