//! A pattern as tables, and the one engine that runs them over the bytes of an event.
//!
//! The macro writes a [`Program`] as a `static`; the dynamic matcher makes the same tables at run time. There is nothing
//! per pattern but data.
//!
//! The tables describe a tree of *nodes*, one for each step of a field path. Reading an event, the engine moves along
//! that tree and keeps bits. A *leaf* sets its bit when a field at its node satisfies one of its tests. At an object's
//! node there are *goals*: requirements on the bits below that one object must meet on its own, which is what keeps the
//! elements of an array apart. A goal that is met sets a bit one level up; a goal of the event itself decides.
//!
//! Fields of this module are public so that macros can write them; they are no part of the API that versions promise.

mod again;
mod engine;
mod pass;
mod place;
mod search;
mod sweep;
mod test;
mod walker;

pub use crate::simd::Variant;
pub use engine::{run, run_on};

use crate::json::RawString;

/// A pattern as tables.
#[derive(Debug, Clone, Copy)]
pub struct Program<'p> {
    /// Every string of the pattern, one behind the other, each in quotes.
    pub text: &'p [u8],
    /// The steps of the field paths. The first is the event.
    pub nodes: &'p [Node],
    /// The keys that lead from nodes to nodes.
    pub keys: &'p [Key],
    /// The conditions on fields.
    pub leaves: &'p [Leaf],
    /// The alternatives of the leaves.
    pub tests: &'p [Test],
    /// What an object must meet.
    pub goals: &'p [Goal],
    /// What the goals ask for.
    pub requirements: &'p [Requirement],
    /// The bits that say that a field was seen, by node.
    pub sightings: &'p [u16],
    /// The leaves that must hold together, for the search that repeated keys make necessary: each conjunction in the
    /// order of its paths.
    pub conjunctions: &'p [Range],
    /// The leaves of the conjunctions.
    pub conjunction_leaves: &'p [u16],
    /// How many bits there are.
    pub bits: u16,
    /// How many steps the longest path has.
    pub depth: u16,
    /// How keys with dots end that matter.
    pub tails: &'p [Tail],
    /// Whether the nodes tell how keys end; not if that would be too much.
    pub has_tails: bool,
    /// How many bytes a key that matters can be long, however it is written.
    pub reach: u32,
}

/// A run of entries in another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range(pub u16, pub u16);

/// A run of bytes in the program's text: where it starts, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice(pub u32, pub u32);

/// A step of a field path.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// The keys that lead on from here. None if nothing is asked below.
    pub keys: Range,
    /// The leaves for the field here.
    pub leaves: Range,
    /// What an object here must meet.
    pub goals: Range,
    /// The bits that belong to an object here and are cleared when one begins.
    pub bits: Range,
    /// Those of them that are among the first 64, as a mask.
    pub first_bits: u64,
    /// The bits to set when a field is seen here.
    pub sightings: Range,
    /// The bit that tells that a key led here before, in the same object. Only nodes with keys have one.
    pub entered: u16,
    /// How keys that matter here end: a bit for the hash of their last three bytes.
    pub endings: u64,
    /// The same for keys with dots alone.
    pub dotted_endings: u64,
    /// How keys with dots end that lead below the nodes that come next.
    pub dotted: Range,
}

/// A key and the node it leads to.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The key in quotes.
    pub quoted: Slice,
    /// The node.
    pub node: u16,
    /// If there is only one leaf at the node, and it asks for one string in which JSON escapes nothing: that string in
    /// quotes. Otherwise of no length.
    pub exact: Slice,
    /// That leaf.
    pub leaf: u16,
    /// Whether only what is inside an object matters at the node.
    pub opens: bool,
    /// How the key ends, with its opening quote if that is among the last eight bytes.
    pub tail: Tail,
}

/// How a key ends: its last eight bytes, the first of them the lowest, and which of them count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tail {
    /// The bytes, right before the closing quote. Those that do not count are zero.
    pub bytes: u64,
    /// All ones where a byte counts.
    pub mask: u64,
}

/// A condition on a field.
#[derive(Debug, Clone, Copy)]
pub struct Leaf {
    /// The node of the field.
    pub node: u16,
    /// Its alternatives.
    pub tests: Range,
    /// The bit to set when one of them is satisfied.
    pub bit: u16,
    /// Whether the absence of the field satisfies the leaf.
    pub accepts_absence: bool,
    /// Whether the pattern cannot match without a field that satisfies the leaf.
    pub is_needed: bool,
    /// The last key of the path in quotes.
    pub last_key: Slice,
    /// Two places in that key, its quotes included, at which it has bytes that are rare in events.
    pub rare: (u8, u8),
}

/// What an object must meet: all of the requirements.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    /// The requirements.
    pub requirements: Range,
    /// The bit to set, which belongs to the object one level up. The event's own goals have none.
    pub bit: u16,
    /// Whether nothing that comes later in the event can undo it: no requirement here or further in asks for a bit that
    /// is not set.
    pub is_final: bool,
    /// The bits that must be set, if that is all there is to it and they are among the first 64; otherwise 0.
    pub all: u64,
}

/// One requirement of a goal: a bit is set, or another is not. Either may be [`NO_BIT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// Met if this bit is set.
    pub set: u16,
    /// Met if this bit is not set when the object ends.
    pub unset: u16,
}

impl Requirement {
    /// This bit is set.
    #[must_use]
    pub const fn set(bit: u16) -> Self {
        Self { set: bit, unset: NO_BIT }
    }

    /// This bit is not set when the object ends.
    #[must_use]
    pub const fn unset(bit: u16) -> Self {
        Self { set: NO_BIT, unset: bit }
    }

    /// One of the two.
    #[must_use]
    pub const fn either(set: u16, unset: u16) -> Self {
        Self { set, unset }
    }
}

/// In place of a bit: none.
pub const NO_BIT: u16 = u16::MAX;

/// One alternative of a leaf.
#[derive(Debug, Clone, Copy)]
pub enum Test {
    /// Any value.
    Any,
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// This string.
    Text(Slice),
    /// A string that starts so.
    Prefix(Slice),
    /// A string that ends so.
    Suffix(Slice),
    /// This string but for case.
    TextIgnoreCase(Slice),
    /// A string that starts so but for case.
    PrefixIgnoreCase(Slice),
    /// A string that ends so but for case.
    SuffixIgnoreCase(Slice),
    /// A string of this form.
    Wildcard(Slice),
    /// A string that writes an address of this block: 4 or 16 bytes, and the number of mask bits.
    Block(Slice, u8),
    /// A number of this value.
    Number(f64),
    /// A number with this text.
    NumberText(Slice),
    /// A number whose text starts with a digit from 1 to 9.
    NumberByFirstDigit,
    /// A number inside a range.
    Between(Bound, Bound),
    /// One of these strings, which are sorted by their bytes.
    OneText(Range),
    /// One of these numbers, which are sorted.
    OneNumber(Range),
    /// A value that none of these tests accepts.
    Not(Range),
}

/// An end of a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// The number; infinite for no bound.
    pub value: f64,
    /// Whether the number itself is inside.
    pub inclusive: bool,
}

impl Range {
    fn of<T>(self, table: &[T]) -> &[T] {
        let start = usize::from(self.0);
        table.get(start..start + usize::from(self.1)).unwrap_or(&[])
    }
}

impl Program<'_> {
    fn slice(&self, slice: Slice) -> &[u8] {
        let start = slice.0 as usize;
        self.text.get(start..start + slice.1 as usize).unwrap_or(&[])
    }

    /// A key without its quotes.
    fn key(&self, key: &Key) -> &[u8] {
        match self.slice(key.quoted) {
            [_, text @ .., _] => text,
            _ => &[],
        }
    }

    #[inline]
    fn node(&self, node: u16) -> &Node {
        &self.nodes[usize::from(node)]
    }

    /// Whether it is told what one object must meet; otherwise it takes a search.
    fn has_goals(&self) -> bool {
        self.node(0).goals.1 > 0
    }

    fn can_sweep(&self) -> bool {
        self.has_tails && self.has_goals()
    }

    /// The node that a key leads to if each part between its dots is a key of its own.
    fn find_by_dots(&self, mut node: u16, key: RawString<'_>) -> Option<u16> {
        let mut rest = key.decoded();
        loop {
            let keys = self.node(node).keys.of(self.keys);
            let (next, after) = keys.iter().find_map(|candidate| {
                let mut after = rest.clone();
                let is_start = self.key(candidate).iter().all(|&byte| after.next() == Some(byte));
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

    /// How many words of scratch space [`run`] wants.
    #[must_use]
    pub const fn scratch(&self) -> usize {
        let mut longest = 0;
        let mut index = 0;
        while index < self.conjunctions.len() {
            let length = self.conjunctions[index].1 as usize;
            if length > longest {
                longest = length;
            }
            index += 1;
        }
        (self.bits as usize).div_ceil(64) + 2 * (self.depth as usize + 1) + longest
    }
}
