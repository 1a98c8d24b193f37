//! A rule as tables for the runtime's engine, which says what each of them is for.
//!
//! The types mirror the runtime's. They are made here once and written as one string of bytes, which the macro makes a
//! `static` of and the dynamic matcher keeps.

mod alternatives;
mod beyond;
mod clause;
mod goal;
mod image;
mod lower;
mod rare;
mod set;
mod tail;
mod tree;
mod unfold;
mod writer;

pub use beyond::Beyond;
pub use goal::{Fact, Need};
pub use lower::Structure;
pub use lower::{TooLarge, lower};
pub use set::{Added, Set, SetTables, lower_set};

/// A rule as tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Program {
    /// Every string of the pattern, in quotes.
    pub text: Vec<u8>,
    /// The steps of the field paths: first those that have keys, and first of all the event.
    pub nodes: Vec<Node>,
    /// What there is to objects at nodes that have keys, in the same order.
    pub objects: Vec<Object>,
    /// The keys that lead from nodes to nodes.
    pub keys: Vec<Key>,
    /// The conditions on fields.
    pub leaves: Vec<Leaf>,
    /// The alternatives of the leaves.
    pub tests: Vec<Test>,
    /// What an object must meet.
    pub goals: Vec<Goal>,
    /// What the goals ask for.
    pub requirements: Vec<Requirement>,
    /// The bits that say that a field was seen, by node.
    pub sightings: Vec<u16>,
    /// The leaves that must hold together, in the order of their paths.
    pub conjunctions: Vec<Range>,
    /// The leaves of the conjunctions.
    pub conjunction_leaves: Vec<u16>,
    /// How many bits there are.
    pub bits: u16,
    /// How many steps the longest path has.
    pub depth: u16,
    /// How dotted keys end that matter, by node.
    pub tails: Vec<Tail>,
    /// How many bytes a key that matters can be long, however it is written; 0 if the nodes do not tell how keys end,
    /// because that would be too much, or what one object must meet.
    pub reach: u32,
    /// What the service's patterns do not have.
    pub beyond: Beyond,
}

impl Program {
    /// How many words of working space the engine wants: for the bits, for its stack, and for the search.
    #[must_use]
    pub fn scratch(&self) -> usize {
        let longest = self.conjunctions.iter().map(|leaves| usize::from(leaves.1)).max().unwrap_or(0);
        let Beyond { scopes, event_references, element_references, room, .. } = &self.beyond;
        let kept = scopes.len() + event_references.len() + element_references.len();
        usize::from(self.bits).div_ceil(64) + 2 * (usize::from(self.depth) + 1) + kept + longest.max(*room)
    }
}

/// A run of entries in another table: its start and its length.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Range(pub u16, pub u16);

impl Range {
    fn of(start: usize, length: usize) -> Result<Self, TooLarge> {
        Ok(Self(lower::small(start)?, lower::small(length)?))
    }
}

/// A run of tests, of which sets of rules have many: its start and its length.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LongRange(pub u32, pub u32);

impl LongRange {
    fn of(start: usize, length: usize) -> Result<Self, TooLarge> {
        let number = |number: usize| u32::try_from(number).map_err(|_| TooLarge);
        Ok(Self(number(start)?, number(length)?))
    }

    /// The same for a table that has fewer.
    fn short(self) -> Result<Range, TooLarge> {
        Range::of(self.0 as usize, self.1 as usize)
    }
}

/// How a key with dots ends: its last eight bytes, or as many as it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tail {
    /// The bytes, right before the closing quote, the first of them the lowest. Those that do not count are zero.
    pub bytes: u64,
    /// How many bits do not count.
    pub shift: u8,
}

/// A run of bytes in the text: its start and its length.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Slice(pub u32, pub u32);

/// A step of a field path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// The leaves for the field here.
    pub leaves: Range,
    /// The bits to set when a field is seen here.
    pub sightings: Range,
}

/// An object at a node that has keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Object {
    /// The keys that lead on.
    pub keys: Range,
    /// What an object here must meet.
    pub goals: Range,
    /// The bits that belong to an object here.
    pub bits: Range,
    /// Those of them that are among the first 64, as a mask.
    pub first_bits: u64,
    /// The bit that tells that a key led here before.
    pub entered: u16,
    /// How the keys end: a bit for the hash of their last three bytes.
    pub endings: u64,
    /// The same for keys with dots that matter here.
    pub dotted_endings: u64,
    /// `endings`, if the keys are in the order of these bits, otherwise 0.
    pub ranks: u64,
    /// How keys with dots end that lead below the nodes that come next.
    pub dotted: Range,
    /// The bits that the only goal asks for; 0 if there are more goals, or it asks for more.
    pub all: u64,
    /// The bit of that goal.
    pub goal: u16,
    /// Whether nothing later in the event can undo it.
    pub is_final: bool,
    /// Whether nothing in an object here matters once that bit is set.
    pub is_skipped: bool,
    /// The node of the object around.
    pub around: u16,
}

/// A key and the node it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The key in quotes. If the value is asked to be one string, a colon and that string in quotes follow.
    pub quoted: Slice,
    /// How long all of that is.
    pub compared: u32,
    /// The node.
    pub node: u16,
    /// What is asked of the value.
    pub value: Value,
    /// If that is one leaf: the leaf.
    pub leaf: u16,
    /// Its bit, which is among the first 64.
    pub bit: u16,
    /// Another key that ends in the same way; 0 for none.
    pub next: u16,
}

/// What is asked of the value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Anything else.
    Any = 0,
    /// To be one string in which JSON escapes nothing, by one leaf, and nothing else.
    Exact = 1,
    /// To satisfy one leaf, and nothing else.
    Simple = 2,
    /// To have fields further in, and nothing else.
    Open = 3,
}

/// A condition on a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// The node of the field.
    pub node: u16,
    /// Its alternatives.
    pub tests: Range,
    /// The bit to set.
    pub bit: u16,
    /// Whether absence satisfies the leaf.
    pub accepts_absence: bool,
    /// Whether the rule cannot match without a field that satisfies the leaf.
    pub is_needed: bool,
    /// The last key of the path in quotes.
    pub last_key: Slice,
    /// Two places of rare bytes in that key, its quotes included.
    pub rare: (u8, u8),
}

/// What an object must meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal {
    /// All of these.
    pub requirements: Range,
    /// The bit to set one level up, or [`NO_BIT`].
    pub bit: u16,
    /// Whether nothing later in the event can undo it.
    pub is_final: bool,
    /// The bits that must be set, if that is all there is to it and they are among the first 64; otherwise 0.
    pub all: u64,
}

/// One bit is set or the other is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Requirement {
    /// Met if this bit is set.
    pub set: u16,
    /// Met if this bit is not set when the object ends.
    pub unset: u16,
}

/// A condition on the elements of an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The program of its rule, among those of the program that it belongs to. None for a scope inside one that is decided
    /// by the same pass.
    pub program: Slice,
    /// How many elements must match at least, of `$count`.
    pub least: u32,
    /// How many may match at most, of `$count`.
    pub most: u32,
    /// The node where the elements are.
    pub node: u16,
    /// The node of what the scope is a condition on: the event, or the elements of the scope around.
    pub root: u16,
    /// The bit to set.
    pub bit: u16,
    /// The bit that tells that an element matched, if the pass over the event decides that; otherwise [`NO_BIT`], and the
    /// program does.
    pub matched: u16,
    /// Which scope it is: 0 to 3 for `$any`, `$all`, `$none`, `$count`.
    pub kind: u8,
}

/// In place of a bit: none.
pub const NO_BIT: u16 = u16::MAX;

/// One alternative of a leaf.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "each is the content filter of its name")]
pub enum Test {
    Any,
    Null,
    Boolean(bool),
    Text(Slice),
    Prefix(Slice),
    Suffix(Slice),
    TextIgnoreCase(Slice),
    PrefixIgnoreCase(Slice),
    SuffixIgnoreCase(Slice),
    Wildcard(Slice),
    Block(Slice, u8),
    Number(f64),
    NumberText(Slice),
    NumberByFirstDigit,
    Between(Bound, Bound),
    OneText(LongRange),
    OneNumber(LongRange),
    Not(LongRange),
    NotText(Slice),
    NotNumber(f64),
    Field(FieldNumber),
    NotFields(LongRange),
    Beside(Limit, Limit),
}

/// Another field of the event, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldNumber {
    /// Which one.
    pub number: u16,
    /// Whether its path starts at the element.
    pub is_relative: bool,
}

/// An end of a range that may be another field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// A number; infinite for none.
    Number(Bound),
    /// The value of another field.
    Field(FieldNumber, bool),
}

/// An end of a range of numbers; infinite for none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// The number.
    pub value: f64,
    /// Whether it is inside.
    pub inclusive: bool,
}

#[cfg(test)]
mod tests;
