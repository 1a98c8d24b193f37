//! A program as one string of bytes, taken apart.

use super::{Goal, Program, Range, Requirement, Row, Table};

impl<'p> Program<'p> {
    /// Takes apart what the compiler of patterns put together: numbers, the length of each table, and the tables.
    ///
    /// # Panics
    /// It was not put together for this version.
    #[inline]
    pub(crate) fn new(image: &'p [u8]) -> Self {
        match Self::read(image) {
            Some(program) => program,
            None => panic!("the tables are cut off"),
        }
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a few loads, for each event")]
    fn read(image: &'p [u8]) -> Option<Self> {
        let (header, text) = image.split_first_chunk::<HEADER>()?;
        let mut rest = text.get(length(header, 0)..)?;
        let mut table = |place: usize| {
            let (table, behind) = rest.split_at_checked(length(header, place))?;
            rest = behind;
            Some(table)
        };
        Some(Self {
            text,
            objects: Table::new(table(1)?),
            nodes: Table::new(table(2)?),
            keys: Table::new(table(3)?),
            leaves: Table::new(table(4)?),
            tests: Table::new(table(5)?),
            tails: Table::new(table(6)?),
            others: OptionalTables { header, tables: rest },
            bits: number(header, 0),
            depth: number(header, 1),
            reach: number(header, 2),
            scene: None,
        })
    }
}

/// The tables that most events are decided without. They are found when they are asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OptionalTables<'p> {
    header: &'p [u8; HEADER],
    tables: &'p [u8],
}

impl<'p> OptionalTables<'p> {
    /// No tables.
    pub(crate) const NONE: Self = Self { header: &[0; HEADER], tables: &[] };

    /// What an object must meet.
    pub(crate) fn goals(self) -> Table<'p, Goal> {
        self.table(7)
    }

    /// What the goals ask for.
    pub(crate) fn requirements(self) -> Table<'p, Requirement> {
        self.table(8)
    }

    /// The bits that say that a field was seen, by node.
    pub(crate) fn sightings(self) -> Table<'p, u16> {
        self.table(9)
    }

    /// The leaves that must hold together, for the search that repeated keys make necessary: each conjunction in the order of
    /// its paths.
    pub(crate) fn conjunctions(self) -> Table<'p, Range> {
        self.table(10)
    }

    /// The leaves of the conjunctions.
    pub(crate) fn conjunction_leaves(self) -> Table<'p, u16> {
        self.table(11)
    }

    /// The tables that programs for patterns of the service do not have.
    pub(crate) fn extensions(self) -> &'p [u8] {
        self.bytes(EXTENSIONS)
    }

    /// Whether there are such tables.
    #[inline]
    pub(crate) fn has_extensions(self) -> bool {
        length(self.header, EXTENSIONS) > 0
    }

    fn table<R: Row>(self, place: usize) -> Table<'p, R> {
        Table::new(self.bytes(place))
    }

    #[inline]
    fn bytes(self, place: usize) -> &'p [u8] {
        let start = (FIRST_OTHER..place).map(|before| length(self.header, before)).sum();
        let tables = self.tables.get(start..).unwrap_or(&[]);
        tables.get(..length(self.header, place)).unwrap_or(&[])
    }
}

/// The place of the first table that is found when it is asked for.
const FIRST_OTHER: usize = 7;
/// The place of the last one.
const EXTENSIONS: usize = 12;
/// How many numbers of the whole program stand first.
const NUMBERS: usize = 3;
/// How many bytes stand before the text: the numbers, and how long the text and each of the twelve tables are.
const HEADER: usize = size_of::<u32>() * (NUMBERS + EXTENSIONS + 1);

#[inline(always)]
#[allow(clippy::inline_always, reason = "one load, if the place is known")]
fn length(header: &[u8; HEADER], place: usize) -> usize {
    number(header, NUMBERS + place) as usize
}

#[inline(always)]
#[allow(clippy::inline_always, reason = "one load, if the place is known")]
fn number(header: &[u8; HEADER], place: usize) -> u32 {
    let at = size_of::<u32>() * place;
    u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
}
