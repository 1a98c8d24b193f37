//! A rule on its own: its program.
//!
//! The tables describe a tree of *nodes*, one for each step of a field path. Reading an event, the runtime moves along that tree
//! and keeps bits. A *leaf* sets its bit when a field at its node satisfies one of its tests. At an object's node there are
//! *goals*: requirements on the bits below that one object must meet on its own, which keeps the elements of an array apart. A
//! goal that is met sets a bit one level up; a goal of the event itself decides.

use crate::{NO_BIT, Row as _, Table};

images! {
    /// The tables of a program.
    pub struct ProgramImage {
        numbers {
            /// How many bits there are.
            bits,
            /// How many steps the longest path has.
            depth,
            /// How many bytes a key that matters can be long, however it is written; 0 if an event cannot be swept, because it
            /// would take too much to say how keys end, or what one object must meet.
            reach,
        }
        tables {
            /// Every string of the rule in quotes. At least [`SPARE_BYTES`](crate::SPARE_BYTES) bytes follow.
            text: u8,
            /// What is known of objects at nodes that have keys, in the order of the nodes.
            objects: Object,
            /// The steps of the field paths: first those that have keys, and first of all the event.
            nodes: Node,
            /// The keys that lead from nodes to nodes.
            keys: Key,
            /// The conditions on fields.
            leaves: Leaf,
            /// The alternatives of the leaves.
            tests: Test,
            /// How keys with dots end that matter.
            tails: Tail,
            /// A [`RareImage`]: what most events are decided without.
            rare: u8,
        }
    }

    /// The tables that most events are decided without.
    pub struct RareImage {
        numbers {}
        tables {
            /// An [`ExtensionImage`]; empty for a rule that the service could decide.
            extensions: u8,
            /// What objects must meet.
            goals: Goal,
            /// What the goals require.
            requirements: Requirement,
            /// The bits that say that a field was seen, by node.
            sightings: u16,
            /// The leaves that must hold together, each conjunction in the order of its paths.
            conjunctions: Range,
            /// The numbers of those leaves.
            conjunction_leaves: u16,
        }
    }

    /// What the service's patterns do not have: element scopes and references to other fields.
    pub struct ExtensionImage {
        numbers {}
        tables {
            /// The scopes.
            scopes: Scope,
            /// The scopes of each conjunction.
            conjunctions: Range,
            /// The numbers of those scopes.
            conjunction_scopes: u16,
            /// The programs of the paths that start at the event; of the event's own program only.
            event_references: Slice,
            /// The programs of the paths that start at the element that the program is for.
            element_references: Slice,
            /// The programs of the scopes and paths, one after the other.
            programs: u8,
        }
    }
}

rows! {
    /// A run of rows in another table.
    #[derive(Default, Eq)]
    pub struct Range {
        /// The number of the first.
        start: u16,
        /// How many there are.
        length: u16,
    }

    /// A run of rows in a table that may have many.
    #[derive(Default, Eq)]
    pub struct LongRange {
        /// The number of the first.
        start: u32,
        /// How many there are.
        length: u32,
    }

    /// A run of bytes.
    #[derive(Default, Eq)]
    pub struct Slice {
        /// Where it starts.
        start: u32,
        /// How many bytes there are.
        length: u32,
    }

    /// A step of a field path.
    pub struct Node {
        /// The leaves for the field here.
        leaves: Range,
        /// The bits to set when a field is seen here.
        sightings: Range,
    }

    /// An object at a node that has keys.
    pub struct Object {
        /// A bit for the end of each key with dots that matters here, as in `endings`. It is the first field, for [`ARRAY`].
        dotted_endings: u64,
        /// A bit for the end of each key: the hash of its last three bytes and the closing quote.
        endings: u64,
        /// `endings`, if the keys are in the order of these bits, otherwise 0. Keys that end like one before come last.
        ranks: u64,
        /// The bits that the only goal requires; 0 if there are more goals, or it requires more.
        all: u64,
        /// Those of `bits` that are among the first 64, as a mask.
        first_bits: u64,
        /// The keys that lead on from here.
        keys: Range,
        /// What an object here must meet.
        goals: Range,
        /// The bits that belong to an object here and are cleared when one begins.
        bits: Range,
        /// How keys with dots end that lead below the nodes that come next.
        dotted: Range,
        /// The bit that says that a key led here before, in the same object.
        entered: u16,
        /// The bit of the only goal.
        goal: u16,
        /// Whether nothing that comes later in the event can undo it.
        is_final: bool,
        /// Whether nothing in an object here matters once that bit is set.
        is_skipped: bool,
        /// The node of the object around.
        around: u16,
    }

    /// A key and the node it leads to.
    pub struct Key {
        /// The key in quotes. If the value must be one string, a colon and that string in quotes follow.
        quoted: Slice,
        /// How long all of that is.
        compared: u32,
        /// The node.
        node: u16,
        /// If the value must satisfy one leaf: the leaf.
        leaf: u16,
        /// Its bit, which is among the first 64.
        bit: u16,
        /// Another key that ends in the same way; 0 for none.
        next: u16,
        /// What the value must be.
        value: Value,
    }

    /// How a key with dots ends: its last eight bytes, or as many as it has.
    #[derive(Eq)]
    pub struct Tail {
        /// The bytes right before the closing quote, the first of them the lowest. Those that do not count are zero.
        bytes: u64,
        /// How many bits do not count.
        shift: u8,
    }

    /// A condition on a field.
    pub struct Leaf {
        /// The last key of the path in quotes.
        last_key: Slice,
        /// Its alternatives.
        tests: Range,
        /// The node of the field.
        node: u16,
        /// The bit to set when one of them is satisfied.
        bit: u16,
        /// Whether the absence of the field satisfies the leaf.
        accepts_absence: bool,
        /// Whether the rule cannot match without a field that satisfies the leaf.
        is_needed: bool,
        /// Two places in the last key, its quotes included, at which it has bytes that are rare in events.
        rare: (u8, u8),
    }

    /// What an object must meet: all of the requirements.
    pub struct Goal {
        /// The bits that must be set, if that is all there is to it and they are among the first 64; otherwise 0.
        all: u64,
        /// The requirements.
        requirements: Range,
        /// The bit to set, which belongs to the object one level up. The event's own goals have none.
        bit: u16,
        /// Whether nothing that comes later in the event can undo it: no requirement here or further in is that a bit is not
        /// set.
        is_final: bool,
    }

    /// One requirement of a goal: a bit is set, or another is not. Either may be [`NO_BIT`].
    #[derive(Eq)]
    pub struct Requirement {
        /// Met if this bit is set.
        set: u16,
        /// Met if this bit is not set when the object ends.
        unset: u16,
    }

    /// A condition on the elements of an array.
    pub struct Scope {
        /// The program of its rule, among those of the program that it belongs to. Empty for a scope inside one that is decided
        /// by the same pass.
        program: Slice,
        /// How many elements must match at least, of [`Quantifier::Count`].
        least: u32,
        /// How many may match at most, of [`Quantifier::Count`].
        most: u32,
        /// The node where the elements are.
        node: u16,
        /// The node of what the scope is a condition on: the event, or the elements of the scope around.
        root: u16,
        /// The bit to set when an element matches, does not match, or as many as required did.
        bit: u16,
        /// The bit that says that an element matched, if the pass over the event decides that; otherwise [`NO_BIT`], and the
        /// program does.
        matched: u16,
        /// How many of the elements must match.
        quantifier: Quantifier,
    }

    /// Another field, by its number.
    #[derive(Eq)]
    pub struct FieldNumber {
        /// Which one.
        number: u16,
        /// Whether its path starts at the element; otherwise at the event.
        is_relative: bool,
    }

    /// An end of a range of numbers.
    pub struct Bound {
        /// The number; infinite for no bound.
        value: f64,
        /// Whether the number itself is inside.
        inclusive: bool,
    }
}

tagged_rows! {
    /// What the value of a key must be.
    #[derive(Eq)]
    pub enum Value {
        /// Anything else.
        Any = 0,
        /// One string in which JSON escapes nothing, for one leaf, and nothing else.
        Exact = 1,
        /// What satisfies one leaf, and nothing else.
        Simple = 2,
        /// An object or array with fields further in, and nothing else.
        Open = 3,
    }
}

tagged_rows! {
    /// How many elements of an array must match.
    #[derive(Eq)]
    pub enum Quantifier {
        /// At least one.
        Any = 0,
        /// All.
        All = 1,
        /// No element.
        None = 2,
        /// A number in a range.
        Count = 3,
    }
}

tagged_rows! {
    /// An end of a range that may be another field.
    pub enum Limit {
        /// No end.
        Open = 0,
        /// A number.
        Number(bound: Bound) = 1,
        /// The value of another field, and whether that is inside.
        Field(field: FieldNumber, inclusive: bool) = 2,
    }
}

tagged_rows! {
    /// One alternative of a leaf.
    pub enum Test {
        /// No value.
        Never = 0,
        /// Any value.
        Any = 1,
        /// `null`
        Null = 2,
        /// `true` or `false`
        Boolean(value: bool) = 3,
        /// This string.
        Text(text: Slice) = 4,
        /// A string that starts so.
        Prefix(text: Slice) = 5,
        /// A string that ends so.
        Suffix(text: Slice) = 6,
        /// This string but for case.
        TextIgnoreCase(text: Slice) = 7,
        /// A string that starts so but for case.
        PrefixIgnoreCase(text: Slice) = 8,
        /// A string that ends so but for case.
        SuffixIgnoreCase(text: Slice) = 9,
        /// A string of this form.
        Wildcard(form: Slice) = 10,
        /// A string that writes an address of this block: 4 or 16 bytes, and the number of mask bits.
        Block(address: Slice, mask_bits: u8) = 11,
        /// A number of this value.
        Number(value: f64) = 12,
        /// A number with this text.
        NumberText(text: Slice) = 13,
        /// A number whose text starts with a digit from 1 to 9.
        NumberByFirstDigit = 14,
        /// A number inside a range.
        Between(lower: Bound, upper: Bound) = 15,
        /// One of these strings, which are sorted by their bytes.
        OneText(tests: LongRange) = 16,
        /// One of these numbers, which are sorted.
        OneNumber(tests: LongRange) = 17,
        /// A value that none of these tests accepts.
        Not(tests: LongRange) = 18,
        /// Anything but this string.
        NotText(text: Slice) = 19,
        /// Anything but a number of this value.
        NotNumber(value: f64) = 20,
        /// The value of another field.
        Field(field: FieldNumber) = 21,
        /// A value that none of these tests accepts, some of which name other fields.
        NotFields(tests: LongRange) = 22,
        /// A number inside a range whose ends may be other fields.
        BetweenFields(lower: Limit, upper: Limit) = 23,
    }
}

/// An object, as bytes.
pub type ObjectRow = [u8; Object::SIZE];

/// In place of an object, what is known of an array: it has no keys, and any key with dots is looked at.
pub static ARRAY: ObjectRow = {
    let mut row = [0; Object::SIZE];
    let mut at = 0;
    while at < size_of::<u64>() {
        row[at] = u8::MAX;
        at += 1;
    }
    row
};

impl<'t> Table<'t, Object> {
    /// The row of a number, of which only those fields are read that are needed.
    ///
    /// # Panics
    /// There is no such row.
    #[inline(always)]
    #[must_use]
    pub fn row(self, number: u16) -> &'t ObjectRow {
        self.row_bytes(number).first_chunk().unwrap_or(&ARRAY)
    }
}

impl Object {
    /// An object in which nothing matters.
    pub const NONE: Self = {
        let none = Range { start: 0, length: 0 };
        Self {
            dotted_endings: 0,
            endings: 0,
            ranks: 0,
            all: 0,
            first_bits: 0,
            keys: none,
            goals: none,
            bits: none,
            dotted: none,
            entered: NO_BIT,
            goal: NO_BIT,
            is_final: false,
            is_skipped: false,
            around: 0,
        }
    };
}

impl Slice {
    /// The halves of the bits of a number, in place of a string.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "takes parts of a number")]
    pub const fn of_number(number: f64) -> Self {
        let bits = number.to_bits();
        Self { start: bits as u32, length: (bits >> u32::BITS) as u32 }
    }

    /// The number whose bits these are.
    #[inline(always)]
    #[must_use]
    pub const fn number(self) -> f64 {
        f64::from_bits(self.start as u64 | (self.length as u64) << u32::BITS)
    }
}

impl Tail {
    /// The end of a key with the byte before it: a quote, or the dot of a longer key.
    #[must_use]
    pub fn of(key: &[u8], before: u8) -> Self {
        let (mut bytes, mut shift) = (0, u64::BITS);
        for &byte in key.iter().rev().chain([&before]).take(size_of::<u64>()) {
            shift -= u8::BITS;
            bytes |= u64::from(byte) << shift;
        }
        // It is 64 at most.
        Self { bytes, shift: u8::try_from(shift).unwrap_or(0) }
    }

    /// Whether the eight bytes before the closing quote of a key, the first of them the lowest, end so.
    #[inline]
    #[must_use]
    pub fn fits(self, bytes: u64) -> bool {
        (bytes ^ self.bytes) >> (self.shift % 64) == 0
    }
}
