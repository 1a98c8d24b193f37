//! The tables for looking up the leaves that a value satisfies. Leaves that accept or exclude a list of values are
//! found in a hash table. All other leaves are tested one by one.

use super::facts::Likelihood;
use crate::pattern::Filter;
use crate::pattern::filter::{Affix, AnythingBut, Side};
use crate::program::TooLarge;
use crate::program::builder::TableBuilder;
use crate::program::rows::Rows;
use event_pattern_tables::NONE;
use event_pattern_tables::hash::{self, EntryKind};
use event_pattern_tables::program::Slice;
use event_pattern_tables::set::{AffixLength, EXCLUDED, Entry, ListedFact, UnlistedLeaf};

/// The table of values, and the leaves that are not in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Values {
    /// The hash table: the first entry of each slot. The number of slots is a power of two.
    pub(super) slots: Rows<u32>,
    pub(super) entries: Rows<Entry>,
    pub(super) listed_facts: Rows<ListedFact>,
    pub(super) affix_lengths: Rows<AffixLength>,
    pub(super) unlisted_leaves: Rows<UnlistedLeaf>,
}

impl Default for Values {
    fn default() -> Self {
        Self {
            slots: Rows::of(&[NONE]),
            entries: Rows::default(),
            listed_facts: Rows::default(),
            affix_lengths: Rows::default(),
            unlisted_leaves: Rows::default(),
        }
    }
}

/// Data about the leaves of a field, as in [`SetField`](event_pattern_tables::set::SetField).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FieldValues {
    /// A mask of the lengths, modulo 64, of the field's strings in the table of values.
    pub(super) string_lengths: u64,
    /// The length of the longest of these strings.
    pub(super) max_string_len: u32,
    pub(super) has_numbers: bool,
    /// The head of the list of accepted prefix lengths.
    pub(super) prefixes: u32,
    /// The head of the list of accepted suffix lengths.
    pub(super) suffixes: u32,
    /// The head of the list of leaves with prefixes or suffixes, for strings that cannot be looked up.
    pub(super) affixes: u32,
    /// The head of the list of leaves that are not in the table of values.
    pub(super) unlisted: u32,
    /// The head of the list of facts about leaves that accept everything except listed values.
    pub(super) exclusions: u32,
    /// Number of leaves.
    pub(super) leaves: usize,
    /// The required string and the fact that the leaf is satisfied, if the field has a single leaf and the leaf
    /// requires one string without characters that must be escaped in JSON; `None` otherwise.
    pub(super) only: Option<(Vec<u8>, u32)>,
}

impl Default for FieldValues {
    fn default() -> Self {
        Self {
            string_lengths: 0,
            max_string_len: 0,
            has_numbers: false,
            prefixes: NONE,
            suffixes: NONE,
            affixes: NONE,
            unlisted: NONE,
            exclusions: NONE,
            leaves: 0,
            only: None,
        }
    }
}

impl Values {
    /// Adds a leaf of a field. `fact` is the fact that the leaf is satisfied.
    pub(super) fn add(
        &mut self,
        builder: &mut TableBuilder,
        (id, field): (u32, &mut FieldValues),
        alternatives: &[Filter],
        fact: u32,
    ) -> Result<(), TooLarge> {
        let excluded = excluded(alternatives);
        let (values, fact_of_values) =
            if excluded.is_empty() { (alternatives, fact) } else { (excluded, fact | EXCLUDED) };
        let (mut affixes, mut unlisted) = (Vec::new(), Vec::new());
        for filter in values {
            match listed(filter) {
                Some(value) => {
                    self.add_value(builder, (id, field), &value, fact_of_values)?;
                    if matches!(value, ListedValue::String(EntryKind::Prefix | EntryKind::Suffix, _)) {
                        affixes.push(filter.clone());
                    }
                }
                None => unlisted.push(filter.clone()),
            }
        }
        if !excluded.is_empty() {
            field.exclusions = self.listed_facts.push(ListedFact { fact, next: field.exclusions })?;
        }
        self.add_tests(builder, &mut field.affixes, &affixes, fact)?;
        self.add_tests(builder, &mut field.unlisted, &unlisted, fact)?;
        field.leaves += 1;
        let only = crate::program::lower::exact_string(alternatives).filter(|_| field.leaves == 1);
        field.only = only.map(|text| (text.to_vec(), fact));
        Ok(())
    }

    /// Adds a value of a leaf to the table of values.
    fn add_value(
        &mut self,
        builder: &mut TableBuilder,
        (id, field): (u32, &mut FieldValues),
        value: &ListedValue<'_>,
        fact: u32,
    ) -> Result<(), TooLarge> {
        match *value {
            ListedValue::String(kind, text) => {
                let (key, value) = (kind.key(id), builder.intern(text)?);
                match kind {
                    EntryKind::Prefix => self.add_length(&mut field.prefixes, value.length)?,
                    EntryKind::Suffix => self.add_length(&mut field.suffixes, value.length)?,
                    EntryKind::String | EntryKind::Number => {
                        field.string_lengths |= 1 << (value.length % u64::BITS);
                        field.max_string_len = field.max_string_len.max(value.length);
                    }
                }
                self.insert(builder, key, value, fact)
            }
            ListedValue::Number(number) => {
                field.has_numbers = true;
                self.insert(builder, EntryKind::Number.key(id), Slice::of_number(number), fact)
            }
        }
    }

    /// Adds a leaf, or the part of it that is not in the table of values, to the list that starts at `first`.
    fn add_tests(
        &mut self,
        builder: &mut TableBuilder,
        first: &mut u32,
        filters: &[Filter],
        fact: u32,
    ) -> Result<(), TooLarge> {
        let tests = builder.tests(filters)?;
        if tests.length > 0 {
            *first = self.unlisted_leaves.push(UnlistedLeaf { tests, fact, next: *first })?;
        }
        Ok(())
    }

    /// Adds a length to the list that starts at `first`, unless the list already contains the length.
    fn add_length(&mut self, first: &mut u32, length: u32) -> Result<(), TooLarge> {
        let mut next = *first;
        while next != NONE {
            let row = self.affix_lengths.get(next);
            if row.length == length {
                return Ok(());
            }
            next = row.next;
        }
        *first = self.affix_lengths.push(AffixLength { length, next: *first })?;
        Ok(())
    }

    /// Adds a fact that follows from a value of a field.
    fn insert(&mut self, builder: &TableBuilder, key: u32, value: Slice, fact: u32) -> Result<(), TooLarge> {
        let slot = hash_of(builder, key, value) & self.mask();
        let mut next = self.slots.get(slot);
        while next != NONE {
            let entry = self.entries.get(next);
            if (entry.key, entry.value) == (key, value) {
                return self.add_fact(next, entry, fact);
            }
            next = entry.next;
        }
        let facts = ListedFact { fact, next: NONE };
        let entry = self.entries.push(Entry { key, value, facts, next: self.slots.get(slot) })?;
        self.slots.set(slot, entry);
        if self.entries.len() > self.slots.len() { self.grow(builder) } else { Ok(()) }
    }

    /// Adds a fact that follows from the value of an entry.
    fn add_fact(&mut self, number: u32, entry: Entry, fact: u32) -> Result<(), TooLarge> {
        // A leaf may list the same value twice.
        if entry.facts.fact != fact {
            let next = self.listed_facts.push(entry.facts)?;
            self.entries.set(number, Entry { facts: ListedFact { fact, next }, ..entry });
        }
        Ok(())
    }

    /// Returns the mask that maps a hash to a slot.
    fn mask(&self) -> u32 {
        self.slots.numbers().end - 1
    }

    /// Doubles the number of slots.
    fn grow(&mut self, builder: &TableBuilder) -> Result<(), TooLarge> {
        let mut slots = Rows::default();
        for _ in 0..2 * self.slots.len() {
            slots.push(NONE)?;
        }
        self.slots = slots;
        for number in self.entries.numbers() {
            let entry = self.entries.get(number);
            let slot = hash_of(builder, entry.key, entry.value) & self.mask();
            self.entries.set(number, Entry { next: self.slots.get(slot), ..entry });
            self.slots.set(slot, number);
        }
        Ok(())
    }
}

/// Hashes a value that is stored as in an [`Entry`].
fn hash_of(builder: &TableBuilder, key: u32, value: Slice) -> u32 {
    match EntryKind::of(key) {
        EntryKind::String => hash::string(key, builder.text(value)),
        EntryKind::Number => hash::number(key, value.number()),
        EntryKind::Prefix | EntryKind::Suffix => hash::affix(key, builder.text(value)),
    }
}

/// A value that can be stored in the table of values.
enum ListedValue<'f> {
    String(EntryKind, &'f [u8]),
    Number(f64),
}

/// Returns the value to look up for a filter, or `None` if the filter cannot be looked up.
fn listed(filter: &Filter) -> Option<ListedValue<'_>> {
    match filter {
        Filter::String(text) => Some(ListedValue::String(EntryKind::String, text.as_bytes())),
        Filter::Affix(Affix { side, text, ignore_case: false }) => {
            let kind = if *side == Side::Prefix { EntryKind::Prefix } else { EntryKind::Suffix };
            Some(ListedValue::String(kind, text.as_bytes()))
        }
        Filter::Number(number) => number.comparable().map(ListedValue::Number),
        _ => None,
    }
}

/// Returns the excluded values of a leaf that is a single `anything-but` of strings and numbers, or an empty slice for
/// any other leaf.
fn excluded(alternatives: &[Filter]) -> &[Filter] {
    let is_value = |filter: &Filter| {
        matches!(listed(filter), Some(ListedValue::String(EntryKind::String, _) | ListedValue::Number(_)))
    };
    match alternatives {
        [Filter::AnythingBut(AnythingBut { excluded })] if excluded.iter().all(is_value) => excluded,
        _ => &[],
    }
}

/// Estimates how likely a value is to satisfy a leaf.
pub(super) fn likelihood(alternatives: &[Filter]) -> Likelihood {
    let of_filter = |filter: &Filter| match filter {
        Filter::Exists(_) | Filter::AnythingBut(_) => Likelihood::Likely,
        Filter::String(_) => Likelihood::Rare,
        _ => Likelihood::Some,
    };
    alternatives.iter().map(of_filter).max_by_key(|likelihood| *likelihood as u32).unwrap_or(Likelihood::Rare)
}
