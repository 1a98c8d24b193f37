//! A program as one string of bytes, taken apart.

use super::Program;
use super::table::Table;

impl<'p> Program<'p> {
    /// Takes apart what the compiler of patterns put together: numbers, the length of each table, and the tables.
    ///
    /// # Panics
    /// It was not put together for this version.
    #[inline]
    pub(super) fn new(image: &'p [u8]) -> Self {
        match Self::read(image) {
            Some(program) => program,
            None => panic!("the tables are cut off"),
        }
    }

    #[inline]
    fn read(image: &'p [u8]) -> Option<Self> {
        let (header, text) = image.split_first_chunk::<HEADER>()?;
        let mut rest = text;
        let mut table = |place: usize| {
            let (table, behind) = rest.split_at_checked(number(header, 3 + place) as usize)?;
            rest = behind;
            Some(table)
        };
        table(0)?;
        Some(Self {
            text,
            objects: Table::new(table(1)?),
            nodes: Table::new(table(2)?),
            keys: Table::new(table(3)?),
            leaves: Table::new(table(4)?),
            tests: Table::new(table(5)?),
            goals: Table::new(table(6)?),
            requirements: Table::new(table(7)?),
            sightings: Table::new(table(8)?),
            conjunctions: Table::new(table(9)?),
            conjunction_leaves: Table::new(table(10)?),
            tails: Table::new(table(11)?),
            bits: number(header, 0),
            depth: number(header, 1),
            reach: number(header, 2),
            beyond: table(12)?,
            scene: None,
        })
    }
}

/// How many bytes stand before the text: three numbers, and how long the text and each of the twelve tables are.
const HEADER: usize = 4 * (3 + 13);

#[inline(always)]
#[allow(clippy::inline_always, reason = "one load, if the place is known")]
fn number(header: &[u8; HEADER], place: usize) -> u32 {
    let at = 4 * place;
    u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
}
