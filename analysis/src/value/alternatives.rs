//! The alternatives of a leaf, sorted by what can be told of them.

use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Affix, AnythingBut, Bound, FieldRange, Limit, Numeric, relation};
use std::collections::HashSet;

/// The alternatives of a leaf. Lists may have thousands of plain values, which are looked up.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Alternatives {
    literals: Vec<Scalar>,
    known_literals: HashSet<Scalar>,
    filters: Vec<Filter>,
    references: Vec<Filter>,
    refused: Vec<Scalar>,
    accepts_absence: bool,
}

/// What is put where a filter leaves a choice: unlikely to be named by another filter.
pub(super) const FILLER: &str = "x7";

/// How many refused values are kept of a leaf.
const MOST_REFUSED: usize = 4;

impl Alternatives {
    pub(in super::super) fn of(filters: &[Filter]) -> Self {
        let mut alternatives = Self::default();
        for filter in filters {
            if let Some(value) = filter.literal() {
                if alternatives.known_literals.insert(value.clone()) {
                    alternatives.literals.push(value);
                }
            } else if filter.accepts_absence() {
                alternatives.accepts_absence = true;
            } else if filter.has_field_ref() {
                alternatives.references.push(filter.clone());
            } else {
                alternatives.filters.push(filter.clone());
            }
        }
        if alternatives.references.is_empty() {
            let named = alternatives.filters.iter().flat_map(named_values).filter(|value| !alternatives.accepts(value));
            alternatives.refused = named.take(MOST_REFUSED).collect();
        }
        alternatives
    }

    /// Whether a value is accepted, whatever other fields there are.
    pub(in super::super) fn accepts(&self, value: &Scalar) -> bool {
        (!self.known_literals.is_empty() && self.known_literals.contains(value))
            || self.filters.iter().any(|filter| filter.accepts(value))
    }

    /// How much effort it is to ask whether a value is accepted.
    pub(in super::super) fn size(&self) -> usize {
        1 + self.filters.iter().map(size_of_filter).sum::<usize>()
    }

    /// Some values that are surely not accepted, though filters name them.
    pub(in super::super) fn refused(&self) -> &[Scalar] {
        &self.refused
    }

    /// Whether an event without the field satisfies the leaf.
    pub(in super::super) fn accepts_absence(&self) -> bool {
        self.accepts_absence
    }

    /// Whether some alternative names another field.
    pub(in super::super) fn names_fields(&self) -> bool {
        !self.references.is_empty()
    }

    /// The plain values.
    pub(in super::super) fn literals(&self) -> impl Iterator<Item = &Scalar> {
        self.literals.iter()
    }

    /// The filters that are no plain values and speak of no other field.
    pub(in super::super) fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.filters.iter()
    }

    pub(super) fn references(&self) -> impl Iterator<Item = &Filter> {
        self.references.iter()
    }

    pub(super) fn has_reference(&self, filter: &Filter) -> bool {
        self.references.contains(filter)
    }

    /// Whether one alternative on its own surely accepts all that a filter does.
    pub(super) fn covers(&self, narrow: &Filter) -> bool {
        self.filters.iter().any(|wide| relation::covers(wide, narrow))
    }
}

/// The values that a filter names: what it excludes, and the ends of its range.
pub(super) fn named_values(filter: &Filter) -> Vec<Scalar> {
    match filter {
        Filter::AnythingBut(but) => but.excluded.iter().filter_map(named_value).collect(),
        Filter::Numeric(range) => {
            let bounds = range.lower.iter().chain(&range.upper);
            bounds.map(|bound| Scalar::Number(bound.number.clone())).collect()
        }
        _ => Vec::new(),
    }
}

fn named_value(filter: &Filter) -> Option<Scalar> {
    match filter {
        Filter::Affix(Affix { text, .. }) | Filter::EqualsIgnoreCase(text) => Some(Scalar::String(text.clone())),
        Filter::Wildcard(wildcard) => {
            let pieces: Option<Vec<&str>> =
                wildcard.pieces.iter().map(|piece| std::str::from_utf8(piece).ok()).collect();
            Some(Scalar::String(JsonString::from(pieces?.join(FILLER).as_str())))
        }
        other => other.literal(),
    }
}

fn size_of_filter(filter: &Filter) -> usize {
    match filter {
        Filter::AnythingBut(but) => but.excluded.iter().map(size_of_filter).sum(),
        Filter::Wildcard(_) | Filter::EqualsIgnoreCase(_) | Filter::Affix(Affix { ignore_case: true, .. }) => 5,
        _ => 1,
    }
}

/// A plain value as a filter.
pub(super) fn as_filter(value: &Scalar) -> Filter {
    match value {
        Scalar::Null => Filter::Null,
        Scalar::Boolean(value) => Filter::Boolean(*value),
        Scalar::Number(number) => Filter::Number(number.clone()),
        Scalar::String(text) => Filter::String(text.clone()),
    }
}

/// A filter that accepts all that one may accept which names other fields.
pub(super) fn upper_bound(filter: &Filter) -> Filter {
    match filter {
        Filter::AnythingBut(but) => {
            let plain = but.excluded.iter().filter(|one| !one.has_field_ref()).cloned();
            let excluded: Vec<Filter> = plain.collect();
            if excluded.is_empty() { Filter::Exists(true) } else { Filter::AnythingBut(AnythingBut { excluded }) }
        }
        Filter::FieldRange(FieldRange { lower, upper }) => {
            let bound = |bound: &Option<event_pattern_compiler::pattern::filter::FieldBound>| match bound {
                Some(bound) => match &bound.limit {
                    Limit::Number(number) => Some(Bound { number: number.clone(), inclusive: bound.inclusive }),
                    Limit::FieldRef(_) => None,
                },
                None => None,
            };
            Filter::Numeric(Numeric { lower: bound(lower), upper: bound(upper) })
        }
        _ => Filter::Exists(true),
    }
}
