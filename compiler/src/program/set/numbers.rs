//! Tables that grow at their end: rows of numbers, as the engine reads them.

use crate::program::TooLarge;

/// Rows of so many numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbers<const COLUMNS: usize> {
    bytes: Vec<u8>,
}

/// In place of a number: none.
pub(super) const NONE: u32 = u32::MAX;

const WIDTH: usize = size_of::<u32>();

impl<const COLUMNS: usize> Numbers<COLUMNS> {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len() / (COLUMNS * WIDTH)
    }

    /// The numbers of the rows, which are less than the largest.
    #[allow(clippy::cast_possible_truncation, reason = "no row is added behind the last that has a number")]
    pub(super) fn rows(&self) -> std::ops::Range<u32> {
        0..self.len() as u32
    }

    /// Adds a row and tells its number.
    pub(super) fn push(&mut self, row: [u32; COLUMNS]) -> Result<u32, TooLarge> {
        let number = small(self.len())?;
        self.bytes.extend(row.into_iter().flat_map(u32::to_le_bytes));
        Ok(number)
    }

    /// A number of a row that there is.
    pub(super) fn get(&self, row: u32, column: usize) -> u32 {
        let start = (row as usize * COLUMNS + column) * WIDTH;
        let bytes = self.bytes.get(start..).and_then(|rest| rest.first_chunk());
        bytes.map_or(NONE, |bytes| u32::from_le_bytes(*bytes))
    }

    pub(super) fn set(&mut self, row: u32, column: usize, number: u32) {
        let start = (row as usize * COLUMNS + column) * WIDTH;
        if let Some(bytes) = self.bytes.get_mut(start..start + WIDTH) {
            bytes.copy_from_slice(&number.to_le_bytes());
        }
    }
}

/// A number as the tables store it. The largest one stands for none.
pub(super) fn small(number: usize) -> Result<u32, TooLarge> {
    u32::try_from(number).ok().filter(|&number| number != NONE).ok_or(TooLarge)
}
