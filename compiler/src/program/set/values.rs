//! Which leaves a value satisfies: by a look into a table for those that ask for one of a list of values, and one after
//! the other for the rest.

use super::facts::{EXCLUDED, Likelihood};
use super::hash::{self, Kind};
use super::numbers::{NONE, Numbers};
use crate::pattern::Filter;
use crate::pattern::filter::{Affix, AnythingBut, Side};
use crate::program::writer::Writer;
use crate::program::{Slice, TooLarge};

/// The values that leaves ask for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Values {
    /// By the hash of a value the first entry that may be it. There is a power of two of them.
    pub(super) slots: Numbers<1>,
    /// The field and the kind of the entry; the value, as a place in the text or as the bits of a number; the first fact
    /// that follows from it, and where the next one is listed; and the next entry of the same slot.
    pub(super) entries: Numbers<6>,
    /// A fact, and the next one of its list, which goes from the last leaf to the first.
    pub(super) listed: Numbers<2>,
    /// How long the starts or ends are that leaves of a field ask for: one length, and the next.
    pub(super) lengths: Numbers<2>,
    /// What stands in no table: the first test of a leaf and how many there are, the fact, and the next leaf of the field.
    pub(super) others: Numbers<4>,
}

impl Default for Values {
    fn default() -> Self {
        let mut slots = Numbers::default();
        // It has room for a row.
        let _ = slots.push([NONE]);
        Self {
            slots,
            entries: Numbers::default(),
            listed: Numbers::default(),
            lengths: Numbers::default(),
            others: Numbers::default(),
        }
    }
}

/// What leaves there are for a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    /// How long the strings are that leaves ask for: the bits of the lengths, as many as a word has.
    pub(super) text_lengths: u64,
    pub(super) has_numbers: bool,
    /// The first length of the starts of strings that leaves ask for, and that of the ends.
    pub(super) prefixes: u32,
    pub(super) suffixes: u32,
    /// The first leaf that asks for starts and ends, for strings that cannot be looked up.
    pub(super) affixes: u32,
    /// The first leaf that stands in no table.
    pub(super) others: u32,
    /// The first fact that a leaf is satisfied that asks for anything but a list of values.
    pub(super) unlike: u32,
    /// How many leaves there are.
    pub(super) leaves: usize,
    /// If there is one leaf, which asks for one string that JSON has no need to escape: the string and the fact.
    pub(super) only: Option<(Vec<u8>, u32)>,
}

impl Default for Field {
    fn default() -> Self {
        Self {
            text_lengths: 0,
            has_numbers: false,
            prefixes: NONE,
            suffixes: NONE,
            affixes: NONE,
            others: NONE,
            unlike: NONE,
            leaves: 0,
            only: None,
        }
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
        let excluded = excluded(alternatives);
        let (values, fact_of_values) =
            if excluded.is_empty() { (alternatives, fact) } else { (excluded, fact | EXCLUDED) };
        let (mut affixes, mut others) = (Vec::new(), Vec::new());
        for filter in values {
            match listed(filter) {
                Some(value) => {
                    self.add_value(writer, (place, field), &value, fact_of_values)?;
                    if matches!(value, Listed::Text(Kind::Prefix | Kind::Suffix, _)) {
                        affixes.push(filter.clone());
                    }
                }
                None => others.push(filter.clone()),
            }
        }
        if !excluded.is_empty() {
            field.unlike = self.listed.push([fact, field.unlike])?;
        }
        self.add_tests(writer, &mut field.affixes, &affixes, fact)?;
        self.add_tests(writer, &mut field.others, &others, fact)?;
        field.leaves += 1;
        let only = crate::program::lower::exact(alternatives).filter(|_| field.leaves == 1);
        field.only = only.map(|text| (text.to_vec(), fact));
        Ok(())
    }

    /// Adds a value that stands in the table.
    fn add_value(
        &mut self,
        writer: &mut Writer,
        (place, field): (u32, &mut Field),
        value: &Listed<'_>,
        fact: u32,
    ) -> Result<(), TooLarge> {
        match *value {
            Listed::Text(kind, text) => {
                let (key, Slice(start, length)) = (kind.key(place), writer.slice(text)?);
                match kind {
                    Kind::Prefix => self.add_length(&mut field.prefixes, length)?,
                    Kind::Suffix => self.add_length(&mut field.suffixes, length)?,
                    Kind::Text | Kind::Number => field.text_lengths |= 1 << (length % u64::BITS),
                }
                self.enter(writer, key, hash::of_text(key, text), [start, length], fact)
            }
            Listed::Number(bits) => {
                field.has_numbers = true;
                let key = Kind::Number.key(place);
                self.enter(writer, key, hash::of_number(key, bits), halves(bits), fact)
            }
        }
    }

    /// Adds a leaf, or what is left of it, to those of which every one is tried.
    fn add_tests(
        &mut self,
        writer: &mut Writer,
        first: &mut u32,
        filters: &[Filter],
        fact: u32,
    ) -> Result<(), TooLarge> {
        let tests = writer.tests(filters)?;
        if tests.1 > 0 {
            *first = self.others.push([tests.0, tests.1, fact, *first])?;
        }
        Ok(())
    }

    /// Adds a length to a list that does not have it.
    fn add_length(&mut self, first: &mut u32, length: u32) -> Result<(), TooLarge> {
        let mut next = *first;
        while next != NONE {
            if self.lengths.get(next, 0) == length {
                return Ok(());
            }
            next = self.lengths.get(next, 1);
        }
        *first = self.lengths.push([length, *first])?;
        Ok(())
    }

    /// Enters a value of a field with a fact that follows from it.
    fn enter(
        &mut self,
        writer: &Writer,
        key: u32,
        hash: u32,
        [first, second]: [u32; 2],
        fact: u32,
    ) -> Result<(), TooLarge> {
        let slot = hash & self.mask();
        let mut entry = self.slots.get(slot, 0);
        while entry != NONE {
            let is_same = [0, 1, 2].map(|column| self.entries.get(entry, column)) == [key, first, second];
            if is_same {
                return self.list(entry, fact);
            }
            entry = self.entries.get(entry, 5);
        }
        let entry = self.entries.push([key, first, second, fact, NONE, self.slots.get(slot, 0)])?;
        self.slots.set(slot, 0, entry);
        if self.entries.len() > self.slots.len() { self.grow(writer) } else { Ok(()) }
    }

    /// Adds a fact to those that follow from a value.
    fn list(&mut self, entry: u32, fact: u32) -> Result<(), TooLarge> {
        let [first, next] = [3, 4].map(|column| self.entries.get(entry, column));
        // A leaf may ask for the same value twice.
        if first != fact {
            let next = self.listed.push([first, next])?;
            self.entries.set(entry, 3, fact);
            self.entries.set(entry, 4, next);
        }
        Ok(())
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
            let is_number = key & 3 == Kind::Number as u32;
            let hash = if is_number {
                hash::of_number(key, u64::from(first) | u64::from(second) << 32)
            } else {
                hash::of_text(key, writer.text(Slice(first, second)))
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
    Text(Kind, &'f [u8]),
    Number(u64),
}

fn listed(filter: &Filter) -> Option<Listed<'_>> {
    match filter {
        Filter::Text(text) => Some(Listed::Text(Kind::Text, text.as_bytes())),
        Filter::Affix(Affix { side, text, ignore_case: false }) => {
            let kind = if *side == Side::Prefix { Kind::Prefix } else { Kind::Suffix };
            Some(Listed::Text(kind, text.as_bytes()))
        }
        Filter::Number(number) => number.comparable().map(|value| Listed::Number(value.to_bits())),
        _ => None,
    }
}

/// The values of a leaf that asks for anything else, if they are all that it names and stand in the table.
fn excluded(alternatives: &[Filter]) -> &[Filter] {
    let is_value = |filter: &Filter| matches!(listed(filter), Some(Listed::Text(Kind::Text, _) | Listed::Number(_)));
    match alternatives {
        [Filter::AnythingBut(AnythingBut { excluded })] if excluded.iter().all(is_value) => excluded,
        _ => &[],
    }
}

/// How likely a value satisfies a leaf.
pub(super) fn likelihood(alternatives: &[Filter]) -> Likelihood {
    let one = |filter: &Filter| match filter {
        Filter::Exists(_) | Filter::AnythingBut(_) => Likelihood::Likely,
        Filter::Text(_) => Likelihood::Rare,
        _ => Likelihood::Some,
    };
    alternatives.iter().map(one).max_by_key(|likelihood| *likelihood as u32).unwrap_or(Likelihood::Rare)
}

/// What tells leaves of one field apart, as bytes.
pub(super) fn signature(alternatives: &[Filter]) -> Vec<u8> {
    let mut signature = Vec::new();
    for filter in alternatives {
        let (kind, bytes) = match listed(filter) {
            Some(Listed::Text(kind, text)) => (kind as u8, text.to_vec()),
            Some(Listed::Number(bits)) => (Kind::Number as u8, bits.to_le_bytes().to_vec()),
            None => (b'o', format!("{filter:?}").into_bytes()),
        };
        signature.push(kind);
        signature.extend(bytes.len().to_le_bytes());
        signature.extend(bytes);
    }
    signature
}
