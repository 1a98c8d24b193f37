//! Which values lists of alternatives accept, and which they do not.
//!
//! A [`Query`] looks for one value that some lists accept and others do not. That there is none is certain, and so is a value
//! that is found, except where a list names other fields of the event: of what those accept only bounds are known.

mod address;
mod alternatives;
mod automaton;
mod domain;
mod number;
mod text;

pub(super) use alternatives::Alternatives;
pub(super) use domain::Domain;

use event_pattern_compiler::json::Scalar;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::relation;
use std::cell::Cell;

/// A value with certain properties.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    /// There is none.
    Nothing,
    /// This one.
    Value(Scalar),
    /// It cannot be told whether there is one.
    Unknown,
}

impl Found {
    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Value(value) => Self::Value(value),
            Self::Nothing => other(),
            Self::Unknown => match other() {
                Self::Nothing => Self::Unknown,
                found => found,
            },
        }
    }
}

/// A question for a value of a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Query<'a> {
    /// Each of these lists must accept the value.
    pub(super) wanted: &'a [&'a Alternatives],
    /// None of these may.
    pub(super) unwanted: &'a [&'a Alternatives],
    /// What the field can be.
    pub(super) domain: Domain,
    /// What is left of the effort for this and other questions.
    pub(super) effort: &'a Effort,
}

/// How much more is looked at before everything is [`Found::Unknown`], so that no set of rules takes too long.
#[derive(Debug)]
pub(super) struct Effort(Cell<usize>);

impl Effort {
    pub(super) fn new(steps: usize) -> Self {
        Self(Cell::new(steps))
    }

    /// Takes steps; false if there are none left.
    pub(super) fn spend(&self, steps: usize) -> bool {
        let left = self.0.get().checked_sub(steps);
        self.0.set(left.unwrap_or_default());
        left.is_some()
    }
}

impl Query<'_> {
    /// Looks for a value.
    pub(super) fn find(&self) -> Found {
        self.literal().map_or_else(|| self.combined().or_else(|| self.beside_references()), Found::Value)
    }

    /// Whether a value is one that is asked for, other fields of the event left aside.
    fn accepts(&self, value: &Scalar) -> bool {
        self.domain.has(value)
            && self.wanted.iter().all(|list| list.accepts(value))
            && !self.unwanted.iter().any(|list| list.accepts(value))
    }

    /// A value that one of the lists names.
    fn literal(&self) -> Option<Scalar> {
        let mut literals = self.wanted.iter().flat_map(|list| list.literals());
        literals.find(|value| self.accepts(value)).cloned()
    }

    /// A value that a filter of each list accepts.
    fn combined(&self) -> Found {
        let lists: Vec<Vec<&Filter>> = self.wanted.iter().map(|list| list.filters().collect()).collect();
        self.search_all(&lists)
    }

    /// A value that some list may accept because of another field of the event. Whether it does is not known.
    fn beside_references(&self) -> Found {
        let is_shared = |filter: &Filter| self.unwanted.iter().any(|list| list.has_reference(filter));
        let bounds = |list: &&Alternatives| -> Vec<Filter> {
            list.references().filter(|filter| !is_shared(filter)).map(alternatives::upper_bound).collect()
        };
        let bounds: Vec<Vec<Filter>> = self.wanted.iter().map(bounds).collect();
        for (number, own) in bounds.iter().enumerate().filter(|(_, own)| !own.is_empty()) {
            let beside = |(other, list): (usize, &&Alternatives)| -> Vec<Filter> {
                if other == number {
                    return own.clone();
                }
                let literals = list.literals().map(alternatives::as_filter);
                literals.chain(list.filters().cloned()).chain(bounds[other].iter().cloned()).collect()
            };
            let lists: Vec<Vec<Filter>> = self.wanted.iter().enumerate().map(beside).collect();
            let lists: Vec<Vec<&Filter>> = lists.iter().map(|list| list.iter().collect()).collect();
            if self.search_all(&lists) != Found::Nothing {
                return Found::Unknown;
            }
        }
        Found::Nothing
    }

    fn search_all(&self, lists: &[Vec<&Filter>]) -> Found {
        match lists {
            [] => self.search(&[]),
            [only] => any(only.iter().map(|filter| vec![*filter]), |filters| self.search(filters)),
            [first, second, ..] => {
                let pairs = first.iter().flat_map(|one| second.iter().map(|other| vec![*one, *other]));
                any(pairs, |filters| self.search(filters))
            }
        }
    }

    /// A value that all of these filters accept and none of the unwanted lists.
    fn search(&self, filters: &[&Filter]) -> Found {
        let covers = |filter: &&Filter| self.unwanted.iter().any(|list| list.covers(filter));
        if filters.iter().any(covers) || matches!(filters, [one, other] if relation::disjoint(one, other)) {
            return Found::Nothing;
        }
        let search = Search { filters, unwanted: self.unwanted, domain: self.domain, effort: self.effort };
        text::find(&search).or_else(|| number::find(&search)).or_else(|| search.plain())
    }
}

/// The first value that is found in one of several places.
fn any<T>(places: impl Iterator<Item = T>, mut find: impl FnMut(&T) -> Found) -> Found {
    let mut found = Found::Nothing;
    for place in places {
        found = found.or_else(|| find(&place));
        if matches!(found, Found::Value(_)) {
            break;
        }
    }
    found
}

/// The search for a value that all filters accept and none of the unwanted lists.
struct Search<'a> {
    filters: &'a [&'a Filter],
    unwanted: &'a [&'a Alternatives],
    domain: Domain,
    effort: &'a Effort,
}

impl Search<'_> {
    fn accepts(&self, value: &Scalar) -> bool {
        self.domain.has(value)
            && self.filters.iter().all(|filter| filter.accepts(value))
            && !self.unwanted.iter().any(|list| list.accepts(value))
    }

    /// All filters of which what is accepted depends on: those of `anything-but` one by one.
    fn all_filters(&self) -> impl Iterator<Item = &Filter> {
        let unwanted = self.unwanted.iter().flat_map(|list| list.filters());
        self.filters.iter().copied().chain(unwanted).flat_map(|filter| match filter {
            Filter::AnythingBut(but) => but.excluded.as_slice(),
            other => std::slice::from_ref(other),
        })
    }

    /// A value that is neither a string nor a number.
    fn plain(&self) -> Found {
        let values = [Scalar::Boolean(true), Scalar::Boolean(false), Scalar::Null];
        values.into_iter().find(|value| self.accepts(value)).map_or(Found::Nothing, Found::Value)
    }
}

#[cfg(test)]
mod tests;
