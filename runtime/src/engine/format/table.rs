//! Tables as bytes: how the rows of a program are read.
//!
//! A program is one string of bytes, which costs the compiler of a crate next to nothing. A row takes a fixed number of
//! bytes; numbers stand in it with their lowest byte first, and flags are a byte each.

#![allow(clippy::inline_always, reason = "a few loads each, run for every key that matters")]

use super::{
    Bound, FieldNumber, Goal, Key, Leaf, LongRange, Node, Object, PackedLimit, Range, Requirement, Slice, Tail, Test,
    Value,
};
use core::marker::PhantomData;

/// Rows of the same size, one behind the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'p, R> {
    bytes: &'p [u8],
    rows: PhantomData<fn() -> R>,
}

/// What a table has rows of.
pub(crate) trait Row: Sized {
    /// How many bytes a row takes.
    const SIZE: usize;

    /// Reads a row of that many bytes.
    fn read(row: &[u8]) -> Self;
}

impl<'p, R> Table<'p, R> {
    pub(crate) const fn new(bytes: &'p [u8]) -> Self {
        Self { bytes, rows: PhantomData }
    }
}

impl<'p, R: Row> Table<'p, R> {
    #[inline(always)]
    pub(crate) fn get(self, index: u16) -> R {
        let start = usize::from(index) * R::SIZE;
        R::read(&self.bytes[start..start + R::SIZE])
    }

    /// A row of a table that may have more of them, if it is there.
    #[inline(always)]
    pub(crate) fn find(self, index: u32) -> Option<R> {
        let start = (index as usize).checked_mul(R::SIZE)?;
        self.bytes.get(start..start.checked_add(R::SIZE)?).map(R::read)
    }

    /// Whether there are as many rows.
    #[inline(always)]
    pub(crate) fn has_row(self, index: u16) -> bool {
        usize::from(index) * R::SIZE < self.bytes.len()
    }

    /// How many rows there are.
    #[allow(clippy::cast_possible_truncation, reason = "a table has less than 65,535 rows")]
    pub(crate) fn rows(self) -> u16 {
        (self.bytes.len() / R::SIZE) as u16
    }

    /// How many rows there are in a table that may have more of them.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, reason = "rows are numbered in 32 bits")]
    pub(crate) fn long_rows(self) -> u32 {
        (self.bytes.len() / R::SIZE) as u32
    }

    /// The part with these rows.
    #[inline(always)]
    pub(crate) fn part(self, range: Range) -> Self {
        let (start, length) = (usize::from(range.0) * R::SIZE, usize::from(range.1) * R::SIZE);
        Self::new(self.bytes.get(start..start + length).unwrap_or(&[]))
    }

    /// The same of a table that may have more of them.
    #[inline(always)]
    pub(crate) fn long_part(self, range: LongRange) -> Self {
        let (start, length) = (range.0 as usize * R::SIZE, range.1 as usize * R::SIZE);
        Self::new(self.bytes.get(start..start + length).unwrap_or(&[]))
    }

    #[inline]
    pub(crate) fn iter(self) -> Rows<'p, R> {
        Rows { rest: self }
    }

    /// Whether there is a row that is neither too small nor too large. The rows are sorted.
    pub(crate) fn has(self, order: impl Fn(R) -> core::cmp::Ordering) -> bool {
        let (mut low, mut high) = (0, self.bytes.len() / R::SIZE);
        while low < high {
            let middle = low + (high - low) / 2;
            match order(R::read(&self.bytes[middle * R::SIZE..(middle + 1) * R::SIZE])) {
                core::cmp::Ordering::Less => low = middle + 1,
                core::cmp::Ordering::Equal => return true,
                core::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }
}

/// The rows of a table, one after the other.
pub(crate) struct Rows<'p, R> {
    rest: Table<'p, R>,
}

impl<R: Row> Iterator for Rows<'_, R> {
    type Item = R;

    #[inline(always)]
    fn next(&mut self) -> Option<R> {
        let (row, rest) = self.rest.bytes.split_at_checked(R::SIZE)?;
        self.rest = Table::new(rest);
        Some(R::read(row))
    }
}

#[inline]
fn bytes<const N: usize>(row: &[u8], at: usize) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(&row[at..at + N]);
    bytes
}

#[inline]
pub(crate) fn two(row: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(bytes(row, at))
}

#[inline]
pub(crate) fn four(row: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes(row, at))
}

#[inline]
pub(crate) fn eight(row: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes(row, at))
}

#[inline]
fn range(row: &[u8], at: usize) -> Range {
    Range(two(row, at), two(row, at + 2))
}

#[inline]
pub(crate) fn long_range(row: &[u8], at: usize) -> LongRange {
    LongRange(four(row, at), four(row, at + 4))
}

#[inline]
fn slice(row: &[u8], at: usize) -> Slice {
    Slice(four(row, at), four(row, at + 4))
}

impl Row for Node {
    const SIZE: usize = 8;

    #[inline]
    fn read(row: &[u8]) -> Self {
        Self { leaves: range(row, 0), sightings: range(row, 4) }
    }
}

impl<'p> Table<'p, Object> {
    /// A row as it stands there, of which only those numbers are read that are asked for.
    #[inline(always)]
    pub(crate) fn row(self, index: u16) -> &'p ObjectRow {
        let start = usize::from(index) * Object::SIZE;
        match self.bytes[start..start + Object::SIZE].first_chunk() {
            Some(row) => row,
            None => &NO_OBJECT,
        }
    }
}

/// What there is to an object, as bytes.
pub(crate) type ObjectRow = [u8; Object::SIZE];

/// An object in which nothing matters.
const NO_OBJECT: ObjectRow = [0; Object::SIZE];

/// In place of an object, what there is to an array: no keys, and any key with dots is looked at.
pub(crate) static ARRAY: ObjectRow = {
    let mut row = NO_OBJECT;
    let mut at = DOTTED_ENDINGS;
    while at < DOTTED_ENDINGS + size_of::<u64>() {
        row[at] = 0xff;
        at += 1;
    }
    row
};

/// Where in a row that mask stands.
const DOTTED_ENDINGS: usize = 16;

impl<'p> Table<'p, Key> {
    /// The same for a key.
    #[inline(always)]
    pub(crate) fn row(self, index: u16) -> &'p KeyRow {
        let start = usize::from(index) * Key::SIZE;
        match self.bytes[start..start + Key::SIZE].first_chunk() {
            Some(row) => row,
            None => &NO_KEY,
        }
    }
}

/// A key, as bytes.
pub(crate) type KeyRow = [u8; Key::SIZE];

/// A key of no bytes.
const NO_KEY: KeyRow = [0; Key::SIZE];

impl Row for Object {
    const SIZE: usize = 64;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self {
            all: eight(row, 0),
            endings: eight(row, 8),
            dotted_endings: eight(row, DOTTED_ENDINGS),
            ranks: eight(row, 24),
            first_bits: eight(row, 32),
            keys: range(row, 40),
            goals: range(row, 44),
            bits: range(row, 48),
            dotted: range(row, 52),
            entered: two(row, 56),
            goal: two(row, 58),
            is_final: row[60] != 0,
            is_skipped: row[61] != 0,
            around: two(row, 62),
        }
    }
}

impl Row for Key {
    const SIZE: usize = 21;

    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        Self {
            quoted: slice(row, 0),
            compared: four(row, 8),
            node: two(row, 12),
            leaf: two(row, 14),
            bit: two(row, 16),
            next: two(row, 18),
            value: match row[20] {
                1 => Value::Exact,
                2 => Value::Simple,
                3 => Value::Open,
                _ => Value::Any,
            },
        }
    }
}

impl Row for Tail {
    const SIZE: usize = 9;

    #[inline]
    fn read(row: &[u8]) -> Self {
        Self { bytes: eight(row, 0), shift: row[8] }
    }
}

impl Row for Leaf {
    const SIZE: usize = 20;

    #[inline]
    fn read(row: &[u8]) -> Self {
        Self {
            last_key: slice(row, 0),
            tests: range(row, 8),
            node: two(row, 12),
            bit: two(row, 14),
            accepts_absence: row[16] != 0,
            is_needed: row[17] != 0,
            rare: (row[18], row[19]),
        }
    }
}

impl Row for Goal {
    const SIZE: usize = 16;

    #[inline]
    fn read(row: &[u8]) -> Self {
        Self { all: eight(row, 0), requirements: range(row, 8), bit: two(row, 12), is_final: row[14] != 0 }
    }
}

impl Row for Requirement {
    const SIZE: usize = 4;

    #[inline]
    fn read(row: &[u8]) -> Self {
        Self { set: two(row, 0), unset: two(row, 2) }
    }
}

impl Row for Range {
    const SIZE: usize = 4;

    #[inline]
    fn read(row: &[u8]) -> Self {
        range(row, 0)
    }
}

impl Row for Slice {
    const SIZE: usize = 8;

    #[inline]
    fn read(row: &[u8]) -> Self {
        slice(row, 0)
    }
}

impl Row for u32 {
    const SIZE: usize = 4;

    #[inline]
    fn read(row: &[u8]) -> Self {
        four(row, 0)
    }
}

impl Row for u64 {
    const SIZE: usize = 8;

    #[inline]
    fn read(row: &[u8]) -> Self {
        eight(row, 0)
    }
}

impl Row for u16 {
    const SIZE: usize = 2;

    #[inline]
    fn read(row: &[u8]) -> Self {
        two(row, 0)
    }
}

impl Row for Test {
    const SIZE: usize = 20;

    /// The kind, a flag or number of bits for each end, and what the kind asks for.
    #[inline(always)]
    fn read(row: &[u8]) -> Self {
        let text = || slice(row, 4);
        let bound = |flag: usize, at: usize| Bound { value: f64::from_bits(eight(row, at)), inclusive: row[flag] != 0 };
        match row[0] {
            0 => Self::Any,
            1 => Self::Null,
            2 => Self::Boolean(row[1] != 0),
            3 => Self::Text(text()),
            4 => Self::Prefix(text()),
            5 => Self::Suffix(text()),
            6 => Self::TextIgnoreCase(text()),
            7 => Self::PrefixIgnoreCase(text()),
            8 => Self::SuffixIgnoreCase(text()),
            9 => Self::Wildcard(text()),
            10 => Self::Block(text(), row[1]),
            11 => Self::Number(f64::from_bits(eight(row, 4))),
            12 => Self::NumberText(text()),
            13 => Self::NumberByFirstDigit,
            14 => Self::Between(bound(1, 4), bound(2, 12)),
            15 => Self::OneText(long_range(row, 4)),
            16 => Self::OneNumber(long_range(row, 4)),
            17 => Self::Not(long_range(row, 4)),
            18 => Self::NotText(text()),
            19 => Self::NotNumber(f64::from_bits(eight(row, 4))),
            20 => Self::Field(FieldNumber { number: two(row, 4), is_relative: row[1] != 0 }),
            21 => Self::NotFields(long_range(row, 4)),
            22 => Self::Beside(
                PackedLimit { flags: row[1], bits: eight(row, 4) },
                PackedLimit { flags: row[2], bits: eight(row, 12) },
            ),
            kind => unreachable!("a test of kind {kind}"),
        }
    }
}
