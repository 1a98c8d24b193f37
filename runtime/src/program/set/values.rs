//! Which leaves a value satisfies.

use super::facts::Facts;
use super::hash;
use super::tables::{Entry, Field, Set};
use crate::json::{RawString, Scalar, comparable};
use crate::program::table::Table;
use crate::program::{Test, test};

/// Takes note of all leaves of a field that a value satisfies. Tells whether there is one.
pub(super) fn note(set: &Set<'_>, field: &Field, value: Scalar<'_>, facts: &mut Facts<'_>) -> bool {
    match value {
        Scalar::String(text) => {
            let entry = if field.has_texts { text_entry(set, field, text) } else { None };
            let accepts = |tests: Table<'_, Test>| test::any_accepts_text(&set.program, tests, text);
            note_listed(set, field, entry, facts) | note_others(set, field, facts, accepts)
        }
        Scalar::Number(text) => {
            let number = comparable(text);
            let listed = number.filter(|_| field.has_numbers);
            let entry = listed.and_then(|number| number_entry(set, field, number));
            let accepts = |tests: Table<'_, Test>| test::any_accepts_number(&set.program, tests, text, number);
            note_listed(set, field, entry, facts) | note_others(set, field, facts, accepts)
        }
        Scalar::Null | Scalar::Boolean(_) => {
            note_others(set, field, facts, |tests| test::any_accepts(&set.program, tests, value))
        }
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

/// All other leaves, one after the other.
#[inline]
fn note_others(set: &Set<'_>, field: &Field, facts: &mut Facts<'_>, accepts: impl Fn(Table<'_, Test>) -> bool) -> bool {
    let mut any_satisfied = false;
    let mut next = field.others;
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
    let hash = hash::of_text(field.place, text);
    entry(set, hash, |entry| entry.key == field.place << 1 && text.equals(set.program.slice(entry.value)))
}

#[inline]
fn number_entry(set: &Set<'_>, field: &Field, value: f64) -> Option<Entry> {
    let bits = value.to_bits();
    let is_same = |entry: &Entry| u64::from(entry.value.0) | u64::from(entry.value.1) << 32 == bits;
    let hash = hash::of_number(field.place, value);
    entry(set, hash, |entry| entry.key == field.place << 1 | 1 && is_same(entry))
}

#[inline]
fn entry(set: &Set<'_>, hash: u32, is_wanted: impl Fn(&Entry) -> bool) -> Option<Entry> {
    let mut next = set.slots.find(hash & set.slots.long_rows().wrapping_sub(1))?;
    while let Some(entry) = set.entries.find(next) {
        if is_wanted(&entry) {
            return Some(entry);
        }
        next = entry.next;
    }
    None
}
