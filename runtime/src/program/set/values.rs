//! Which leaves a value satisfies.

use super::facts::Facts;
use super::hash;
use super::tables::{Entry, Field, Set};
use crate::json::{RawString, Scalar, comparable};
use crate::program::test;

/// Takes note of all leaves of a field that a value satisfies. Tells whether there is one.
pub(super) fn note(set: &Set<'_>, field: &Field, value: Scalar<'_>, facts: &mut Facts<'_>) -> bool {
    let listed = match value {
        Scalar::String(text) if field.has_texts => text_entry(set, field, text),
        Scalar::Number(text) if field.has_numbers => comparable(text).and_then(|value| number_entry(set, field, value)),
        _ => None,
    };
    if let Some(entry) = listed {
        facts.set(field.object, entry.fact);
        let mut next = entry.more;
        while let Some(more) = set.more.find(next) {
            facts.set(field.object, more.fact);
            next = more.next;
        }
    }
    let mut any_satisfied = listed.is_some();
    let mut next = field.others;
    while let Some(other) = set.others.find(next) {
        next = other.next;
        if facts.holds(other.fact) || test::any_accepts(&set.program, set.program.tests.long_part(other.tests), value) {
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
