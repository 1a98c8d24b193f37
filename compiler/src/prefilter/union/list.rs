//! The alternatives of a field, out of several rules.

use super::shorten::shorten_wildcards;
use crate::diagnostic::Diagnostics;
use crate::json::{self, Dialect, Value};
use crate::limits::MAX_WILDCARD_COMPLEXITY;
use crate::pattern::Filter;
use crate::pattern::filter::relation::is_redundant;
use crate::pattern::filter::wildcard_complexity::complexity;
use crate::pattern::filter::{AnythingBut, CidrBlock, Wildcard};
use crate::rule::{canonical_order, stable_hash};
use std::collections::HashSet;
use std::rc::Rc;

/// One alternative and its text.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Alternative {
    pub(super) text: String,
    pub(super) filter: Filter,
}

impl Alternative {
    pub(super) fn new(filter: Filter) -> Rc<Self> {
        Rc::new(Self { text: filter.to_string(), filter })
    }

    /// The alternative that is written so, if there is one.
    pub(super) fn read(text: &str) -> Option<Rc<Self>> {
        let value = json::read(text, Dialect::Strict).value?;
        Filter::read(&value, &mut Diagnostics::new()).map(Self::new)
    }

    pub(super) fn value(&self) -> Option<Value> {
        json::read(&self.text, Dialect::Strict).value
    }
}

/// Alternatives, of which one must hold.
#[derive(Debug)]
pub(super) struct List {
    pub(super) alternatives: Vec<Rc<Alternative>>,
    /// The same for lists of the same alternatives, whatever their order.
    pub(super) key: Vec<Rc<Alternative>>,
    /// Of the key.
    pub(super) hash: u64,
}

/// How many pairs of alternatives are compared, so that the time stays in proportion to the rules.
const MOST_PAIRS: usize = 20_000;

/// How many wildcards of one field are looked at together. More are too complex as a rule.
const MOST_WILDCARDS: usize = 4;

impl List {
    pub(super) fn new(alternatives: Vec<Rc<Alternative>>) -> Rc<Self> {
        let key = canonical_order(alternatives.clone());
        Rc::new(Self { hash: stable_hash(&key), alternatives, key })
    }

    /// What asks only that the field is there, beside `exists: false` nothing.
    pub(super) fn presence(accepts_absence: bool) -> Option<Rc<Self>> {
        (!accepts_absence).then(|| Self::new(vec![Alternative::new(Filter::Exists(true))]))
    }

    /// All alternatives of some lists. Nothing if every event satisfies them.
    pub(super) fn union(lists: &[&Rc<Self>]) -> Option<Rc<Self>> {
        let first = lists.first()?;
        if lists.iter().all(|list| list.key == first.key) {
            return Some(Rc::clone(first));
        }
        let (mut all, mut seen) = (Vec::new(), HashSet::new());
        for list in lists {
            all.extend(list.alternatives.iter().filter(|one| seen.insert(&one.filter)).cloned());
        }
        let accepts_absence = accepts_absence(&all);
        if all.iter().any(|one| one.filter == Filter::Exists(true)) || is_contradictory(&all) {
            return Self::presence(accepts_absence);
        }
        let Some(left) = with_one_anything_but(all) else { return Self::presence(accepts_absence) };
        let left = without_covered(&left);
        if are_complex(&left) { shorten_wildcards(left) } else { Some(Self::new(left)) }
    }

    pub(super) fn accepts_absence(&self) -> bool {
        accepts_absence(&self.alternatives)
    }

    /// How many characters the list has in a pattern, about.
    pub(super) fn length(&self) -> usize {
        self.alternatives.iter().map(|one| one.text.chars().count() + 1).sum()
    }
}

pub(super) fn accepts_absence(alternatives: &[Rc<Alternative>]) -> bool {
    alternatives.iter().any(|one| one.filter.accepts_absence())
}

/// Whether an alternative means less beside another: a block without mask bits accepts numbers too, but not where numbers
/// are compared by value.
fn is_contradictory(alternatives: &[Rc<Alternative>]) -> bool {
    let every_address = |one: &Rc<Alternative>| matches!(one.filter, Filter::Cidr(CidrBlock { mask_bits: 0, .. }));
    alternatives.len() > 1 && alternatives.iter().any(every_address)
}

/// The alternatives with all lists of `anything-but` in one, which excludes what all of them exclude and no other
/// alternative accepts. Nothing if every value is accepted.
fn with_one_anything_but(alternatives: Vec<Rc<Alternative>>) -> Option<Vec<Rc<Alternative>>> {
    let mut common: Option<Vec<Filter>> = None;
    let mut others = Vec::new();
    for one in alternatives {
        match &one.filter {
            Filter::AnythingBut(AnythingBut { excluded }) if excluded.iter().all(|one| one.literal().is_some()) => {
                common = Some(match common {
                    Some(known) => known.into_iter().filter(|value| accepted(excluded, value)).collect(),
                    None => excluded.clone(),
                });
            }
            _ => others.push(one),
        }
    }
    let Some(excluded) = common else { return Some(others) };
    let is_left = |value: &Filter| !others.iter().any(|one| accepted(std::slice::from_ref(&one.filter), value));
    let excluded: Vec<Filter> = excluded.into_iter().filter(is_left).collect();
    if excluded.is_empty() {
        return None;
    }
    others.push(Alternative::new(Filter::AnythingBut(AnythingBut { excluded })));
    Some(others)
}

/// Whether one of the filters accepts a value.
fn accepted(filters: &[Filter], value: &Filter) -> bool {
    value.literal().is_some_and(|value| filters.iter().any(|filter| filter.accepts(&value)))
}

/// The alternatives without those that accept nothing that another one does not.
fn without_covered(alternatives: &[Rc<Alternative>]) -> Vec<Rc<Alternative>> {
    let wide = alternatives.iter().enumerate().filter(|(_, one)| one.filter.literal().is_none());
    let wide: Vec<(usize, &Rc<Alternative>)> = wide.take(MOST_PAIRS / alternatives.len().max(1)).collect();
    let is_covered = |one: (usize, &Filter)| wide.iter().any(|(other, wide)| is_redundant(one, (*other, &wide.filter)));
    let left = alternatives.iter().enumerate().filter(|(number, one)| !is_covered((*number, &one.filter)));
    left.map(|(_, one)| Rc::clone(one)).collect()
}

/// Whether the service would refuse the wildcards beside each other.
fn are_complex(alternatives: &[Rc<Alternative>]) -> bool {
    let wildcards: Vec<&Wildcard> = alternatives.iter().flat_map(|one| one.filter.wildcards()).collect();
    wildcards.len() > MOST_WILDCARDS || (wildcards.len() > 1 && complexity(&wildcards) > MAX_WILDCARD_COMPLEXITY)
}
