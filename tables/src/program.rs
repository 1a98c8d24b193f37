//! The program of one rule.
//!
//! The tables describe a tree of *nodes*, one for each step of a field path. While the runtime reads an event, it
//! follows that tree and sets bits. A *leaf* sets its bit when a field at its node satisfies one of its tests. An
//! object's node has *goals*: sets of bits that a single object must have. Because each object must meet a goal on its
//! own, values from different elements of an array are never combined. A goal that is met sets a bit of the parent
//! object. If a goal of the event itself is met, the rule matches.

use crate::{NO_BIT, Row as _, Table};

images! {
    /// The tables of a program.
    pub struct ProgramImage {
        numbers {
            /// Number of bits that the runtime keeps while it reads an event.
            bits,
            /// Number of steps in the longest path.
            depth,
            /// Upper bound on the length, in bytes, of the JSON text of a key in the tables, including escapes. 0 if
            /// events cannot be swept because the program has no goals or too many key suffixes.
            max_key_len,
        }
        tables {
            /// Every string of the rule, in quotes. At least [`PADDING_BYTES`](crate::PADDING_BYTES) bytes follow.
            text: u8,
            /// The objects at nodes that have keys, in the order of the nodes.
            objects: Object,
            /// The steps of the field paths. The event is node 0, and nodes that have keys come before all others.
            nodes: Node,
            /// The keys that lead from one node to another.
            keys: Key,
            /// The leaves, ordered by node.
            leaves: Leaf,
            /// The alternatives of the leaves.
            tests: Test,
            /// The suffixes of dotted keys that may matter.
            key_suffixes: KeySuffix,
            /// A [`ColdImage`].
            cold: u8,
        }
    }

    /// The tables that are not needed for most events.
    pub struct ColdImage {
        numbers {}
        tables {
            /// An [`ExtensionImage`]. Empty for a rule without element scopes or field references.
            extensions: u8,
            /// The goals of objects.
            goals: Goal,
            /// The requirements of goals.
            requirements: Requirement,
            /// The bits to set when a field is present at a node, grouped by node.
            sightings: u16,
            /// The conjunctions, each a range of `conjunction_leaves`.
            conjunctions: Range,
            /// The leaf numbers of the conjunctions, ordered by path within each conjunction.
            conjunction_leaves: u16,
        }
    }

    /// The tables for element scopes and field references, which EventBridge patterns do not have.
    pub struct ExtensionImage {
        numbers {}
        tables {
            /// The element scopes.
            scopes: Scope,
            /// The scopes of each conjunction, as a range of `conjunction_scopes`.
            conjunctions: Range,
            /// The scope numbers of the conjunctions.
            conjunction_scopes: u16,
            /// The programs for field references that start at the event. Empty in nested programs.
            event_field_refs: Slice,
            /// The programs for field references that start at the element on which this program runs.
            element_field_refs: Slice,
            /// The encoded programs for scopes and field references, one after another.
            programs: u8,
        }
    }
}

rows! {
    /// A range of rows in another table.
    #[derive(Default, Eq)]
    pub struct Range {
        /// Number of the first row.
        start: u16,
        /// Number of rows.
        length: u16,
    }

    /// A range of rows in a table that may have more than 65,535 rows.
    #[derive(Default, Eq)]
    pub struct LongRange {
        /// Number of the first row.
        start: u32,
        /// Number of rows.
        length: u32,
    }

    /// A range of bytes.
    #[derive(Default, Eq)]
    pub struct Slice {
        /// Offset of the first byte.
        start: u32,
        /// Length in bytes.
        length: u32,
    }

    /// A step of a field path.
    pub struct Node {
        /// The leaves for the field at this node.
        leaves: Range,
        /// The bits to set when the field is present.
        sightings: Range,
    }

    /// An object at a node that has keys.
    pub struct Object {
        /// Like `suffix_hashes`, but for the dotted keys that matter in this object. This is the first field, because
        /// [`ARRAY`] relies on its position.
        dotted_suffix_hashes: u64,
        /// A mask with a bit for each key. The number of the bit is the hash of the key's last three bytes and closing
        /// quote.
        suffix_hashes: u64,
        /// Equal to `suffix_hashes` if the keys are in the order of those bits, otherwise 0. If several keys have the
        /// same bit, all but the first of them come after the ordered keys.
        suffix_order: u64,
        /// A mask of the bits that the only goal requires. 0 if there are several goals, or if the goal has
        /// requirements other than bits among the first 64.
        required_bits: u64,
        /// A mask of the bits in `bits` that are among the first 64.
        first_bits: u64,
        /// The keys of this object.
        keys: Range,
        /// The goals of this object.
        goals: Range,
        /// The bits that belong to this object. They are cleared when an object at this node begins.
        bits: Range,
        /// The suffixes of dotted keys that lead to nodes below the child nodes.
        dotted_suffixes: Range,
        /// The bit of the parent object that is set when a key leads to this object or to an array of such objects. It is
        /// used to detect repeated keys. The plain pass also sets the next bit if the key leads to an array.
        entered: u16,
        /// The bit that the only goal sets; [`NO_BIT`] if there are several goals.
        goal: u16,
        /// Whether the only goal, once met, stays met regardless of what follows in the event.
        is_final: bool,
        /// Whether the rest of the object is irrelevant once the bit of the only goal is set.
        is_skippable: bool,
        /// The node of the parent object.
        parent: u16,
    }

    /// A key and the node that it leads to.
    pub struct Key {
        /// The key in quotes. If the value must be one exact string, a colon and that string in quotes follow the key.
        quoted: Slice,
        /// Number of bytes to compare: the key in quotes and, if present, the colon and the string in quotes.
        compared_len: u32,
        /// The node.
        node: u16,
        /// The leaf, if the value has to satisfy exactly one leaf and nothing else depends on the value.
        leaf: u16,
        /// The bit of `leaf`, which is among the first 64, or [`NO_BIT`] if there is no such leaf. Always [`NO_BIT`] in
        /// sets.
        bit: u16,
        /// The next key with the same suffix hash; 0 if there is none.
        next: u16,
        /// The value that the rule expects.
        value: ExpectedValue,
    }

    /// The suffix of a dotted key: its last eight bytes. If the key is shorter, the quote or dot before the key is
    /// included.
    #[derive(Eq)]
    pub struct KeySuffix {
        /// The bytes before the closing quote, with the first byte in the lowest bits. Unused low bits are zero.
        bytes: u64,
        /// Number of unused low bits.
        shift: u8,
    }

    /// A leaf: a list of alternatives for the field at a node.
    pub struct Leaf {
        /// The last key of the path, in quotes.
        last_key: Slice,
        /// The alternatives.
        tests: Range,
        /// The node of the field.
        node: u16,
        /// The bit to set when an alternative is satisfied.
        bit: u16,
        /// Whether the absence of the field satisfies the leaf.
        accepts_absence: bool,
        /// Whether the rule can match only if a field satisfies this leaf.
        is_needed: bool,
        /// Offsets of two bytes in `last_key` that are rare in events; `(0, 0)` if there are none.
        rare_bytes: (u8, u8),
    }

    /// A set of requirements that one object must satisfy.
    pub struct Goal {
        /// A mask of the required bits, or 0 if the goal has requirements other than bits among the first 64.
        required_bits: u64,
        /// The requirements.
        requirements: Range,
        /// The bit to set, which belongs to the parent object. [`NO_BIT`] for the goals of the event.
        bit: u16,
        /// Whether the goal, once met, stays met regardless of what follows in the event. This holds if neither the
        /// goal nor a goal that it depends on requires an unset bit.
        is_final: bool,
    }

    /// One requirement of a goal. It is satisfied if either condition holds. A condition on [`NO_BIT`] never holds.
    #[derive(Eq)]
    pub struct Requirement {
        /// Satisfied if this bit is set.
        set: u16,
        /// Satisfied if this bit is not set when the object ends.
        unset: u16,
    }

    /// An element scope: a condition on the elements of an array.
    pub struct Scope {
        /// The program of the scope's rule, within the `programs` of the enclosing program. Empty for a nested scope
        /// that the enclosing program's pass evaluates.
        program: Slice,
        /// For [`Quantifier::Count`], the minimum number of matching elements.
        min_count: u32,
        /// For [`Quantifier::Count`], the maximum number of matching elements.
        max_count: u32,
        /// The node of the elements.
        node: u16,
        /// The node of the object to which the condition applies: the event, or an element of the enclosing scope.
        root: u16,
        /// The bit to set when an element matches (`$any`, `$none`), an element does not match (`$all`), or the number
        /// of matching elements is in range (`$count`).
        bit: u16,
        /// The bit that is set when the current element matches, if the pass over the event evaluates the elements.
        /// [`NO_BIT`] if `program` evaluates them.
        matched: u16,
        /// The number of elements that must match.
        quantifier: Quantifier,
    }

    /// Identifies a field reference (`$field`).
    #[derive(Eq)]
    pub struct FieldRefId {
        /// Index into `element_field_refs` or `event_field_refs` of [`ExtensionImage`].
        number: u16,
        /// Whether the path starts at the element. Otherwise it starts at the event.
        is_relative: bool,
    }

    /// One end of a numeric range.
    pub struct Bound {
        /// The bound; infinite if the range has no bound on this side.
        value: f64,
        /// Whether the range includes the bound.
        inclusive: bool,
    }
}

tagged_rows! {
    /// The value that a rule expects for a key.
    #[derive(Eq)]
    pub enum ExpectedValue {
        /// A value to which none of the special cases below applies.
        Any = 0,
        /// One exact string without characters that must be escaped in JSON, required by a single leaf.
        Exact = 1,
        /// A value that must satisfy a single leaf.
        Simple = 2,
        /// An object or array with fields that matter.
        Open = 3,
    }
}

tagged_rows! {
    /// The number of array elements that must match.
    #[derive(Eq)]
    pub enum Quantifier {
        /// At least one element.
        Any = 0,
        /// All elements.
        All = 1,
        /// No element.
        None = 2,
        /// A number of elements within a range.
        Count = 3,
    }
}

tagged_rows! {
    /// One end of a numeric range: a number or a field reference.
    pub enum Limit {
        /// No limit.
        Open = 0,
        /// A number.
        Number(bound: Bound) = 1,
        /// The value of a referenced field, and whether the range includes it.
        Field(field: FieldRefId, inclusive: bool) = 2,
    }
}

tagged_rows! {
    /// One alternative of a leaf.
    pub enum Test {
        /// No value.
        Never = 0,
        /// Any value.
        Any = 1,
        /// `null`.
        Null = 2,
        /// This Boolean value.
        Boolean(value: bool) = 3,
        /// This string.
        String(text: Slice) = 4,
        /// A string with this prefix.
        Prefix(text: Slice) = 5,
        /// A string with this suffix.
        Suffix(text: Slice) = 6,
        /// This string, ignoring case.
        StringIgnoreCase(text: Slice) = 7,
        /// A string with this prefix, ignoring case.
        PrefixIgnoreCase(text: Slice) = 8,
        /// A string with this suffix, ignoring case.
        SuffixIgnoreCase(text: Slice) = 9,
        /// A string that matches this wildcard.
        Wildcard(form: Slice) = 10,
        /// A string that is an IP address in this block. `address` has 4 or 16 bytes.
        Block(address: Slice, mask_bits: u8) = 11,
        /// A number equal to this value.
        Number(value: f64) = 12,
        /// A number that is written exactly like this.
        NumberText(text: Slice) = 13,
        /// A number whose text starts with a digit from 1 to 9.
        NumberByFirstDigit = 14,
        /// A number within a range.
        Between(lower: Bound, upper: Bound) = 15,
        /// One of these strings, which are sorted by their bytes.
        OneOfStrings(tests: LongRange) = 16,
        /// One of these numbers, which are sorted.
        OneOfNumbers(tests: LongRange) = 17,
        /// A value that none of these tests accepts.
        Not(tests: LongRange) = 18,
        /// Any value except this string.
        NotString(text: Slice) = 19,
        /// Any value except a number equal to this value.
        NotNumber(value: f64) = 20,
        /// The value of a referenced field.
        Field(field: FieldRefId) = 21,
        /// A value that none of these tests accepts, where some of the tests are field references.
        NotFields(tests: LongRange) = 22,
        /// A number within a range whose limits may be field references.
        BetweenFields(lower: Limit, upper: Limit) = 23,
    }
}

/// The bytes of an [`Object`].
pub type ObjectRow = [u8; Object::SIZE];

/// The row that is used for an array, which has no keys. All bits of `dotted_suffix_hashes` are set, so every dotted
/// key in the array is examined.
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
    /// Returns the bytes of a row, so that the caller can read only the fields that it needs.
    ///
    /// # Panics
    /// Panics if there is no row with this number.
    #[inline(always)]
    #[must_use]
    pub fn row(self, number: u16) -> &'t ObjectRow {
        self.row_bytes(number).first_chunk().unwrap_or(&ARRAY)
    }
}

impl Object {
    /// An object without keys, goals or bits.
    pub const NONE: Self = {
        let none = Range { start: 0, length: 0 };
        Self {
            dotted_suffix_hashes: 0,
            suffix_hashes: 0,
            suffix_order: 0,
            required_bits: 0,
            first_bits: 0,
            keys: none,
            goals: none,
            bits: none,
            dotted_suffixes: none,
            entered: NO_BIT,
            goal: NO_BIT,
            is_final: false,
            is_skippable: false,
            parent: 0,
        }
    };
}

impl Slice {
    /// Packs the bits of a number into the two halves of a slice.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "extracts parts of an integer")]
    pub const fn of_number(number: f64) -> Self {
        let bits = number.to_bits();
        Self { start: bits as u32, length: (bits >> u32::BITS) as u32 }
    }

    /// Returns the number that was packed by [`Slice::of_number`].
    #[inline(always)]
    #[must_use]
    pub const fn number(self) -> f64 {
        f64::from_bits(self.start as u64 | (self.length as u64) << u32::BITS)
    }
}

impl KeySuffix {
    /// Returns the suffix of `key` if the byte before the key is `before`: a quote, or the dot of a longer key.
    #[must_use]
    pub fn of(key: &[u8], before: u8) -> Self {
        let (mut bytes, mut shift) = (0, u64::BITS);
        for &byte in key.iter().rev().chain([&before]).take(size_of::<u64>()) {
            shift -= u8::BITS;
            bytes |= u64::from(byte) << shift;
        }
        // This cannot fail: `shift` is at most 64.
        Self { bytes, shift: u8::try_from(shift).unwrap_or(0) }
    }

    /// Whether a key has this suffix. `bytes` contains the eight bytes before the closing quote, with the first byte in
    /// the lowest bits.
    #[inline]
    #[must_use]
    pub fn matches(self, bytes: u64) -> bool {
        (bytes ^ self.bytes) >> (self.shift % 64) == 0
    }
}
