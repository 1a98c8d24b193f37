//! Which leaves a value satisfies: by a look into a table for those that ask for one of a list of values, and one after
//! the other for the rest.

use super::facts::Likelihood;
use crate::pattern::Filter;
use crate::pattern::filter::{Affix, AnythingBut, Side};
use crate::program::TooLarge;
use crate::program::rows::Rows;
use crate::program::writer::Writer;
use event_pattern_tables::NONE;
use event_pattern_tables::hash::{self, Kind};
use event_pattern_tables::program::Slice;
use event_pattern_tables::set::{EXCLUDED, Entry, Length, Listed, Other};

/// The values that leaves ask for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Values {
    /// By the hash of a value the first entry that may be it. There is a power of two of them.
    pub(super) slots: Rows<u32>,
    pub(super) entries: Rows<Entry>,
    pub(super) listed: Rows<Listed>,
    pub(super) lengths: Rows<Length>,
    pub(super) others: Rows<Other>,
}

impl Default for Values {
    fn default() -> Self {
        Self {
            slots: Rows::of(&[NONE]),
            entries: Rows::default(),
            listed: Rows::default(),
            lengths: Rows::default(),
            others: Rows::default(),
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
                    if matches!(value, Value::Text(Kind::Prefix | Kind::Suffix, _)) {
                        affixes.push(filter.clone());
                    }
                }
                None => others.push(filter.clone()),
            }
        }
        if !excluded.is_empty() {
            field.unlike = self.listed.push(Listed { fact, next: field.unlike })?;
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
        value: &Value<'_>,
        fact: u32,
    ) -> Result<(), TooLarge> {
        match *value {
            Value::Text(kind, text) => {
                let (key, value) = (kind.key(place), writer.slice(text)?);
                match kind {
                    Kind::Prefix => self.add_length(&mut field.prefixes, value.length)?,
                    Kind::Suffix => self.add_length(&mut field.suffixes, value.length)?,
                    Kind::Text | Kind::Number => field.text_lengths |= 1 << (value.length % u64::BITS),
                }
                self.enter(writer, key, value, fact)
            }
            Value::Number(number) => {
                field.has_numbers = true;
                self.enter(writer, Kind::Number.key(place), Slice::of_number(number), fact)
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
        if tests.length > 0 {
            *first = self.others.push(Other { tests, fact, next: *first })?;
        }
        Ok(())
    }

    /// Adds a length to a list that does not have it.
    fn add_length(&mut self, first: &mut u32, length: u32) -> Result<(), TooLarge> {
        let mut next = *first;
        while next != NONE {
            let known = self.lengths.get(next);
            if known.length == length {
                return Ok(());
            }
            next = known.next;
        }
        *first = self.lengths.push(Length { length, next: *first })?;
        Ok(())
    }

    /// Enters a value of a field with a fact that follows from it.
    fn enter(&mut self, writer: &Writer, key: u32, value: Slice, fact: u32) -> Result<(), TooLarge> {
        let slot = hash_of(writer, key, value) & self.mask();
        let mut next = self.slots.get(slot);
        while next != NONE {
            let entry = self.entries.get(next);
            if (entry.key, entry.value) == (key, value) {
                return self.list(next, entry, fact);
            }
            next = entry.next;
        }
        let facts = Listed { fact, next: NONE };
        let entry = self.entries.push(Entry { key, value, facts, next: self.slots.get(slot) })?;
        self.slots.set(slot, entry);
        if self.entries.len() > self.slots.len() { self.grow(writer) } else { Ok(()) }
    }

    /// Adds a fact to those that follow from the value of an entry.
    fn list(&mut self, number: u32, entry: Entry, fact: u32) -> Result<(), TooLarge> {
        // A leaf may name the same value twice.
        if entry.facts.fact != fact {
            let next = self.listed.push(entry.facts)?;
            self.entries.set(number, Entry { facts: Listed { fact, next }, ..entry });
        }
        Ok(())
    }

    fn mask(&self) -> u32 {
        self.slots.numbers().end - 1
    }

    /// Makes twice as many slots.
    fn grow(&mut self, writer: &Writer) -> Result<(), TooLarge> {
        let mut slots = Rows::default();
        for _ in 0..2 * self.slots.len() {
            slots.push(NONE)?;
        }
        self.slots = slots;
        for number in self.entries.numbers() {
            let entry = self.entries.get(number);
            let slot = hash_of(writer, entry.key, entry.value) & self.mask();
            self.entries.set(number, Entry { next: self.slots.get(slot), ..entry });
            self.slots.set(slot, number);
        }
        Ok(())
    }
}

/// The hash of a value, given as an entry has it.
fn hash_of(writer: &Writer, key: u32, value: Slice) -> u32 {
    match Kind::of(key) {
        Kind::Text => hash::text(key, writer.text(value)),
        Kind::Number => hash::number(key, value.number()),
        Kind::Prefix | Kind::Suffix => hash::affix(key, writer.text(value)),
    }
}

/// A value that is in the table.
enum Value<'f> {
    Text(Kind, &'f [u8]),
    Number(f64),
}

fn listed(filter: &Filter) -> Option<Value<'_>> {
    match filter {
        Filter::String(text) => Some(Value::Text(Kind::Text, text.as_bytes())),
        Filter::Affix(Affix { side, text, ignore_case: false }) => {
            let kind = if *side == Side::Prefix { Kind::Prefix } else { Kind::Suffix };
            Some(Value::Text(kind, text.as_bytes()))
        }
        Filter::Number(number) => number.comparable().map(Value::Number),
        _ => None,
    }
}

/// The values of a leaf that asks for anything else, if they are all that it names and stand in the table.
fn excluded(alternatives: &[Filter]) -> &[Filter] {
    let is_value = |filter: &Filter| matches!(listed(filter), Some(Value::Text(Kind::Text, _) | Value::Number(_)));
    match alternatives {
        [Filter::AnythingBut(AnythingBut { excluded })] if excluded.iter().all(is_value) => excluded,
        _ => &[],
    }
}

/// How likely a value satisfies a leaf.
pub(super) fn likelihood(alternatives: &[Filter]) -> Likelihood {
    let one = |filter: &Filter| match filter {
        Filter::Exists(_) | Filter::AnythingBut(_) => Likelihood::Likely,
        Filter::String(_) => Likelihood::Rare,
        _ => Likelihood::Some,
    };
    alternatives.iter().map(one).max_by_key(|likelihood| *likelihood as u32).unwrap_or(Likelihood::Rare)
}
