//! Lists of alternatives, and the union of lists from several rules.

use super::shorten::shorten_wildcards;
use crate::diagnostic::Diagnostics;
use crate::json::{self, Dialect, Value};
use crate::limits::MAX_WILDCARD_COMPLEXITY;
use crate::pattern::Filter;
use crate::pattern::filter::relation::is_redundant;
use crate::pattern::filter::wildcard_complexity::complexity;
use crate::pattern::filter::{AnythingBut, CidrBlock};
use crate::rule::{canonical_order, stable_hash};
use std::collections::HashSet;
use std::rc::Rc;

/// An alternative and its JSON text.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Alternative {
    pub(super) text: String,
    pub(super) filter: Filter,
}

impl Alternative {
    pub(super) fn new(filter: Filter) -> Rc<Self> {
        Rc::new(Self { text: filter.to_string(), filter })
    }

    /// Parses an alternative. Returns `None` if the text is not a valid alternative.
    pub(super) fn read(text: &str) -> Option<Rc<Self>> {
        let value = json::read(text, Dialect::Strict).value?;
        Filter::read(&value, &mut Diagnostics::new()).map(Self::new)
    }

    pub(super) fn value(&self) -> Option<Value> {
        json::read(&self.text, Dialect::Strict).value
    }
}

/// A list of alternatives. A field satisfies the list if it satisfies one of the alternatives.
#[derive(Debug)]
pub(super) struct List {
    pub(super) alternatives: Vec<Rc<Alternative>>,
    /// The alternatives in canonical order, for comparing lists regardless of order.
    pub(super) canonical: Vec<Rc<Alternative>>,
    /// The hash of `canonical`.
    pub(super) hash: u64,
}

/// Maximum number of pairs of alternatives that are compared. The limit keeps the time proportional to the size of the
/// rules.
const MAX_COMPARED_PAIRS: usize = 20_000;

/// Maximum number of filters with wildcards for one field whose complexity is measured. A larger number is usually too
/// complex for EventBridge.
const MAX_MEASURED_FILTERS: usize = 4;

impl List {
    pub(super) fn new(alternatives: Vec<Rc<Alternative>>) -> Rc<Self> {
        let canonical = canonical_order(alternatives.clone());
        Rc::new(Self { hash: stable_hash(&canonical), alternatives, canonical })
    }

    /// Returns a list that requires only that the field is present, or `None` if the field may also be absent.
    pub(super) fn presence(accepts_absence: bool) -> Option<Rc<Self>> {
        (!accepts_absence).then(|| Self::new(vec![Alternative::new(Filter::Exists(true))]))
    }

    /// Returns a list that accepts everything that any of the lists accepts, or `None` if every event satisfies it.
    pub(super) fn union(lists: &[&Rc<Self>]) -> Option<Rc<Self>> {
        let first = lists.first()?;
        if lists.iter().all(|list| list.canonical == first.canonical) {
            return Some(Rc::clone(first));
        }
        let (mut all, mut seen) = (Vec::new(), HashSet::new());
        for list in lists {
            all.extend(list.alternatives.iter().filter(|one| seen.insert(&one.filter)).cloned());
        }
        let accepts_absence = accepts_absence(&all);
        if all.iter().any(|one| one.filter == Filter::Exists(true)) || has_ambiguous_block(&all) {
            return Self::presence(accepts_absence);
        }
        let Some(merged) = merge_anything_but(all) else { return Self::presence(accepts_absence) };
        let remaining = without_redundant(&merged);
        if are_too_complex(&remaining) { shorten_wildcards(remaining) } else { Some(Self::new(remaining)) }
    }

    pub(super) fn accepts_absence(&self) -> bool {
        accepts_absence(&self.alternatives)
    }

    /// Returns the approximate number of characters that the list takes up in a pattern.
    pub(super) fn length(&self) -> usize {
        self.alternatives.iter().map(|one| one.text.chars().count() + 1).sum()
    }
}

pub(super) fn accepts_absence(alternatives: &[Rc<Alternative>]) -> bool {
    alternatives.iter().any(|one| one.filter.accepts_absence())
}

/// Whether the meaning of an alternative depends on the other alternatives: an address block with zero mask bits also
/// accepts numbers, unless another alternative compares numbers by value.
fn has_ambiguous_block(alternatives: &[Rc<Alternative>]) -> bool {
    let every_address = |one: &Rc<Alternative>| matches!(one.filter, Filter::Cidr(CidrBlock { mask_bits: 0, .. }));
    alternatives.len() > 1 && alternatives.iter().any(every_address)
}

/// Merges all `anything-but` filters into one, which excludes the values that all of them exclude and no other
/// alternative accepts. Returns `None` if every value is accepted.
fn merge_anything_but(alternatives: Vec<Rc<Alternative>>) -> Option<Vec<Rc<Alternative>>> {
    let mut common: Option<Vec<Filter>> = None;
    let mut others = Vec::new();
    for one in alternatives {
        match &one.filter {
            Filter::AnythingBut(AnythingBut { excluded }) if excluded.iter().all(|one| one.literal().is_some()) => {
                common = Some(match common {
                    Some(values) => values.into_iter().filter(|value| any_accepts(excluded, value)).collect(),
                    None => excluded.clone(),
                });
            }
            _ => others.push(one),
        }
    }
    let Some(excluded) = common else { return Some(others) };
    let is_excluded = |value: &Filter| !others.iter().any(|one| any_accepts(std::slice::from_ref(&one.filter), value));
    let excluded: Vec<Filter> = excluded.into_iter().filter(is_excluded).collect();
    if excluded.is_empty() {
        return None;
    }
    others.push(Alternative::new(Filter::AnythingBut(AnythingBut { excluded })));
    Some(others)
}

/// Whether one of the filters accepts a value.
fn any_accepts(filters: &[Filter], value: &Filter) -> bool {
    value.literal().is_some_and(|value| filters.iter().any(|filter| filter.accepts(&value)))
}

/// Returns the alternatives, except those whose values are all accepted by another alternative.
fn without_redundant(alternatives: &[Rc<Alternative>]) -> Vec<Rc<Alternative>> {
    let wide = alternatives.iter().enumerate().filter(|(_, one)| one.filter.literal().is_none());
    let wide: Vec<(usize, &Rc<Alternative>)> = wide.take(MAX_COMPARED_PAIRS / alternatives.len().max(1)).collect();
    let is_covered = |one: (usize, &Filter)| wide.iter().any(|(other, wide)| is_redundant(one, (*other, &wide.filter)));
    let remaining = alternatives.iter().enumerate().filter(|(number, one)| !is_covered((*number, &one.filter)));
    remaining.map(|(_, one)| Rc::clone(one)).collect()
}

/// Whether the wildcards, when combined, are too complex for EventBridge.
fn are_too_complex(alternatives: &[Rc<Alternative>]) -> bool {
    let filters: Vec<&Filter> =
        alternatives.iter().map(|one| &one.filter).filter(|filter| !filter.wildcards().is_empty()).collect();
    filters.len() > MAX_MEASURED_FILTERS || (filters.len() > 1 && complexity(&filters) > MAX_WILDCARD_COMPLEXITY)
}
