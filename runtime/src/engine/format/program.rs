//! A program: the tables of one rule, or what a set of rules has in common with them.

use super::{
    ExtensionImage, Key, Leaf, Node, Object, ProgramImage, ProgramScratch, RareImage, Slice, Table, Tail, Test,
    check_version,
};
use crate::json::RawString;

/// The tables of a rule as the compiler wrote them, of this version of the format.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'p> {
    pub(crate) image: &'p [u8],
}

impl<'p> Tables<'p> {
    /// Tables that were written for a version of the format.
    ///
    /// # Panics
    /// It is another version. The tables of a macro are constants, so that does not compile.
    #[must_use]
    pub const fn new(version: u16, image: &'p [u8]) -> Self {
        check_version(version);
        Self { image }
    }
}

/// A pattern as tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program<'p> {
    /// Every string of the pattern in quotes, and then all that follows: at least
    /// [`SPARE_BYTES`](super::SPARE_BYTES) bytes.
    pub(crate) text: &'p [u8],
    /// What there is to objects at nodes that have keys, in the order of the nodes.
    pub(crate) objects: Table<'p, Object>,
    /// The steps of the field paths: first those that have keys, and first of all the event.
    pub(crate) nodes: Table<'p, Node>,
    /// The keys that lead from nodes to nodes.
    pub(crate) keys: Table<'p, Key>,
    /// The conditions on fields.
    pub(crate) leaves: Table<'p, Leaf>,
    /// The alternatives of the leaves.
    pub(crate) tests: Table<'p, Test>,
    /// How keys with dots end that matter.
    pub(crate) tails: Table<'p, Tail>,
    /// The tables that most events are decided without.
    pub(crate) rare: &'p [u8],
    /// How many bits there are.
    pub(crate) bits: u32,
    /// How many steps the longest path has.
    pub(crate) depth: u32,
    /// How many bytes a key that matters can be long, however it is written; 0 if the nodes do not tell how keys end,
    /// because that would be too much, or what one object must meet.
    pub(crate) reach: u32,
}

impl<'p> Program<'p> {
    /// Takes a program apart.
    ///
    /// # Panics
    /// It is cut off. That it is not makes the rest cheaper to read.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a few loads, for each event")]
    pub(crate) fn new(bytes: &'p [u8]) -> Self {
        assert!(bytes.len() >= ProgramImage::HEADER, "the tables are cut off");
        let image = ProgramImage::read(bytes);
        Self {
            text: bytes.get(ProgramImage::HEADER..).unwrap_or(&[]),
            objects: image.objects,
            nodes: image.nodes,
            keys: image.keys,
            leaves: image.leaves,
            tests: image.tests,
            tails: image.tails,
            rare: image.rare.bytes(),
            bits: image.bits,
            depth: image.depth,
            reach: image.reach,
        }
    }

    /// The tables that most events are decided without.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "only what is used of them is looked for")]
    pub(crate) fn rare(&self) -> RareImage<'p> {
        RareImage::read(self.rare)
    }

    /// Whether there are tables of scopes and references. This is checked for each event, so their length comes first.
    #[inline]
    pub(crate) fn has_extensions(&self) -> bool {
        self.rare.first_chunk::<4>().is_some_and(|&length| length != [0; 4])
    }

    /// The tables of scopes and references, if there are any.
    pub(crate) fn extensions(&self) -> Option<ExtensionImage<'p>> {
        self.has_extensions().then(|| ExtensionImage::read(self.rare().extensions.bytes()))
    }

    /// The working space that the program takes, apart from what its scopes and references take.
    #[inline]
    pub(crate) fn scratch(&self) -> ProgramScratch {
        ProgramScratch::new(self.bits, self.depth)
    }

    #[inline]
    pub(crate) fn slice(&self, slice: Slice) -> &'p [u8] {
        bytes(self.text, slice)
    }

    /// A key without its quotes.
    pub(crate) fn key(&self, key: &Key) -> &'p [u8] {
        match self.slice(key.quoted) {
            [_, text @ .., _] => text,
            _ => &[],
        }
    }

    #[inline]
    pub(crate) fn node(&self, node: u16) -> Node {
        self.nodes.get(node)
    }

    /// What there is to an object at a node that has keys.
    #[inline]
    pub(crate) fn object(&self, node: u16) -> Object {
        self.objects.get(node)
    }

    /// The keys that lead on from a node.
    pub(crate) fn keys_at(&self, node: u16) -> Table<'p, Key> {
        if self.has_keys(node) { self.keys.part(self.object(node).keys) } else { Table::EMPTY }
    }

    /// Whether keys lead on from a node.
    #[inline]
    pub(crate) fn has_keys(&self, node: u16) -> bool {
        self.objects.has_row(node)
    }

    /// Whether it is told what one object must meet; otherwise it takes a search.
    pub(crate) fn has_goals(&self) -> bool {
        self.object(0).goals.length > 0
    }

    pub(crate) fn can_sweep(&self) -> bool {
        self.reach > 0
    }

    /// The node that a key leads to if each part between its dots is a key of its own.
    pub(crate) fn find_by_dots(&self, mut node: u16, key: RawString<'_>) -> Option<u16> {
        let mut rest = key.decoded();
        loop {
            let (next, after) = self.keys_at(node).iter().find_map(|candidate| {
                let mut after = rest.clone();
                let is_start = self.key(&candidate).iter().all(|&byte| after.next() == Some(byte));
                let separator = after.next();
                (is_start && matches!(separator, None | Some(b'.')))
                    .then_some((candidate.node, separator.map(|_| after)))
            })?;
            node = next;
            match after {
                None => return Some(node),
                Some(after) => rest = after,
            }
        }
    }
}

/// A run of some bytes.
#[inline(always)]
#[allow(clippy::inline_always, reason = "a few instructions")]
pub(crate) fn bytes(all: &[u8], Slice { start, length }: Slice) -> &[u8] {
    let start = start as usize;
    all.get(start..start + length as usize).unwrap_or(&[])
}
