//! The program of one rule. A set of rules uses the same type for the tables that it has in common with programs.

use super::{
    ColdImage, ExtensionImage, Key, KeySuffix, Leaf, Node, Object, ProgramImage, ProgramScratch, Slice, Table, Test,
    check_version,
};
use crate::json::{Decoded, RawString};

/// The encoded tables of a rule, in this version of the format.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'p> {
    pub(crate) image: &'p [u8],
}

impl<'p> Tables<'p> {
    /// Wraps tables that were written in the given version of the format.
    ///
    /// # Panics
    /// Panics if `version` is not the version of this crate. In generated code the tables are constants, so the panic
    /// is a compile error.
    #[must_use]
    pub const fn new(version: u16, image: &'p [u8]) -> Self {
        check_version(version);
        Self { image }
    }
}

/// The decoded tables of a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program<'p> {
    /// Every string of the rule, in quotes. At least [`PADDING_BYTES`](super::PADDING_BYTES) more bytes follow each
    /// string.
    pub(crate) text: &'p [u8],
    /// The objects at nodes that have keys, in the order of the nodes.
    pub(crate) objects: Table<'p, Object>,
    /// The nodes of the path tree. The event is the first node; nodes that have keys come before all other nodes.
    pub(crate) nodes: Table<'p, Node>,
    /// The keys that lead from one node to another.
    pub(crate) keys: Table<'p, Key>,
    /// The conditions on fields.
    pub(crate) leaves: Table<'p, Leaf>,
    /// The alternatives of the leaves.
    pub(crate) tests: Table<'p, Test>,
    /// The suffixes of dotted keys that may be relevant.
    pub(crate) key_suffixes: Table<'p, KeySuffix>,
    /// The encoded [`ColdImage`]: tables that most events do not need.
    pub(crate) cold: &'p [u8],
    /// Number of bits that a pass keeps.
    pub(crate) bits: u32,
    /// Number of steps in the longest field path.
    pub(crate) depth: u32,
    /// Maximum length of a relevant key in bytes, including escape sequences. 0 if the program cannot be swept.
    pub(crate) max_key_len: u32,
}

impl<'p> Program<'p> {
    /// Decodes a program.
    ///
    /// # Panics
    /// Panics if the bytes are shorter than the header. Checking the length once makes the later reads cheaper.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a few loads for each event")]
    pub(crate) fn new(bytes: &'p [u8]) -> Self {
        assert!(bytes.len() >= ProgramImage::HEADER, "the tables are truncated");
        let image = ProgramImage::read(bytes);
        Self {
            text: bytes.get(ProgramImage::HEADER..).unwrap_or(&[]),
            objects: image.objects,
            nodes: image.nodes,
            keys: image.keys,
            leaves: image.leaves,
            tests: image.tests,
            key_suffixes: image.key_suffixes,
            cold: image.cold.bytes(),
            bits: image.bits,
            depth: image.depth,
            max_key_len: image.max_key_len,
        }
    }

    /// Returns the tables that most events do not need.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "only the tables that are used are decoded")]
    pub(crate) fn cold(&self) -> ColdImage<'p> {
        ColdImage::read(self.cold)
    }

    /// Whether the program has scopes or field references. This is checked for each event, so the length of the tables
    /// for these features comes first in `cold`.
    #[inline]
    pub(crate) fn has_extensions(&self) -> bool {
        self.cold.first_chunk::<4>().is_some_and(|&length| length != [0; 4])
    }

    /// Returns the tables of scopes and field references, if there are any.
    pub(crate) fn extensions(&self) -> Option<ExtensionImage<'p>> {
        self.has_extensions().then(|| ExtensionImage::read(self.cold().extensions.bytes()))
    }

    /// Returns the layout of the scratch memory, without the parts for scopes and field references.
    #[inline]
    pub(crate) fn scratch(&self) -> ProgramScratch {
        ProgramScratch::new(self.bits, self.depth)
    }

    #[inline]
    pub(crate) fn slice(&self, slice: Slice) -> &'p [u8] {
        bytes(self.text, slice)
    }

    /// Returns a key without its quotes.
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

    /// Returns the object at a node that has keys.
    #[inline]
    pub(crate) fn object(&self, node: u16) -> Object {
        self.objects.get(node)
    }

    /// Returns the keys of the object at a node.
    pub(crate) fn keys_at(&self, node: u16) -> Table<'p, Key> {
        if self.has_keys(node) { self.keys.part(self.object(node).keys) } else { Table::EMPTY }
    }

    /// Whether any key leads from this node to another.
    #[inline]
    pub(crate) fn has_keys(&self, node: u16) -> bool {
        self.objects.has_row(node)
    }

    /// Whether the program has goals. Without goals, only backtracking can decide the rule.
    pub(crate) fn has_goals(&self) -> bool {
        self.object(0).goals.length > 0
    }

    pub(crate) fn can_sweep(&self) -> bool {
        self.max_key_len > 0
    }

    /// Splits a dotted key at dots into the keys of a path from `node`, and returns the node at the end of this path.
    /// `None` if the tree has no such path.
    pub(crate) fn find_by_dots(&self, mut node: u16, key: RawString<'_>) -> Option<u16> {
        let mut rest = key.decoded();
        loop {
            let (next, after) = self.step_to_dot(node, &rest)?;
            node = next;
            match after {
                None => return Some(node),
                Some(after) => rest = after,
            }
        }
    }

    /// Follows a dotted key from `node` up to the first dot. Returns the node that the key leads to, and the rest of the
    /// key after the dot; `None` instead of the rest if there is no dot. Returns `None` if the tree has no such path.
    pub(crate) fn step_to_dot<'j>(&self, node: u16, key: &Decoded<'j>) -> Option<(u16, Option<Decoded<'j>>)> {
        self.keys_at(node).iter().find_map(|candidate| {
            let mut after = key.clone();
            let is_start = self.key(&candidate).iter().all(|&byte| after.next() == Some(byte));
            let separator = after.next();
            (is_start && matches!(separator, None | Some(b'.'))).then_some((candidate.node, separator.map(|_| after)))
        })
    }
}

/// Returns the bytes of a slice of `all`, or no bytes if the slice is out of range.
#[inline(always)]
#[allow(clippy::inline_always, reason = "a few instructions")]
pub(crate) fn bytes(all: &[u8], Slice { start, length }: Slice) -> &[u8] {
    let start = start as usize;
    all.get(start..start + length as usize).unwrap_or(&[])
}
