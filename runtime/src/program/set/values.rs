//! Which leaves a value satisfies.

use super::facts::Facts;
use super::hash::{self, Kind};
use super::tables::{Entry, Field, Length, Set};
use crate::json::{RawString, Scalar, comparable};
use crate::program::table::Table;
use crate::program::{Test, test};

/// Takes note of all leaves of a field that a value satisfies. Tells whether there is one.
pub(super) fn note(set: &Set<'_>, field: &Field, value: Scalar<'_>, facts: &mut Facts<'_>) -> bool {
    match value {
        Scalar::String(text) => {
            let entry = if may_be_listed(field, text) { text_entry(set, field, text) } else { None };
            let accepts = |tests: Table<'_, Test>| test::any_accepts_text(&set.program, tests, text);
            let any_affix = match text.plain() {
                Some(plain) => note_affixes(set, field, plain, facts),
                None => note_others(set, field, field.affixes, facts, accepts),
            };
            note_listed(set, field, entry, facts) | any_affix | note_others(set, field, field.others, facts, accepts)
        }
        Scalar::Number(text) => {
            let number = comparable(text);
            let listed = number.filter(|_| field.has_numbers);
            let entry = listed.and_then(|number| number_entry(set, field, number));
            let accepts = |tests: Table<'_, Test>| test::any_accepts_number(&set.program, tests, text, number);
            note_listed(set, field, entry, facts) | note_others(set, field, field.others, facts, accepts)
        }
        Scalar::Null | Scalar::Boolean(_) => {
            note_others(set, field, field.others, facts, |tests| test::any_accepts(&set.program, tests, value))
        }
    }
}

/// Whether a leaf asks for a string that is as long.
#[inline]
fn may_be_listed(field: &Field, text: RawString<'_>) -> bool {
    match text.plain() {
        Some(plain) => field.text_lengths >> (plain.len() % u64::BITS as usize) & 1 == 1,
        None => field.text_lengths != 0,
    }
}

/// The leaves that ask for one of a list of values.
#[inline]
fn note_listed(set: &Set<'_>, field: &Field, entry: Option<Entry>, facts: &mut Facts<'_>) -> bool {
    let Some(entry) = entry else { return false };
    facts.set(field.object, entry.fact);
    let mut next = entry.more;
    while let Some(more) = set.more.find(next) {
        facts.set(field.object, more.fact);
        next = more.next;
    }
    true
}

/// The leaves that ask how a string starts or ends: each start and end of it that is as long as one that is asked for is
/// looked up.
#[inline]
fn note_affixes(set: &Set<'_>, field: &Field, text: &[u8], facts: &mut Facts<'_>) -> bool {
    let mut any_satisfied = false;
    let mut next = field.prefixes;
    while let Some(Length { length, next: behind }) = set.lengths.find(next) {
        let prefix = text.get(..length as usize);
        let entry = prefix.and_then(|prefix| affix_entry(set, Kind::Prefix.key(field.place), prefix));
        any_satisfied |= note_listed(set, field, entry, facts);
        next = behind;
    }
    let mut next = field.suffixes;
    while let Some(Length { length, next: behind }) = set.lengths.find(next) {
        let start = text.len().checked_sub(length as usize);
        let suffix = start.and_then(|start| text.get(start..));
        let entry = suffix.and_then(|suffix| affix_entry(set, Kind::Suffix.key(field.place), suffix));
        any_satisfied |= note_listed(set, field, entry, facts);
        next = behind;
    }
    any_satisfied
}

/// The leaves of a list, one after the other.
#[inline]
fn note_others(
    set: &Set<'_>,
    field: &Field,
    first: u32,
    facts: &mut Facts<'_>,
    accepts: impl Fn(Table<'_, Test>) -> bool,
) -> bool {
    let mut any_satisfied = false;
    let mut next = first;
    while let Some(other) = set.others.find(next) {
        next = other.next;
        if facts.holds(other.fact) || accepts(set.program.tests.long_part(other.tests)) {
            facts.set(field.object, other.fact);
            any_satisfied = true;
        }
    }
    any_satisfied
}

#[inline]
fn text_entry(set: &Set<'_>, field: &Field, text: RawString<'_>) -> Option<Entry> {
    let key = Kind::Text.key(field.place);
    entry(set, key, hash::of_text(key, text), |entry| text.equals(set.program.slice(entry.value)))
}

#[inline]
fn number_entry(set: &Set<'_>, field: &Field, value: f64) -> Option<Entry> {
    let (key, bits) = (Kind::Number.key(field.place), value.to_bits());
    let is_same = |entry: &Entry| u64::from(entry.value.0) | u64::from(entry.value.1) << 32 == bits;
    entry(set, key, hash::of_number(key, value), is_same)
}

#[inline]
fn affix_entry(set: &Set<'_>, key: u32, affix: &[u8]) -> Option<Entry> {
    entry(set, key, hash::of_affix(key, affix), |entry| set.program.slice(entry.value) == affix)
}

#[inline]
fn entry(set: &Set<'_>, key: u32, hash: u32, is_wanted: impl Fn(&Entry) -> bool) -> Option<Entry> {
    let mut next = set.slots.find(hash & set.slots.long_rows().wrapping_sub(1))?;
    while let Some(entry) = set.entries.find(next) {
        if entry.key == key && is_wanted(&entry) {
            return Some(entry);
        }
        next = entry.next;
    }
    None
}
