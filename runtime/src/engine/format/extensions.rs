//! The tables that few programs have: element scopes, and the paths of other fields.

use super::table::{Row, Table, four, two};
use super::{Range, Slice};

/// The tables of what most programs do not have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExtensionTables<'p> {
    pub(crate) scopes: Table<'p, ScopeRow>,
    /// The scopes of each conjunction.
    pub(crate) conjunctions: Table<'p, Range>,
    /// The numbers of those scopes.
    pub(crate) conjunction_scopes: Table<'p, u16>,
    /// The programs of the paths that start at the event; of the event's own program only.
    pub(crate) event_references: Table<'p, Slice>,
    /// The programs of the paths that start at the element that the program is for.
    pub(crate) element_references: Table<'p, Slice>,
    /// The programs of the scopes and paths, one behind the other.
    pub(crate) programs: &'p [u8],
}

/// A condition on the elements of an array.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ScopeRow {
    /// The program of its rule.
    pub(crate) program: Slice,
    /// How many elements must match at least, and how many may at most, of [`Quantifier::Count`].
    pub(crate) least: u32,
    pub(crate) most: u32,
    /// The node where the elements are.
    pub(crate) node: u16,
    /// The node of what the scope is a condition on: the event, or the elements of the scope around.
    pub(crate) root: u16,
    /// The bit to set when one matches, does not match, or as many as wanted did.
    pub(crate) bit: u16,
    /// The bit that tells that an element matched, if the pass decides that; otherwise [`NO_BIT`].
    pub(crate) matched: u16,
    pub(crate) quantifier: Quantifier,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantifier {
    Any,
    All,
    None,
    Count,
}

impl Row for ScopeRow {
    const SIZE: usize = 26;

    fn read(row: &[u8]) -> Self {
        let quantifier = match row[24] {
            0 => Quantifier::Any,
            1 => Quantifier::All,
            2 => Quantifier::None,
            _ => Quantifier::Count,
        };
        Self {
            program: Slice::read(row),
            least: four(row, 8),
            most: four(row, 12),
            node: two(row, 16),
            root: two(row, 18),
            bit: two(row, 20),
            matched: two(row, 22),
            quantifier,
        }
    }
}

impl ScopeRow {
    pub(crate) fn wants(&self, count: u64) -> bool {
        (u64::from(self.least)..=u64::from(self.most)).contains(&count)
    }
}

impl<'p> ExtensionTables<'p> {
    pub(crate) fn read(image: &'p [u8]) -> Option<Self> {
        let (lengths, mut rest) = image.split_first_chunk::<{ 4 * 6 }>()?;
        let mut lengths = lengths.chunks_exact(4);
        let mut table = || {
            let length = u32::from_le_bytes(lengths.next()?.try_into().ok()?);
            let (table, behind) = rest.split_at_checked(length as usize)?;
            rest = behind;
            Some(table)
        };
        Some(Self {
            scopes: Table::new(table()?),
            conjunctions: Table::new(table()?),
            conjunction_scopes: Table::new(table()?),
            event_references: Table::new(table()?),
            element_references: Table::new(table()?),
            programs: table()?,
        })
    }

    pub(crate) fn program(&self, place: Slice) -> &'p [u8] {
        let start = place.0 as usize;
        self.programs.get(start..start + place.1 as usize).unwrap_or(&[])
    }
}
