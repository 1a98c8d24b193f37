//! Finds values that some lists of alternatives accept and others reject.
//!
//! If the search finds a value, or finds that there is none, the result is certain. For a list with field references,
//! only an upper bound of the accepted values is known, so the result may be unknown.

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

/// The result of a search for a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SearchResult {
    /// There is no such value.
    None,
    /// This value qualifies.
    Value(Scalar),
    /// It is unknown whether there is such a value.
    Unknown,
}

impl SearchResult {
    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Value(value) => Self::Value(value),
            Self::None => other(),
            Self::Unknown => match other() {
                Self::None => Self::Unknown,
                found => found,
            },
        }
    }
}

/// A search for a value of a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Query<'a> {
    /// Each of these lists must accept the value.
    pub(super) accepting: &'a [&'a Alternatives],
    /// None of these lists may accept the value.
    pub(super) rejecting: &'a [&'a Alternatives],
    /// The values that the field can have.
    pub(super) domain: Domain,
    /// The remaining steps, shared with other queries.
    pub(super) budget: &'a StepBudget,
}

/// The number of remaining steps. When they run out, results become [`SearchResult::Unknown`], so that no set of rules
/// takes too long to analyze.
#[derive(Debug)]
pub(super) struct StepBudget(Cell<usize>);

impl StepBudget {
    pub(super) fn new(steps: usize) -> Self {
        Self(Cell::new(steps))
    }

    /// Subtracts steps. Returns `false` if too few steps are left.
    pub(super) fn spend(&self, steps: usize) -> bool {
        let left = self.0.get().checked_sub(steps);
        self.0.set(left.unwrap_or_default());
        left.is_some()
    }
}

impl Query<'_> {
    /// Runs the search.
    pub(super) fn find(&self) -> SearchResult {
        self.literal().map_or_else(|| self.filtered().or_else(|| self.with_field_refs()), SearchResult::Value)
    }

    /// Whether a value qualifies, without considering field references.
    fn accepts(&self, value: &Scalar) -> bool {
        self.domain.has(value)
            && self.accepting.iter().all(|list| list.accepts(value))
            && !self.rejecting.iter().any(|list| list.accepts(value))
    }

    /// Looks for a plain value of one of the lists.
    fn literal(&self) -> Option<Scalar> {
        let mut literals = self.accepting.iter().flat_map(|list| list.literals());
        literals.find(|value| self.accepts(value)).cloned()
    }

    /// Looks for a value that a filter of each list accepts.
    fn filtered(&self) -> SearchResult {
        let lists: Vec<Vec<&Filter>> = self.accepting.iter().map(|list| list.filters().collect()).collect();
        self.search_all(&lists)
    }

    /// Looks for a value that a list may accept because of a field reference. If there is such a value, the result is
    /// unknown, because the referenced field may have any value.
    fn with_field_refs(&self) -> SearchResult {
        let is_shared = |filter: &Filter| self.rejecting.iter().any(|list| list.has_field_ref(filter));
        let bounds = |list: &&Alternatives| -> Vec<Filter> {
            list.field_refs().filter(|filter| !is_shared(filter)).map(alternatives::upper_bound).collect()
        };
        let bounds: Vec<Vec<Filter>> = self.accepting.iter().map(bounds).collect();
        for (number, own) in bounds.iter().enumerate().filter(|(_, own)| !own.is_empty()) {
            let candidates = |(other, list): (usize, &&Alternatives)| -> Vec<Filter> {
                if other == number {
                    return own.clone();
                }
                let literals = list.literals().map(alternatives::as_filter);
                literals.chain(list.filters().cloned()).chain(bounds[other].iter().cloned()).collect()
            };
            let lists: Vec<Vec<Filter>> = self.accepting.iter().enumerate().map(candidates).collect();
            let lists: Vec<Vec<&Filter>> = lists.iter().map(|list| list.iter().collect()).collect();
            if self.search_all(&lists) != SearchResult::None {
                return SearchResult::Unknown;
            }
        }
        SearchResult::None
    }

    fn search_all(&self, lists: &[Vec<&Filter>]) -> SearchResult {
        match lists {
            [] => self.search(&[]),
            [only] => first_value(only.iter().map(|filter| vec![*filter]), |filters| self.search(filters)),
            [first, second, ..] => {
                let pairs = first.iter().flat_map(|one| second.iter().map(|other| vec![*one, *other]));
                first_value(pairs, |filters| self.search(filters))
            }
        }
    }

    /// Looks for a value that all of these filters accept and none of the rejecting lists accepts.
    fn search(&self, filters: &[&Filter]) -> SearchResult {
        let covers = |filter: &&Filter| self.rejecting.iter().any(|list| list.covers(filter));
        if filters.iter().any(covers) || matches!(filters, [one, other] if relation::disjoint(one, other)) {
            return SearchResult::None;
        }
        let search = Search { filters, rejecting: self.rejecting, domain: self.domain, budget: self.budget };
        text::find(&search).or_else(|| number::find(&search)).or_else(|| search.other_value())
    }
}

/// Returns the first value that is found for one of the items.
fn first_value<T>(items: impl Iterator<Item = T>, mut find: impl FnMut(&T) -> SearchResult) -> SearchResult {
    let mut found = SearchResult::None;
    for item in items {
        found = found.or_else(|| find(&item));
        if matches!(found, SearchResult::Value(_)) {
            break;
        }
    }
    found
}

/// A search for a value that all filters accept and none of the rejecting lists accepts.
struct Search<'a> {
    filters: &'a [&'a Filter],
    rejecting: &'a [&'a Alternatives],
    domain: Domain,
    budget: &'a StepBudget,
}

impl Search<'_> {
    fn accepts(&self, value: &Scalar) -> bool {
        self.domain.has(value)
            && self.filters.iter().all(|filter| filter.accepts(value))
            && !self.rejecting.iter().any(|list| list.accepts(value))
    }

    /// Returns all filters that the result depends on, with the filters inside `anything-but` instead of the
    /// `anything-but` itself.
    fn all_filters(&self) -> impl Iterator<Item = &Filter> {
        let rejecting = self.rejecting.iter().flat_map(|list| list.filters());
        self.filters.iter().copied().chain(rejecting).flat_map(|filter| match filter {
            Filter::AnythingBut(but) => but.excluded.as_slice(),
            other => std::slice::from_ref(other),
        })
    }

    /// Looks for a value that is neither a string nor a number.
    fn other_value(&self) -> SearchResult {
        let values = [Scalar::Boolean(true), Scalar::Boolean(false), Scalar::Null];
        values.into_iter().find(|value| self.accepts(value)).map_or(SearchResult::None, SearchResult::Value)
    }
}

#[cfg(test)]
mod tests;
