//! Many rules that one pass over an event decides.
//!
//! The pass keeps *facts*, which are bits: a field satisfies a leaf, an object meets a goal, a rule matches. The tables say
//! which leaves a value satisfies, and which goals wait for a fact. All tables but those along the paths grow only at
//! their end and link their rows by numbers, of which [`NONE`] is none, so a rule is added at its own cost.

use crate::NONE;
use crate::program::{Key, LongRange, Node, Object, Slice, Tail, Test};

images! {
    /// The tables of a set.
    pub struct SetImage {
        numbers {
            /// How many steps the longest path has.
            depth,
            /// How many bytes a key that matters can be long, however it is written; 0 if an event cannot be swept.
            reach,
        }
        tables {
            /// Every string of the rules in quotes, and then as many zeros as there must be after it.
            text: u8,
            /// The steps of the field paths: first those that have keys, and first of all the event.
            nodes: Node,
            /// What is known of objects at nodes that have keys, as far as it is the same as in the program of a rule.
            objects: Object,
            /// The keys that lead from nodes to nodes.
            keys: Key,
            /// How keys with dots end that matter.
            tails: Tail,
            /// The alternatives of leaves that are not in the table of values.
            tests: Test,
            /// What is known of the field at each node.
            fields: Field,
            /// What else is known of the objects at nodes that have keys.
            set_objects: SetObject,
            /// The facts that a field was seen.
            sightings: Sighting,
            /// By the hash of a value, the first entry that may be it. There is a power of two of them.
            slots: u32,
            /// The table of values.
            entries: Entry,
            /// The facts that follow from values.
            listed: Listed,
            /// The lengths of prefixes and suffixes.
            lengths: Length,
            /// The leaves, or what is left of them, that are not in the table of values.
            others: Other,
            /// For each fact, the first goal that waits for it; of the outcomes, what the outcome is: twice the number of the rule,
            /// and one more if its own program must decide.
            facts: u32,
            /// For each word of facts, those that goals wait for.
            waiting: u64,
            /// What objects must meet.
            goals: SetGoal,
            /// What the goals need.
            needs: Need,
        }
    }
}

rows! {
    /// The field at a node.
    pub struct Field {
        /// The number that its values are looked up by.
        place: u32,
        /// The first leaf that is not in the table of values.
        others: u32,
        /// The facts that the field was seen.
        sightings: LongRange,
        /// If there is one leaf, which requires one string: the fact that it is satisfied.
        only: u32,
        /// The last key of the path in quotes.
        last_key: Slice,
        /// The first length of the prefixes that leaves require.
        prefixes: u32,
        /// The first length of the suffixes that leaves require.
        suffixes: u32,
        /// The first leaf that requires prefixes and suffixes, for strings that cannot be looked up.
        affixes: u32,
        /// The node of the object that has the field.
        object: u16,
        /// How long the strings are that are looked up: the bits of the lengths modulo 64.
        text_lengths: u64,
        /// Whether numbers are looked up.
        has_numbers: bool,
        /// Whether no rule matches without a value here that satisfies a leaf.
        is_needed: bool,
        /// Two places in the last key, its quotes included, at which it has bytes that are rare in events.
        rare: (u8, u8),
        /// The first fact that a leaf is satisfied that accepts anything but a list of values.
        unlike: u32,
        /// Whether numbers can wait to be looked up until the object ends, because no goal waits for them.
        is_late: bool,
    }

    /// The objects at a node.
    pub struct SetObject {
        /// The first goal that every object here may meet.
        unconditional: u32,
        /// The fact, of the object around, that a key led here.
        entered: u32,
        /// The node of the object around; of the event, what the outcomes are facts about.
        around: u16,
    }

    /// A fact that a field was seen.
    pub struct Sighting {
        /// The node of the object that it is about.
        object: u16,
        /// The fact.
        fact: u32,
    }

    /// A value that leaves require or exclude.
    pub struct Entry {
        /// The place of the field and the kind of the entry, as [`hash::Kind::key`](crate::hash::Kind::key) makes it.
        key: u32,
        /// The string; of a number, the halves of its bits.
        value: Slice,
        /// The facts that follow from it.
        facts: Listed,
        /// The next entry of the same slot.
        next: u32,
    }

    /// A fact in a list, which goes from the last leaf to the first.
    pub struct Listed {
        /// That a value satisfies a leaf. With [`EXCLUDED`] in the list of a value: a fact that does not follow from it, as it
        /// does from any other value.
        fact: u32,
        /// The next one.
        next: u32,
    }

    /// How long a prefix or suffix may be that a leaf requires.
    pub struct Length {
        /// In bytes.
        length: u32,
        /// The next one for the same field.
        next: u32,
    }

    /// A leaf, or what is left of it, that is not in the table of values.
    pub struct Other {
        /// Its alternatives.
        tests: LongRange,
        /// The fact that it is satisfied.
        fact: u32,
        /// The next one of the same field.
        next: u32,
    }

    /// What an object must meet.
    pub struct SetGoal {
        /// All of these.
        needs: LongRange,
        /// The fact that it is met: of the object around, or of the event the outcome.
        met: u32,
        /// The next goal that waits for the same.
        next: u32,
    }

    /// A fact holds, or another does not. Either may be [`NONE`].
    #[derive(Eq, Hash)]
    pub struct Need {
        /// Met if this fact holds.
        holds: u32,
        /// Met if this fact does not hold when the object ends.
        holds_not: u32,
    }
}

/// A bit that no number of a fact has: see [`Listed`].
pub const EXCLUDED: u32 = 1 << 31;

impl Field {
    /// Whether there are leaves that are not in the table of values.
    #[inline(always)]
    #[must_use]
    pub const fn has_unlisted(&self) -> bool {
        self.affixes & self.others != NONE
    }
}
