//! The rows of the tables.

/// A run of entries in another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range(pub(crate) u16, pub(crate) u16);

/// A run of tests, of which sets of rules have many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LongRange(pub(crate) u32, pub(crate) u32);

/// A run of bytes in the program's text: where it starts, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slice(pub(crate) u32, pub(crate) u32);

/// A step of a field path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// The leaves for the field here.
    pub(crate) leaves: Range,
    /// The bits to set when a field is seen here.
    pub(crate) sightings: Range,
}

/// An object at a node that has keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Object {
    /// The keys that lead on from here.
    pub(crate) keys: Range,
    /// What an object here must meet.
    pub(crate) goals: Range,
    /// The bits that belong to an object here and are cleared when one begins.
    pub(crate) bits: Range,
    /// Those of them that are among the first 64, as a mask.
    pub(crate) first_bits: u64,
    /// The bit that tells that a key led here before, in the same object.
    pub(crate) entered: u16,
    /// How the keys end: a bit for the hash of their last three bytes.
    pub(crate) endings: u64,
    /// The same for keys with dots that matter here.
    pub(crate) dotted_endings: u64,
    /// `endings`, if the keys are in the order of these bits, otherwise 0. Keys that end like one before come last.
    pub(crate) ranks: u64,
    /// How keys with dots end that lead below the nodes that come next.
    pub(crate) dotted: Range,
    /// The bits that the only goal asks for; 0 if there are more goals, or it asks for more.
    pub(crate) all: u64,
    /// The bit of that goal.
    pub(crate) goal: u16,
    /// Whether nothing that comes later in the event can undo it.
    pub(crate) is_final: bool,
    /// Whether nothing in an object here matters once that bit is set.
    pub(crate) is_skipped: bool,
    /// The node of the object around.
    pub(crate) around: u16,
}

/// A key and the node it leads to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// The key in quotes. If the value is asked to be one string, a colon and that string in quotes follow.
    pub(crate) quoted: Slice,
    /// How long all of that is.
    pub(crate) compared: u32,
    /// The node.
    pub(crate) node: u16,
    /// What is asked of the value.
    pub(crate) value: Value,
    /// If the value is asked to satisfy one leaf: the leaf.
    pub(crate) leaf: u16,
    /// Its bit, which is among the first 64.
    pub(crate) bit: u16,
    /// Another key that ends in the same way; 0 for none.
    pub(crate) next: u16,
}

/// What is asked of the value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
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
pub(crate) struct Tail {
    /// The bytes, right before the closing quote, the first of them the lowest. Those that do not count are zero.
    pub(crate) bytes: u64,
    /// How many bits do not count.
    pub(crate) shift: u8,
}

impl Tail {
    #[inline]
    pub(crate) fn fits(self, bytes: u64) -> bool {
        (bytes ^ self.bytes) >> (self.shift % 64) == 0
    }
}

/// A condition on a field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaf {
    /// The node of the field.
    pub(crate) node: u16,
    /// Its alternatives.
    pub(crate) tests: Range,
    /// The bit to set when one of them is satisfied.
    pub(crate) bit: u16,
    /// Whether the absence of the field satisfies the leaf.
    pub(crate) accepts_absence: bool,
    /// Whether the pattern cannot match without a field that satisfies the leaf.
    pub(crate) is_needed: bool,
    /// The last key of the path in quotes.
    pub(crate) last_key: Slice,
    /// Two places in that key, its quotes included, at which it has bytes that are rare in events.
    pub(crate) rare: (u8, u8),
}

/// What an object must meet: all of the requirements.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Goal {
    /// The requirements.
    pub(crate) requirements: Range,
    /// The bit to set, which belongs to the object one level up. The event's own goals have none.
    pub(crate) bit: u16,
    /// Whether nothing that comes later in the event can undo it: no requirement here or further in asks for a bit that
    /// is not set.
    pub(crate) is_final: bool,
    /// The bits that must be set, if that is all there is to it and they are among the first 64; otherwise 0.
    pub(crate) all: u64,
}

/// One requirement of a goal: a bit is set, or another is not. Either may be [`NO_BIT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Requirement {
    /// Met if this bit is set.
    pub(crate) set: u16,
    /// Met if this bit is not set when the object ends.
    pub(crate) unset: u16,
}

/// In place of a bit: none.
pub(crate) const NO_BIT: u16 = u16::MAX;

/// One alternative of a leaf.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Test {
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
pub(crate) struct Bound {
    /// The number; infinite for no bound.
    pub(crate) value: f64,
    /// Whether the number itself is inside.
    pub(crate) inclusive: bool,
}

/// Another field of the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FieldNumber {
    pub(crate) number: u16,
    /// Whether its path starts at the element; otherwise at the event.
    pub(crate) is_relative: bool,
}

/// An end of a range that may be another field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Limit {
    Number(Bound),
    /// The field, and whether its value is inside.
    Field(FieldNumber, bool),
}

/// The same as it stands in the tables, so that tests which name no fields stay short.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PackedLimit {
    /// Whether the end is inside, whether it is another field, and whether that starts at the element.
    pub(crate) flags: u8,
    /// The number, or the number of the field.
    pub(crate) bits: u64,
}

impl PackedLimit {
    #[allow(clippy::cast_possible_truncation, reason = "the number of a field has 16 bits")]
    pub(crate) fn unpack(self) -> Limit {
        let inclusive = self.flags & 1 != 0;
        if self.flags & 2 == 0 {
            return Limit::Number(Bound { value: f64::from_bits(self.bits), inclusive });
        }
        Limit::Field(FieldNumber { number: self.bits as u16, is_relative: self.flags & 4 != 0 }, inclusive)
    }
}
