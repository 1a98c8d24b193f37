//! Tables that are kept in encoded form and grow at the end.

use super::numbers::{self, TooLarge};
use event_pattern_tables::{Row, Table};
use std::marker::PhantomData;
use std::ops::Range;

/// The encoded rows of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rows<R> {
    bytes: Vec<u8>,
    rows: PhantomData<R>,
}

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Self { bytes: Vec::new(), rows: PhantomData }
    }
}

impl<R: Row> Rows<R> {
    pub(super) fn of(rows: &[R]) -> Self {
        let mut table = Self::default();
        for row in rows {
            table.add(*row);
        }
        table
    }

    pub(super) fn table(&self) -> Table<'_, R> {
        Table::new(&self.bytes)
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len() / R::SIZE
    }

    /// Returns the numbers of all rows.
    #[allow(clippy::cast_possible_truncation, reason = "`push` rejects a row if its number does not fit into 32 bits")]
    pub(super) fn numbers(&self) -> Range<u32> {
        0..self.len() as u32
    }

    /// Adds a row that no other row refers to.
    pub(super) fn add(&mut self, row: R) {
        let end = self.bytes.len();
        self.bytes.resize(end + R::SIZE, 0);
        row.write(&mut self.bytes, end);
    }

    /// Adds a row and returns its number.
    pub(super) fn push(&mut self, row: R) -> Result<u32, TooLarge> {
        let number = numbers::to_u32(self.len())?;
        self.add(row);
        Ok(number)
    }

    /// Returns a row.
    ///
    /// # Panics
    /// Panics if there is no row with this number.
    pub(super) fn get(&self, number: u32) -> R {
        R::read(&self.bytes, number as usize * R::SIZE)
    }

    /// Replaces a row.
    ///
    /// # Panics
    /// Panics if there is no row with this number.
    pub(super) fn set(&mut self, number: u32, row: R) {
        row.write(&mut self.bytes, number as usize * R::SIZE);
    }
}
