//! The alternatives of a leaf, sorted into plain values, filters and field references.

use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Affix, AnythingBut, Bound, FieldRange, Limit, Numeric, relation};
use std::collections::HashSet;

/// The alternatives of a leaf. A list can have thousands of plain values, so these are also kept in a hash set.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Alternatives {
    literals: Vec<Scalar>,
    literal_set: HashSet<Scalar>,
    filters: Vec<Filter>,
    field_refs: Vec<Filter>,
    rejected: Vec<Scalar>,
    accepts_absence: bool,
}

/// A string that fills the gaps of a filter and is unlikely to occur in other filters.
pub(super) const FILLER: &str = "x7";

/// Maximum number of rejected values that are kept for a leaf.
const MAX_REJECTED_VALUES: usize = 4;

impl Alternatives {
    pub(in super::super) fn of(filters: &[Filter]) -> Self {
        let mut alternatives = Self::default();
        for filter in filters {
            if let Some(value) = filter.literal() {
                if alternatives.literal_set.insert(value.clone()) {
                    alternatives.literals.push(value);
                }
            } else if filter.accepts_absence() {
                alternatives.accepts_absence = true;
            } else if filter.has_field_ref() {
                alternatives.field_refs.push(filter.clone());
            } else {
                alternatives.filters.push(filter.clone());
            }
        }
        if alternatives.field_refs.is_empty() {
            let mentioned =
                alternatives.filters.iter().flat_map(mentioned_values).filter(|value| !alternatives.accepts(value));
            alternatives.rejected = mentioned.take(MAX_REJECTED_VALUES).collect();
        }
        alternatives
    }

    /// Whether a value is accepted regardless of the event's other fields.
    pub(in super::super) fn accepts(&self, value: &Scalar) -> bool {
        (!self.literal_set.is_empty() && self.literal_set.contains(value))
            || self.filters.iter().any(|filter| filter.accepts(value))
    }

    /// Number of steps that [`Self::accepts`] costs.
    pub(in super::super) fn steps(&self) -> usize {
        1 + self.filters.iter().map(filter_steps).sum::<usize>()
    }

    /// Returns some values that the filters mention but the leaf never accepts.
    pub(in super::super) fn rejected(&self) -> &[Scalar] {
        &self.rejected
    }

    /// Whether an event without the field satisfies the leaf.
    pub(in super::super) fn accepts_absence(&self) -> bool {
        self.accepts_absence
    }

    /// Whether an alternative contains a field reference.
    pub(in super::super) fn has_field_refs(&self) -> bool {
        !self.field_refs.is_empty()
    }

    /// Returns the plain values.
    pub(in super::super) fn literals(&self) -> impl Iterator<Item = &Scalar> {
        self.literals.iter()
    }

    /// Returns the alternatives that are not plain values and contain no field reference.
    pub(in super::super) fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.filters.iter()
    }

    pub(super) fn field_refs(&self) -> impl Iterator<Item = &Filter> {
        self.field_refs.iter()
    }

    pub(super) fn has_field_ref(&self, filter: &Filter) -> bool {
        self.field_refs.contains(filter)
    }

    /// Whether a single alternative is known to accept every value that the filter accepts.
    pub(super) fn covers(&self, narrow: &Filter) -> bool {
        self.filters.iter().any(|wide| relation::covers(wide, narrow))
    }
}

/// Returns the values that a filter mentions: the values that it excludes, and the bounds of its range.
pub(super) fn mentioned_values(filter: &Filter) -> Vec<Scalar> {
    match filter {
        Filter::AnythingBut(but) => but.excluded.iter().filter_map(mentioned_value).collect(),
        Filter::Numeric(range) => {
            let bounds = range.lower.iter().chain(&range.upper);
            bounds.map(|bound| Scalar::Number(bound.number.clone())).collect()
        }
        _ => Vec::new(),
    }
}

fn mentioned_value(filter: &Filter) -> Option<Scalar> {
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

fn filter_steps(filter: &Filter) -> usize {
    match filter {
        Filter::AnythingBut(but) => but.excluded.iter().map(filter_steps).sum(),
        Filter::Wildcard(_) | Filter::EqualsIgnoreCase(_) | Filter::Affix(Affix { ignore_case: true, .. }) => 5,
        _ => 1,
    }
}

/// Converts a plain value to a filter.
pub(super) fn as_filter(value: &Scalar) -> Filter {
    match value {
        Scalar::Null => Filter::Null,
        Scalar::Boolean(value) => Filter::Boolean(*value),
        Scalar::Number(number) => Filter::Number(number.clone()),
        Scalar::String(text) => Filter::String(text.clone()),
    }
}

/// Returns a filter without field references that accepts every value that `filter` may accept.
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
