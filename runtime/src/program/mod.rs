//! A pattern as tables, and the one engine that runs them over the bytes of an event.
//!
//! The macro writes the tables of a program as one string of bytes; the dynamic matcher makes the same bytes at run time.
//! There is nothing per pattern but data.
//!
//! The tables describe a tree of *nodes*, one for each step of a field path. Reading an event, the engine moves along
//! that tree and keeps bits. A *leaf* sets its bit when a field at its node satisfies one of its tests. At an object's
//! node there are *goals*: requirements on the bits below that one object must meet on its own, which is what keeps the
//! elements of an array apart. A goal that is met sets a bit one level up; a goal of the event itself decides.
//!
//! This module is public so that macros can use it; it is no part of the API that versions promise.

mod again;
mod beyond;
mod engine;
mod enumeration;
mod image;
mod pass;
mod place;
mod reference;
mod search;
mod set;
mod sweep;
mod table;
mod test;
mod walker;

pub use crate::simd::Variant;
pub use engine::{run, run_on};
pub use enumeration::{matches, matching};
#[cfg(feature = "dynamic")]
pub(crate) use set::run_tables;
pub use set::{Set, run_set, run_set_on};

use crate::json::RawString;
use image::Others;
use reference::{FieldNumber, PackedLimit, Scene};
use table::Table;

/// A pattern as tables.
#[derive(Debug, Clone, Copy)]
struct Program<'p> {
    /// Every string of the pattern, one behind the other, each in quotes, and then all that comes behind: at least
    /// [`WIDTH`] bytes.
    text: &'p [u8],
    /// What there is to objects at nodes that have keys, in the order of the nodes.
    objects: Table<'p, Object>,
    /// The steps of the field paths: first those that have keys, and first of all the event.
    nodes: Table<'p, Node>,
    /// The keys that lead from nodes to nodes.
    keys: Table<'p, Key>,
    /// The conditions on fields.
    leaves: Table<'p, Leaf>,
    /// The alternatives of the leaves.
    tests: Table<'p, Test>,
    /// How keys with dots end that matter.
    tails: Table<'p, Tail>,
    /// The tables that most events are decided without.
    others: Others<'p>,
    /// How many bits there are.
    bits: u32,
    /// How many steps the longest path has.
    depth: u32,
    /// How many bytes a key that matters can be long, however it is written; 0 if the nodes do not tell how keys end,
    /// because that would be too much, or what one object must meet.
    reach: u32,
    /// Where leaves look for other fields, once that is known.
    scene: Option<&'p Scene<'p>>,
}

/// A run of entries in another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range(u16, u16);

/// A run of tests, of which sets of rules have many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LongRange(u32, u32);

/// A run of bytes in the program's text: where it starts, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slice(u32, u32);

/// A step of a field path.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The leaves for the field here.
    leaves: Range,
    /// The bits to set when a field is seen here.
    sightings: Range,
}

/// An object at a node that has keys.
#[derive(Debug, Clone, Copy)]
struct Object {
    /// The keys that lead on from here.
    keys: Range,
    /// What an object here must meet.
    goals: Range,
    /// The bits that belong to an object here and are cleared when one begins.
    bits: Range,
    /// Those of them that are among the first 64, as a mask.
    first_bits: u64,
    /// The bit that tells that a key led here before, in the same object.
    entered: u16,
    /// How the keys end: a bit for the hash of their last three bytes.
    endings: u64,
    /// The same for keys with dots that matter here.
    dotted_endings: u64,
    /// `endings`, if the keys are in the order of these bits, otherwise 0. Keys that end like one before come last.
    ranks: u64,
    /// How keys with dots end that lead below the nodes that come next.
    dotted: Range,
    /// The bits that the only goal asks for; 0 if there are more goals, or it asks for more.
    all: u64,
    /// The bit of that goal.
    goal: u16,
    /// Whether nothing that comes later in the event can undo it.
    is_final: bool,
    /// Whether nothing in an object here matters once that bit is set.
    is_skipped: bool,
    /// The node of the object around.
    around: u16,
}

/// A key and the node it leads to.
#[derive(Debug, Clone, Copy)]
struct Key {
    /// The key in quotes. If the value is asked to be one string, a colon and that string in quotes follow.
    quoted: Slice,
    /// How long all of that is.
    compared: u32,
    /// The node.
    node: u16,
    /// What is asked of the value.
    value: Value,
    /// If the value is asked to satisfy one leaf: the leaf.
    leaf: u16,
    /// Its bit, which is among the first 64.
    bit: u16,
    /// Another key that ends in the same way; 0 for none.
    next: u16,
}

/// What is asked of the value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    /// Anything else.
    Any,
    /// To be one string in which JSON escapes nothing, by one leaf, and nothing else.
    Exact,
    /// To satisfy one leaf, and nothing else.
    Simple,
    /// To have fields further in, and nothing else.
    Open,
}

/// How a key with dots ends: its last eight bytes, or as many as it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tail {
    /// The bytes, right before the closing quote, the first of them the lowest. Those that do not count are zero.
    bytes: u64,
    /// How many bits do not count.
    shift: u8,
}

impl Tail {
    #[inline]
    fn fits(self, bytes: u64) -> bool {
        (bytes ^ self.bytes) >> (self.shift % 64) == 0
    }
}

/// A condition on a field.
#[derive(Debug, Clone, Copy)]
struct Leaf {
    /// The node of the field.
    node: u16,
    /// Its alternatives.
    tests: Range,
    /// The bit to set when one of them is satisfied.
    bit: u16,
    /// Whether the absence of the field satisfies the leaf.
    accepts_absence: bool,
    /// Whether the pattern cannot match without a field that satisfies the leaf.
    is_needed: bool,
    /// The last key of the path in quotes.
    last_key: Slice,
    /// Two places in that key, its quotes included, at which it has bytes that are rare in events.
    rare: (u8, u8),
}

/// What an object must meet: all of the requirements.
#[derive(Debug, Clone, Copy)]
struct Goal {
    /// The requirements.
    requirements: Range,
    /// The bit to set, which belongs to the object one level up. The event's own goals have none.
    bit: u16,
    /// Whether nothing that comes later in the event can undo it: no requirement here or further in asks for a bit that
    /// is not set.
    is_final: bool,
    /// The bits that must be set, if that is all there is to it and they are among the first 64; otherwise 0.
    all: u64,
}

/// One requirement of a goal: a bit is set, or another is not. Either may be [`NO_BIT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Requirement {
    /// Met if this bit is set.
    set: u16,
    /// Met if this bit is not set when the object ends.
    unset: u16,
}

/// In place of a bit: none.
const NO_BIT: u16 = u16::MAX;

/// One alternative of a leaf.
#[derive(Debug, Clone, Copy)]
enum Test {
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
    OneText(LongRange),
    /// One of these numbers, which are sorted.
    OneNumber(LongRange),
    /// A value that none of these tests accepts.
    Not(LongRange),
    /// Anything but this string.
    NotText(Slice),
    /// Anything but a number of this value.
    NotNumber(f64),
    /// The value of another field.
    Field(FieldNumber),
    /// A value that none of these tests accepts, some of which name other fields.
    NotFields(LongRange),
    /// A number inside a range whose ends may be other fields.
    Beside(PackedLimit, PackedLimit),
}

/// An end of a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bound {
    /// The number; infinite for no bound.
    value: f64,
    /// Whether the number itself is inside.
    inclusive: bool,
}

/// How many bytes of a text the engine compares at once.
pub(crate) const WIDTH: usize = 32;

impl<'p> Program<'p> {
    fn bit_words(&self) -> usize {
        (self.bits as usize).div_ceil(64)
    }

    /// The same for an event or element whose other fields can be looked up.
    fn with<'s>(&self, scene: Option<&'s Scene<'s>>) -> Program<'s>
    where
        'p: 's,
    {
        Program { scene, ..*self }
    }

    /// How many words the stack takes.
    fn stack_words(&self) -> usize {
        2 * (self.depth as usize + 1)
    }

    #[inline]
    fn slice(&self, slice: Slice) -> &'p [u8] {
        let start = slice.0 as usize;
        self.text.get(start..start + slice.1 as usize).unwrap_or(&[])
    }

    /// A key without its quotes.
    fn key(&self, key: &Key) -> &'p [u8] {
        match self.slice(key.quoted) {
            [_, text @ .., _] => text,
            _ => &[],
        }
    }

    #[inline]
    fn node(&self, node: u16) -> Node {
        self.nodes.get(node)
    }

    /// What there is to an object at a node that has keys.
    #[inline]
    fn object(&self, node: u16) -> Object {
        self.objects.get(node)
    }

    /// The keys that lead on from a node.
    fn keys_at(&self, node: u16) -> Table<'p, Key> {
        if self.has_keys(node) { self.keys.part(self.object(node).keys) } else { Table::new(&[]) }
    }

    /// Whether keys lead on from a node.
    #[inline]
    fn has_keys(&self, node: u16) -> bool {
        self.objects.has_row(node)
    }

    /// Whether it is told what one object must meet; otherwise it takes a search.
    fn has_goals(&self) -> bool {
        self.object(0).goals.1 > 0
    }

    fn can_sweep(&self) -> bool {
        self.reach > 0
    }

    /// The node that a key leads to if each part between its dots is a key of its own.
    fn find_by_dots(&self, mut node: u16, key: RawString<'_>) -> Option<u16> {
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

#[cfg(test)]
mod tests;
