//! The tables of a set: many rules that are evaluated in one pass over an event.
//!
//! The pass records *facts*, which are bits: a field satisfies a leaf, an object meets a goal, or a rule matches. The
//! tables list the leaves that a value satisfies and the goals that wait for a fact. All tables except those for paths
//! grow only at the end, and their rows refer to each other by number ([`NONE`] ends a list). The cost of adding a rule
//! therefore depends on the rule, not on the size of the set.

use crate::NONE;
use crate::program::{Key, KeySuffix, LongRange, Node, Object, Slice, Test};

images! {
    /// The tables of a set.
    pub struct SetImage {
        numbers {
            /// Number of steps in the longest path.
            depth,
            /// Upper bound on the length, in bytes, of the JSON text of a key in the tables, including escapes. 0 if
            /// events cannot be swept.
            max_key_len,
        }
        tables {
            /// Every string of the rules, in quotes, followed by [`PADDING_BYTES`](crate::PADDING_BYTES) zeros.
            text: u8,
            /// The steps of the field paths. The event is node 0, and nodes that have keys come before all others.
            nodes: Node,
            /// The objects at nodes that have keys: the data that sets and programs have in common.
            objects: Object,
            /// The keys that lead from one node to another.
            keys: Key,
            /// The suffixes of dotted keys that may matter.
            key_suffixes: KeySuffix,
            /// The alternatives of leaves that are not in the table of values.
            tests: Test,
            /// The field at each node.
            fields: SetField,
            /// The objects at nodes that have keys: the data that only sets have.
            set_objects: SetObject,
            /// The facts that a field is present.
            sightings: Sighting,
            /// The hash table of values: the first entry of each slot. The number of slots is a power of two.
            slots: u32,
            /// The table of values.
            entries: Entry,
            /// The facts that follow from values, as linked lists.
            listed_facts: ListedFact,
            /// The lengths of prefixes and suffixes, as linked lists.
            affix_lengths: AffixLength,
            /// The leaves, or parts of leaves, that are not in the table of values.
            unlisted_leaves: UnlistedLeaf,
            /// For each fact, the first goal that waits for it. For each outcome, twice the number of the rule, plus
            /// one if the rule's own program must decide.
            facts: u32,
            /// For each word of facts, a mask of the facts that goals wait for.
            waiting: u64,
            /// The goals of objects.
            goals: SetGoal,
            /// The needs of goals.
            needs: Need,
        }
    }
}

rows! {
    /// The field at a node.
    pub struct SetField {
        /// The number that identifies the field in [`EntryKind::key`](crate::hash::EntryKind::key).
        id: u32,
        /// The head of the list of leaves that are not in the table of values.
        unlisted: u32,
        /// The facts that the field is present, one for each object in which its presence matters.
        sightings: LongRange,
        /// The fact that the leaf is satisfied, if the field has a single leaf and the leaf requires one exact string;
        /// [`NONE`] otherwise.
        only_fact: u32,
        /// The last key of the path, in quotes.
        last_key: Slice,
        /// The head of the list of accepted prefix lengths.
        prefixes: u32,
        /// The head of the list of accepted suffix lengths.
        suffixes: u32,
        /// The head of the list of leaves with prefixes or suffixes, for strings that cannot be looked up.
        affixes: u32,
        /// The node of the object that has the field.
        object: u16,
        /// A mask of the lengths, modulo 64, of the field's strings in the table of values.
        string_lengths: u64,
        /// The length of the longest of these strings.
        max_string_len: u32,
        /// Whether the table of values has numbers for the field.
        has_numbers: bool,
        /// Whether no rule can match unless a value of this field satisfies a leaf.
        is_needed: bool,
        /// Offsets of two bytes in `last_key` that are rare in events; `(0, 0)` if there are none.
        rare_bytes: (u8, u8),
        /// The head of the list of facts about leaves that accept everything except listed values.
        exclusions: u32,
        /// Whether the lookup of numbers can be deferred until the object ends, because no goal waits for the result.
        is_deferred: bool,
    }

    /// The objects at a node.
    pub struct SetObject {
        /// The head of the list of goals to check for every object at this node.
        unconditional: u32,
        /// The fact that the parent object has a key for this node, whose value is an object or array. The next fact is
        /// that the value is an array.
        entered: u32,
        /// The node of the parent object. For the event, the number after the last object, which represents the
        /// outcomes.
        parent: u16,
    }

    /// The fact that a field is present in an object.
    pub struct Sighting {
        /// The node of the object.
        object: u16,
        /// The fact.
        fact: u32,
    }

    /// A value that leaves accept or exclude.
    pub struct Entry {
        /// The field and the kind of the entry, packed by [`EntryKind::key`](crate::hash::EntryKind::key).
        key: u32,
        /// The string. For a number, its bits as packed by [`Slice::of_number`].
        value: Slice,
        /// The facts that follow from the value.
        facts: ListedFact,
        /// The next entry in the same slot.
        next: u32,
    }

    /// A fact in a linked list. The fact of the most recently added leaf comes first.
    pub struct ListedFact {
        /// The fact that a leaf is satisfied. In an [`Entry`], if [`EXCLUDED`] is set, every value *except* the value
        /// of the entry implies the fact.
        fact: u32,
        /// The next fact in the list.
        next: u32,
    }

    /// The length of a prefix or suffix that a leaf accepts.
    pub struct AffixLength {
        /// Length in bytes.
        length: u32,
        /// The next length in the list of the same field.
        next: u32,
    }

    /// A leaf, or the part of a leaf, that is not in the table of values.
    pub struct UnlistedLeaf {
        /// The alternatives.
        tests: LongRange,
        /// The fact that the leaf is satisfied.
        fact: u32,
        /// The next leaf in the list of the same field.
        next: u32,
    }

    /// A set of needs that one object must satisfy.
    pub struct SetGoal {
        /// The needs.
        needs: LongRange,
        /// The fact that the goal is met, which belongs to the parent object. For a goal of the event, the outcome.
        met: u32,
        /// The next goal in the list of goals that wait for the same fact, or that are checked for every object at the
        /// node.
        next: u32,
    }

    /// One need of a goal. It is satisfied if either condition holds. A condition on [`NONE`] never holds.
    #[derive(Eq, Hash)]
    pub struct Need {
        /// Satisfied if this fact holds.
        holds: u32,
        /// Satisfied if this fact does not hold when the object ends.
        holds_not: u32,
    }
}

/// The bit that marks an excluded value in a [`ListedFact`]. It is higher than all bits of fact numbers.
pub const EXCLUDED: u32 = 1 << 31;

impl SetField {
    /// Whether the field has leaves that are not in the table of values.
    #[inline(always)]
    #[must_use]
    pub const fn has_unlisted(&self) -> bool {
        self.affixes & self.unlisted != NONE
    }
}
