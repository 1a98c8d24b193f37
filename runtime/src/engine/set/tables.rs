//! The tables of a set.

#![allow(clippy::inline_always, reason = "a few loads each, run for every value and object that matters")]

use crate::engine::format::{LongRange, OptionalTables, Program, Row, Slice, Table, eight, four, long_range, two};

/// Rules as tables. The macro makes it a constant.
#[derive(Debug, Clone, Copy)]
pub struct Set<'p> {
    /// The paths, the text and the tests. It has no leaves and goals of its own.
    pub(super) program: Program<'p>,
    /// What there is to the field at each node.
    pub(super) fields: Table<'p, Field>,
    /// What there is to the objects at each node that has keys.
    pub(super) objects: Table<'p, SetObject>,
    pub(super) sightings: Table<'p, Sighting>,
    /// By the hash of a value, the first entry that may be it. There is a power of two of them.
    pub(super) slots: Table<'p, u32>,
    pub(super) entries: Table<'p, Entry>,
    pub(super) listed: Table<'p, Listed>,
    pub(super) lengths: Table<'p, Length>,
    pub(super) others: Table<'p, Other>,
    /// For each fact, the first goal that waits for it; of the outcomes, what the outcome is.
    pub(super) facts: Table<'p, u32>,
    /// For each word of facts, those that goals wait for.
    pub(super) waiting: Table<'p, u64>,
    pub(super) goals: Table<'p, SetGoal>,
    pub(super) needs: Table<'p, Need>,
    /// How many words the facts take.
    pub(super) words: usize,
    /// How much working space the set itself wants.
    pub(super) scratch: usize,
}

/// In place of a number: none.
pub(super) const NONE: u32 = u32::MAX;

/// The field at a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    /// What values of the field are looked up by.
    pub(super) place: u32,
    /// The first leaf that stands in no table of values.
    pub(super) others: u32,
    /// The first fact that a leaf is satisfied that asks for anything but a list of values.
    pub(super) unlike: u32,
    pub(super) sightings: LongRange,
    /// If one leaf asks for one string: the fact that it is satisfied.
    pub(super) only: u32,
    /// The last key of the path in quotes, and two of its places with rare bytes.
    pub(super) last_key: Slice,
    pub(super) rare: (u8, u8),
    /// The first length of the starts of strings that leaves ask for, and that of the ends.
    pub(super) prefixes: u32,
    pub(super) suffixes: u32,
    /// The first leaf that asks for starts and ends, for strings that cannot be looked up.
    pub(super) affixes: u32,
    /// The node of the object that has the field.
    pub(super) object: u16,
    /// How long the strings are that are looked up: the bits of the lengths, as many as a word has.
    pub(super) text_lengths: u64,
    /// Whether numbers are.
    pub(super) has_numbers: bool,
    /// Whether no rule matches without a value here that satisfies a leaf.
    pub(super) is_needed: bool,
    /// Whether numbers can wait to be looked up until the object ends, because no goal waits for them.
    pub(super) is_late: bool,
}

impl Field {
    /// Whether there are leaves that stand in no table of values.
    #[inline(always)]
    pub(super) fn has_unlisted(&self) -> bool {
        self.affixes & self.others != NONE
    }
}

/// The objects at a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct SetObject {
    /// The first goal that every object here may meet.
    pub(super) unconditional: u32,
    /// The fact, of the object around, that a key led here.
    pub(super) entered: u32,
    /// The node of the object around; of the event, what the outcomes are facts about.
    pub(super) around: u16,
}

/// A fact that a field was seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sighting {
    /// The node of the object that it is about.
    pub(super) object: u16,
    pub(super) fact: u32,
}

/// A value that leaves ask for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The place of the field and the kind of the entry.
    pub(super) key: u32,
    /// The string; of a number, the halves of its bits.
    pub(super) value: Slice,
    /// The facts that follow from it.
    pub(super) facts: Listed,
    /// The next entry of the same slot.
    pub(super) next: u32,
}

/// A fact in a list, which goes from the last leaf to the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed {
    /// That a value satisfies a leaf. With [`EXCLUDED`] in the list of a value: a fact that does not follow from it, as it
    /// does from any other value.
    pub(super) fact: u32,
    /// The next one.
    pub(super) next: u32,
}

/// A bit that no number of a fact has.
pub(super) const EXCLUDED: u32 = 1 << 31;

/// How long the start or end of a string may be that a leaf asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    pub(super) length: u32,
    /// The next one for the same field.
    pub(super) next: u32,
}

/// A leaf, or what is left of it, that stands in no table of values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Other {
    pub(super) tests: LongRange,
    pub(super) fact: u32,
    /// The next one of the same field.
    pub(super) next: u32,
}

/// What an object must meet.
#[derive(Debug, Clone, Copy)]
pub(super) struct SetGoal {
    pub(super) needs: LongRange,
    /// The fact that it is met: of the object around, or of the event the outcome.
    pub(super) met: u32,
    /// The next goal that waits for the same.
    pub(super) next: u32,
}

/// A fact holds, or another does not. Either may be [`NONE`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    pub(super) holds: u32,
    pub(super) holds_not: u32,
}

/// How many tables there are.
pub(crate) const TABLES: usize = 18;
/// How many numbers of the whole set stand before them.
const NUMBERS: usize = 4;
/// How many bytes stand before them: the numbers, and how long each table is.
const HEADER: usize = size_of::<u32>() * (NUMBERS + TABLES);

const fn number(header: &[u8], place: usize) -> u32 {
    let at = size_of::<u32>() * place;
    u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
}

impl<'p> Set<'p> {
    /// Takes apart what the compiler of patterns put together.
    ///
    /// # Panics
    /// It was not put together for this version.
    #[must_use]
    pub const fn new(image: &'p [u8]) -> Self {
        let Some((header, mut rest)) = image.split_at_checked(HEADER) else { panic!("the tables are cut off") };
        let mut tables: [&[u8]; TABLES] = [&[]; TABLES];
        let mut place = 0;
        while place < TABLES {
            let length = number(header, NUMBERS + place) as usize;
            let Some((table, behind)) = rest.split_at_checked(length) else { panic!("the tables are cut off") };
            tables[place] = table;
            rest = behind;
            place += 1;
        }
        Self::of([number(header, 0), number(header, 1), number(header, 2), number(header, 3)], &tables)
    }

    /// A set of these numbers and tables.
    pub(crate) const fn of([depth, reach, words, scratch]: [u32; NUMBERS], tables: &[&'p [u8]; TABLES]) -> Self {
        let &[text, nodes, objects, keys, tails, tests, fields, set_objects, sightings, ..] = tables;
        let &[.., slots, entries, listed, lengths, others, facts, waiting, goals, needs] = tables;
        let program = Program {
            text,
            objects: Table::new(objects),
            nodes: Table::new(nodes),
            keys: Table::new(keys),
            leaves: Table::new(&[]),
            tests: Table::new(tests),
            tails: Table::new(tails),
            others: OptionalTables::NONE,
            bits: 0,
            depth,
            reach,
            scene: None,
        };
        Self {
            program,
            fields: Table::new(fields),
            objects: Table::new(set_objects),
            sightings: Table::new(sightings),
            slots: Table::new(slots),
            entries: Table::new(entries),
            listed: Table::new(listed),
            lengths: Table::new(lengths),
            others: Table::new(others),
            facts: Table::new(facts),
            waiting: Table::new(waiting),
            goals: Table::new(goals),
            needs: Table::new(needs),
            words: words as usize,
            scratch: scratch as usize,
        }
    }

    /// How many nodes have keys.
    pub(super) fn object_nodes(&self) -> u16 {
        self.objects.rows()
    }

    /// In place of the node of an object: what the outcomes are facts about.
    pub(super) fn outcomes(&self) -> u16 {
        self.object_nodes()
    }
}

impl Row for Field {
    const SIZE: usize = 59;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self {
            place: four(row, 0),
            others: four(row, 4),
            sightings: long_range(row, 8),
            only: four(row, 16),
            last_key: Slice::read(&row[20..28]),
            prefixes: four(row, 28),
            suffixes: four(row, 32),
            affixes: four(row, 36),
            object: two(row, 40),
            text_lengths: eight(row, 42),
            has_numbers: row[50] != 0,
            is_needed: row[51] != 0,
            rare: (row[52], row[53]),
            unlike: four(row, 54),
            is_late: row[58] != 0,
        }
    }
}

impl Row for SetObject {
    const SIZE: usize = 10;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self { unconditional: four(row, 0), entered: four(row, 4), around: two(row, 8) }
    }
}

impl Row for Sighting {
    const SIZE: usize = 8;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self { fact: four(row, 4), object: two(row, 0) }
    }
}

impl Row for Entry {
    const SIZE: usize = 24;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self {
            key: four(row, 0),
            value: Slice::read(&row[4..12]),
            facts: Listed { fact: four(row, 12), next: four(row, 16) },
            next: four(row, 20),
        }
    }
}

impl Row for Listed {
    const SIZE: usize = 8;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self { fact: four(row, 0), next: four(row, 4) }
    }
}

impl Row for Length {
    const SIZE: usize = 8;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self { length: four(row, 0), next: four(row, 4) }
    }
}

impl Row for Other {
    const SIZE: usize = 16;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self { tests: long_range(row, 0), fact: four(row, 8), next: four(row, 12) }
    }
}

impl Row for SetGoal {
    const SIZE: usize = 16;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self { needs: long_range(row, 0), met: four(row, 8), next: four(row, 12) }
    }
}

impl Row for Need {
    const SIZE: usize = 8;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self { holds: four(row, 0), holds_not: four(row, 4) }
    }
}
