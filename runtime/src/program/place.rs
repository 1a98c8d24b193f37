//! Where in the event the engine is, as far as its answers depend on it.

/// The containers that the program asks for and that are open, and what is still to come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'s, 'j> {
    /// The open containers, packed, from the event inwards.
    pub(super) open: &'s [u64],
    /// Whether an array encloses the place.
    pub(super) is_in_array: bool,
    /// The bytes that are still to come.
    pub(super) rest: &'j [u8],
}

impl Place<'_, '_> {
    /// The nodes of the open objects, from the inside outwards.
    pub(super) fn open_objects(&self) -> impl Iterator<Item = u16> + '_ {
        let open = self.open.iter().rev().map(|&word| Open::unpack(word));
        open.filter(|open| open.arrays == 0).map(|open| open.node)
    }
}

/// An open container: an object, or as many arrays, one in the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) node: u16,
    /// How many arrays are open at the node; none for an object.
    pub(super) arrays: u64,
}

impl Open {
    const ARRAYS: u32 = 48;

    pub(super) fn pack(self) -> u64 {
        u64::from(self.node) << Self::ARRAYS | self.arrays
    }

    pub(super) fn unpack(word: u64) -> Self {
        let node = (word >> Self::ARRAYS) as u16;
        Self { node, arrays: word & ((1 << Self::ARRAYS) - 1) }
    }
}
