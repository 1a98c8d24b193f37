//! Tables: sequences of rows of one type, encoded as bytes.

use crate::Row;
use crate::program::{LongRange, Range};
use core::cmp::Ordering;
use core::marker::PhantomData;

/// A sequence of rows of one type, borrowed as bytes.
#[derive(Debug, Clone, Copy)]
pub struct Table<'t, R> {
    bytes: &'t [u8],
    rows: PhantomData<fn() -> R>,
}

impl<'t, R> Table<'t, R> {
    /// A table without rows.
    pub const EMPTY: Self = Self::new(&[]);

    /// Wraps the bytes of the rows.
    #[inline(always)]
    #[must_use]
    pub const fn new(bytes: &'t [u8]) -> Self {
        Self { bytes, rows: PhantomData }
    }

    /// Returns the bytes of the rows.
    #[inline(always)]
    #[must_use]
    pub const fn bytes(self) -> &'t [u8] {
        self.bytes
    }
}

impl<'t, R: Row> Table<'t, R> {
    /// Returns a row.
    ///
    /// # Panics
    /// Panics if there is no row with this number.
    #[inline(always)]
    #[must_use]
    pub fn get(self, number: u16) -> R {
        R::read(self.row_bytes(number), 0)
    }

    /// Returns the bytes of a row.
    ///
    /// # Panics
    /// Panics if there is no row with this number.
    #[inline(always)]
    #[must_use]
    pub fn row_bytes(self, number: u16) -> &'t [u8] {
        let start = usize::from(number) * R::SIZE;
        &self.bytes[start..start + R::SIZE]
    }

    /// Returns a row, or `None` if there is no row with this number.
    #[inline(always)]
    #[must_use]
    pub fn find(self, number: u32) -> Option<R> {
        let start = (number as usize).checked_mul(R::SIZE)?;
        self.bytes.get(start..start.checked_add(R::SIZE)?).map(|row| R::read(row, 0))
    }

    /// Whether there is a row with this number.
    #[inline(always)]
    #[must_use]
    pub fn has_row(self, number: u16) -> bool {
        usize::from(number) * R::SIZE < self.bytes.len()
    }

    /// Returns the number of rows.
    #[inline(always)]
    #[must_use]
    pub const fn len(self) -> usize {
        self.bytes.len() / R::SIZE
    }

    /// Whether there are no rows.
    #[inline(always)]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns the rows of a range, or an empty table if the range is not within this table.
    #[inline(always)]
    #[must_use]
    pub fn part(self, range: Range) -> Self {
        self.rows(usize::from(range.start), usize::from(range.length))
    }

    /// Returns the rows of a range, or an empty table if the range is not within this table.
    #[inline(always)]
    #[must_use]
    pub fn long_part(self, range: LongRange) -> Self {
        self.rows(range.start as usize, range.length as usize)
    }

    #[inline(always)]
    fn rows(self, start: usize, length: usize) -> Self {
        let (start, length) = (start * R::SIZE, length * R::SIZE);
        Self::new(self.bytes.get(start..start + length).unwrap_or(&[]))
    }

    /// Returns an iterator over the rows.
    #[inline(always)]
    #[must_use]
    pub const fn iter(self) -> Rows<'t, R> {
        Rows { rest: self }
    }

    /// Whether the table has a row for which `order` returns `Equal`. `order` compares a row with the target, and the
    /// rows must be sorted accordingly.
    pub fn contains_by(self, order: impl Fn(R) -> Ordering) -> bool {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match order(R::read(&self.bytes[middle * R::SIZE..(middle + 1) * R::SIZE], 0)) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return true,
                Ordering::Greater => high = middle,
            }
        }
        false
    }
}

/// An iterator over the rows of a table.
#[derive(Debug, Clone)]
pub struct Rows<'t, R> {
    rest: Table<'t, R>,
}

impl<R: Row> Iterator for Rows<'_, R> {
    type Item = R;

    #[inline(always)]
    fn next(&mut self) -> Option<R> {
        let (row, rest) = self.rest.bytes.split_at_checked(R::SIZE)?;
        self.rest = Table::new(rest);
        Some(R::read(row, 0))
    }
}

impl<'t, R: Row> IntoIterator for Table<'t, R> {
    type Item = R;
    type IntoIter = Rows<'t, R>;

    #[inline(always)]
    fn into_iter(self) -> Rows<'t, R> {
        self.iter()
    }
}
