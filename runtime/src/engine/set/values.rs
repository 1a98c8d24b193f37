//! Finds the leaves that a value satisfies.

#![allow(clippy::inline_always, reason = "called for every relevant value; most values need only a lookup")]

use super::affix_buffer::AffixBuffer;
use super::facts::Facts;
use super::tables::Set;
use crate::engine::format::hash::{self, EntryKind};
use crate::engine::format::{AffixLength, EXCLUDED, Entry, ListedFact, NONE, SetField, SetImage, Table, Test};
use crate::engine::state::accept;
use crate::json::{RawString, Scalar, comparable, equal_bytes};

/// Records all leaves of a field that a value satisfies. Returns whether the value satisfies any leaf.
#[inline(never)]
pub(super) fn record(set: &Set<'_>, node: u16, value: Scalar<'_>, facts: &mut Facts<'_>) -> bool {
    match value {
        Scalar::String(string) => match string.plain() {
            Some(plain) => record_string(set, node, plain, facts),
            None => record_escaped_string(set, node, string, facts),
        },
        Scalar::Number(text) => record_number(set, node, text, comparable(text), facts),
        Scalar::Null | Scalar::Boolean(_) => {
            let field = set.tables.fields.get(node);
            let accepts = |tests: Table<'_, Test>| accept::any_accepts(&set.program, None, tests, value);
            record_entry(set, &field, None, facts) | record_unlisted_leaves(set, &field, field.unlisted, facts, accepts)
        }
    }
}

/// Like [`record`], for a string without escapes.
#[inline(always)]
pub(super) fn record_string(set: &Set<'_>, node: u16, string: &[u8], facts: &mut Facts<'_>) -> bool {
    let field = set.tables.fields.get(node);
    let any_follows = record_entry(set, &field, string_entry(set, &field, string), facts);
    any_follows | (field.has_unlisted() && record_unlisted_string(set, node, string, facts))
}

#[cold]
fn record_escaped_string(set: &Set<'_>, node: u16, string: RawString<'_>, facts: &mut Facts<'_>) -> bool {
    let field = set.tables.fields.get(node);
    let any_follows = record_entry(set, &field, escaped_string_entry(set, &field, string), facts);
    let accepts = |tests: Table<'_, Test>| accept::any_accepts_string(&set.program, None, tests, string);
    let any_affix = match AffixBuffer::of(set, &field, string) {
        Some(AffixBuffer { start, end }) => record_affixes(set, &field, start.bytes(), end.bytes(), facts),
        None => record_unlisted_leaves(set, &field, field.affixes, facts, accepts),
    };
    any_follows | any_affix | record_unlisted_leaves(set, &field, field.unlisted, facts, accepts)
}

/// Like [`record`], for a number. `value` is `None` if the number cannot be compared by value.
#[inline(never)]
pub(super) fn record_number(set: &Set<'_>, node: u16, text: &[u8], value: Option<f64>, facts: &mut Facts<'_>) -> bool {
    let field = set.tables.fields.get(node);
    let accepts = |tests: Table<'_, Test>| accept::any_accepts_number(&set.program, None, tests, text, value);
    record_listed_number(set, node, value, facts) | record_unlisted_leaves(set, &field, field.unlisted, facts, accepts)
}

/// Like [`record_number`], but ignores leaves that are not in the table of values.
#[inline(always)]
pub(super) fn record_listed_number(set: &Set<'_>, node: u16, value: Option<f64>, facts: &mut Facts<'_>) -> bool {
    let field = set.tables.fields.get(node);
    let entry = match value {
        Some(value) if field.has_numbers => number_entry(set, &field, value),
        _ => None,
    };
    record_entry(set, &field, entry, facts)
}

/// Records the facts that follow from a value. `entry` is the value's entry in the table of values, if there is one.
#[inline(always)]
fn record_entry(set: &Set<'_>, field: &SetField, entry: Option<Entry>, facts: &mut Facts<'_>) -> bool {
    let first = entry.map(|entry| entry.facts);
    let any_listed = record_listed(set, field.object, first, facts);
    any_listed | (field.exclusions != NONE && record_not_excluded(set, field.object, field.exclusions, first, facts))
}

/// Records the leaves that list the value.
#[inline(always)]
fn record_listed(set: &Set<'_>, object: u16, first: Option<ListedFact>, facts: &mut Facts<'_>) -> bool {
    let mut any_satisfied = false;
    for fact in listed(set, first).filter(|fact| fact & EXCLUDED == 0) {
        facts.set(object, fact);
        any_satisfied = true;
    }
    any_satisfied
}

/// Records the leaves with `anything-but` that do not exclude the value. `first` is the first fact listed for the
/// value.
#[inline(never)]
fn record_not_excluded(
    set: &Set<'_>,
    object: u16,
    exclusions: u32,
    first: Option<ListedFact>,
    facts: &mut Facts<'_>,
) -> bool {
    let mut all_excluded = listed(set, first).filter(|fact| fact & EXCLUDED != 0);
    let mut excluded = all_excluded.next();
    let mut any_satisfied = false;
    // Both lists are in the same order.
    for fact in listed(set, set.tables.listed_facts.find(exclusions)) {
        if excluded == Some(fact | EXCLUDED) {
            excluded = all_excluded.next();
        } else {
            facts.set(object, fact);
            any_satisfied = true;
        }
    }
    any_satisfied
}

/// Returns the facts in a list, given the first one.
#[inline(always)]
fn listed(set: &Set<'_>, first: Option<ListedFact>) -> impl Iterator<Item = u32> {
    core::iter::successors(first, |fact| set.tables.listed_facts.find(fact.next)).map(|fact| fact.fact)
}

/// Records the leaves that accept a string because of a prefix, a suffix or a test that is not in the table of values.
#[inline(never)]
fn record_unlisted_string(set: &Set<'_>, node: u16, string: &[u8], facts: &mut Facts<'_>) -> bool {
    let field = set.tables.fields.get(node);
    let accepts =
        |tests: Table<'_, Test>| accept::any_accepts_string(&set.program, None, tests, RawString::new(string, false));
    record_affixes(set, &field, string, string, facts)
        | record_unlisted_leaves(set, &field, field.unlisted, facts, accepts)
}

/// Records the leaves that accept a string because of a prefix or suffix. Looks up each prefix and suffix of the string
/// that is as long as a required prefix or suffix. `start` and `end` are the start and the end of the string, or the
/// whole string, and contain all of these prefixes and suffixes.
#[inline]
fn record_affixes(set: &Set<'_>, field: &SetField, start: &[u8], end: &[u8], facts: &mut Facts<'_>) -> bool {
    let mut any_satisfied = false;
    let mut next = field.prefixes;
    while let Some(AffixLength { length, next: following }) = set.tables.affix_lengths.find(next) {
        let prefix = start.get(..length as usize);
        let entry = prefix.and_then(|prefix| affix_entry(set, EntryKind::Prefix.key(field.id), prefix));
        any_satisfied |= record_listed(set, field.object, entry.map(|entry| entry.facts), facts);
        next = following;
    }
    let mut next = field.suffixes;
    while let Some(AffixLength { length, next: following }) = set.tables.affix_lengths.find(next) {
        let before = end.len().checked_sub(length as usize);
        let suffix = before.and_then(|before| end.get(before..));
        let entry = suffix.and_then(|suffix| affix_entry(set, EntryKind::Suffix.key(field.id), suffix));
        any_satisfied |= record_listed(set, field.object, entry.map(|entry| entry.facts), facts);
        next = following;
    }
    any_satisfied
}

/// Goes through the leaves in a list and records each leaf that has a test that accepts the value.
#[inline]
fn record_unlisted_leaves(
    set: &Set<'_>,
    field: &SetField,
    first: u32,
    facts: &mut Facts<'_>,
    accepts: impl Fn(Table<'_, Test>) -> bool,
) -> bool {
    let mut any_satisfied = false;
    let mut next = first;
    while let Some(leaf) = set.tables.unlisted_leaves.find(next) {
        next = leaf.next;
        if facts.holds(leaf.fact) || accepts(set.program.tests.long_part(leaf.tests)) {
            facts.set(field.object, leaf.fact);
            any_satisfied = true;
        }
    }
    any_satisfied
}

#[inline(always)]
fn string_entry(set: &Set<'_>, field: &SetField, string: &[u8]) -> Option<Entry> {
    // Almost all strings that no leaf accepts have a length that no leaf accepts.
    if field.string_lengths >> (string.len() % u64::BITS as usize) & 1 == 0 {
        return None;
    }
    let key = EntryKind::String.key(field.id);
    entry(set, key, hash::string(key, string), |entry| equal_bytes(set.program.slice(entry.value), string))
}

fn escaped_string_entry(set: &Set<'_>, field: &SetField, string: RawString<'_>) -> Option<Entry> {
    let max_len = field.max_string_len as usize;
    let length = if string.min_len() <= max_len { string.decoded().take(max_len + 1).count() } else { return None };
    if length > max_len || field.string_lengths >> (length % u64::BITS as usize) & 1 == 0 {
        return None;
    }
    let key = EntryKind::String.key(field.id);
    entry(set, key, hash::decoded_string(key, string.decoded()), |entry| string.equals(set.program.slice(entry.value)))
}

#[inline(always)]
fn number_entry(set: &Set<'_>, field: &SetField, value: f64) -> Option<Entry> {
    let key = EntryKind::Number.key(field.id);
    entry(set, key, hash::number(key, value), |entry| entry.value.number().to_bits() == value.to_bits())
}

#[inline]
fn affix_entry(set: &Set<'_>, key: u32, affix: &[u8]) -> Option<Entry> {
    entry(set, key, hash::affix(key, affix), |entry| set.program.slice(entry.value) == affix)
}

#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "row numbers fit into 32 bits")]
fn entry(set: &Set<'_>, key: u32, hash: u32, is_wanted: impl Fn(&Entry) -> bool) -> Option<Entry> {
    let SetImage { slots, entries, .. } = set.tables;
    let mut next = slots.find(hash & (slots.len() as u32).wrapping_sub(1))?;
    while let Some(entry) = entries.find(next) {
        if entry.key == key && is_wanted(&entry) {
            return Some(entry);
        }
        next = entry.next;
    }
    None
}
