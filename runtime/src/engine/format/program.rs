//! A program: the tables of one rule, or what a set of rules has in common with them.

use super::image::OptionalTables;
use super::table::Table;
use super::{Key, Leaf, Node, Object, Slice, Tail, Test};
use crate::engine::extensions::field_ref::Scene;
use crate::json::RawString;

/// A pattern as tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program<'p> {
    /// Every string of the pattern, one behind the other, each in quotes, and then all that comes behind: at least
    /// [`WIDTH`] bytes.
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
    pub(crate) others: OptionalTables<'p>,
    /// How many bits there are.
    pub(crate) bits: u32,
    /// How many steps the longest path has.
    pub(crate) depth: u32,
    /// How many bytes a key that matters can be long, however it is written; 0 if the nodes do not tell how keys end,
    /// because that would be too much, or what one object must meet.
    pub(crate) reach: u32,
    /// Where leaves look for other fields, once that is known.
    pub(crate) scene: Option<&'p Scene<'p>>,
}

/// How many bytes of a text the engine compares at once.
pub(crate) const WIDTH: usize = 32;

impl<'p> Program<'p> {
    pub(crate) fn bit_words(&self) -> usize {
        (self.bits as usize).div_ceil(64)
    }

    /// The same for an event or element whose other fields can be looked up.
    pub(crate) fn with<'s>(&self, scene: Option<&'s Scene<'s>>) -> Program<'s>
    where
        'p: 's,
    {
        Program { scene, ..*self }
    }

    /// How many words the stack takes.
    pub(crate) fn stack_words(&self) -> usize {
        2 * (self.depth as usize + 1)
    }

    #[inline]
    pub(crate) fn slice(&self, slice: Slice) -> &'p [u8] {
        let start = slice.0 as usize;
        self.text.get(start..start + slice.1 as usize).unwrap_or(&[])
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
        if self.has_keys(node) { self.keys.part(self.object(node).keys) } else { Table::new(&[]) }
    }

    /// Whether keys lead on from a node.
    #[inline]
    pub(crate) fn has_keys(&self, node: u16) -> bool {
        self.objects.has_row(node)
    }

    /// Whether it is told what one object must meet; otherwise it takes a search.
    pub(crate) fn has_goals(&self) -> bool {
        self.object(0).goals.1 > 0
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
