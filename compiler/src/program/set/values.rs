//! Which leaves a value satisfies: by a look into a table for those that ask for one of a list of values, and one after
//! the other for the rest.

use super::facts::Likelihood;
use super::hash;
use super::numbers::{NONE, Numbers};
use crate::pattern::Filter;
use crate::program::lower::Writer;
use crate::program::{Slice, TooLarge};

/// The values that leaves ask for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Values {
    /// By the hash of a value the first entry that may be it. There is a power of two of them.
    pub(super) slots: Numbers<1>,
    /// The field and the kind of a value; the value, as a place in the text or as the bits of a number; the fact that it
    /// satisfies a leaf; the first of more such facts; and the next entry of the same slot.
    pub(super) entries: Numbers<6>,
    /// A fact and the next one.
    pub(super) more: Numbers<2>,
    /// What stands in no table: the first test of a leaf and how many there are, the fact, and the next leaf of the field.
    pub(super) others: Numbers<4>,
}

impl Default for Values {
    fn default() -> Self {
        let mut slots = Numbers::default();
        // It has room for a row.
        let _ = slots.push([NONE]);
        Self { slots, entries: Numbers::default(), more: Numbers::default(), others: Numbers::default() }
    }
}

/// What leaves there are for a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub(super) has_texts: bool,
    pub(super) has_numbers: bool,
    /// The first leaf that stands in no table.
    pub(super) others: u32,
    /// How many leaves there are.
    pub(super) leaves: usize,
    /// If there is one leaf, which asks for one string that JSON has no need to escape: the string and the fact.
    pub(super) only: Option<(Vec<u8>, u32)>,
}

impl Default for Field {
    fn default() -> Self {
        Self { has_texts: false, has_numbers: false, others: NONE, leaves: 0, only: None }
    }
}

impl Values {
    /// Adds a leaf for a field, with the fact that a value satisfies it.
    pub(super) fn add(
        &mut self,
        writer: &mut Writer,
        (place, field): (u32, &mut Field),
        alternatives: &[Filter],
        fact: u32,
    ) -> Result<(), TooLarge> {
        let mut others = Vec::new();
        for filter in alternatives {
            match listed(filter) {
                _ if alternatives.contains(&Filter::Exists(true)) => others.push(filter.clone()),
                Some(Listed::Text(text)) => {
                    let Slice(start, length) = writer.slice(text)?;
                    self.enter(writer, (place, false), text, [start, length], fact)?;
                    field.has_texts = true;
                }
                Some(Listed::Number(bits)) => {
                    self.enter(writer, (place, true), &bits.to_le_bytes(), halves(bits), fact)?;
                    field.has_numbers = true;
                }
                None => others.push(filter.clone()),
            }
        }
        let tests = writer.tests(&others)?;
        if tests.1 > 0 {
            field.others = self.others.push([tests.0, tests.1, fact, field.others])?;
        }
        field.leaves += 1;
        let only = crate::program::lower::exact(alternatives).filter(|_| field.leaves == 1);
        field.only = only.map(|text| (text.to_vec(), fact));
        Ok(())
    }

    /// Enters a value of a field with the fact that it satisfies a leaf.
    fn enter(
        &mut self,
        writer: &Writer,
        (place, is_number): (u32, bool),
        value: &[u8],
        [first, second]: [u32; 2],
        fact: u32,
    ) -> Result<(), TooLarge> {
        let key = place << 1 | u32::from(is_number);
        let slot = hash::of(place, is_number, value) & self.mask();
        let mut entry = self.slots.get(slot, 0);
        while entry != NONE {
            let is_same = [0, 1, 2].map(|column| self.entries.get(entry, column)) == [key, first, second];
            if is_same {
                let next = self.entries.get(entry, 4);
                let more = self.more.push([fact, next])?;
                self.entries.set(entry, 4, more);
                return Ok(());
            }
            entry = self.entries.get(entry, 5);
        }
        let entry = self.entries.push([key, first, second, fact, NONE, self.slots.get(slot, 0)])?;
        self.slots.set(slot, 0, entry);
        if self.entries.len() > self.slots.len() { self.grow(writer) } else { Ok(()) }
    }

    fn mask(&self) -> u32 {
        self.slots.rows().end - 1
    }

    /// Makes twice as many slots.
    fn grow(&mut self, writer: &Writer) -> Result<(), TooLarge> {
        let mut slots = Numbers::default();
        for _ in 0..2 * self.slots.len() {
            slots.push([NONE])?;
        }
        self.slots = slots;
        for entry in self.entries.rows() {
            let [key, first, second] = [0, 1, 2].map(|column| self.entries.get(entry, column));
            let is_number = key & 1 == 1;
            let bits = u64::from(first) | u64::from(second) << 32;
            let hash = if is_number {
                hash::of(key >> 1, true, &bits.to_le_bytes())
            } else {
                hash::of(key >> 1, false, writer.text(Slice(first, second)))
            };
            let slot = hash & self.mask();
            self.entries.set(entry, 5, self.slots.get(slot, 0));
            self.slots.set(slot, 0, entry);
        }
        Ok(())
    }
}

#[allow(clippy::cast_possible_truncation, reason = "takes parts of a number")]
fn halves(bits: u64) -> [u32; 2] {
    [bits as u32, (bits >> 32) as u32]
}

/// A value that stands in the table.
enum Listed<'f> {
    Text(&'f [u8]),
    Number(u64),
}

fn listed(filter: &Filter) -> Option<Listed<'_>> {
    match filter {
        Filter::Text(text) => Some(Listed::Text(text.as_bytes())),
        Filter::Number(number) => number.comparable().map(|value| Listed::Number(value.to_bits())),
        _ => None,
    }
}

/// How likely a value satisfies a leaf.
pub(super) fn likelihood(alternatives: &[Filter]) -> Likelihood {
    let one = |filter: &Filter| match filter {
        Filter::Exists(_) | Filter::AnythingBut(_) => Likelihood::Likely,
        filter if listed(filter).is_some() => Likelihood::Rare,
        _ => Likelihood::Some,
    };
    alternatives.iter().map(one).max_by_key(|likelihood| *likelihood as u32).unwrap_or(Likelihood::Rare)
}

/// What tells leaves of one field apart, as bytes.
pub(super) fn signature(alternatives: &[Filter]) -> Vec<u8> {
    let mut signature = Vec::new();
    for filter in alternatives {
        let (kind, bytes) = match listed(filter) {
            Some(Listed::Text(text)) => (b't', text.to_vec()),
            Some(Listed::Number(bits)) => (b'n', bits.to_le_bytes().to_vec()),
            None => (b'o', format!("{filter:?}").into_bytes()),
        };
        signature.push(kind);
        signature.extend(bytes.len().to_le_bytes());
        signature.extend(bytes);
    }
    signature
}
