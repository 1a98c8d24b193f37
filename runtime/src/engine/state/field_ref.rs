//! Tests with field references: whether a value is accepted, given the values of the referenced fields.

use super::{Budget, accept};
use crate::engine::format::{FieldRefId, Limit, LongRange, Program, Table, Test};
use crate::json::{Scalar, comparable};

/// Looks up the values of referenced fields. The `extensions` module implements this trait, because a lookup runs the
/// rest of the engine.
pub(crate) trait FieldLookup {
    /// Whether any value of a field is accepted. `None` if the field has no value.
    fn any_value(&self, field: FieldRefId, accepts: &mut dyn FnMut(Scalar<'_>) -> bool) -> Option<bool>;

    /// Returns the budget for reading the event again.
    fn budget(&self) -> &Budget;
}

/// Whether one of the tests with field references accepts a value.
#[inline]
pub(crate) fn any_accepts(
    program: &Program<'_>,
    fields: Option<&dyn FieldLookup>,
    tests: Table<'_, Test>,
    value: Scalar<'_>,
) -> bool {
    fields.is_some_and(|fields| any_accepts_of(program, fields, tests, value))
}

#[cold]
#[inline(never)]
fn any_accepts_of(program: &Program<'_>, fields: &dyn FieldLookup, tests: Table<'_, Test>, value: Scalar<'_>) -> bool {
    tests.iter().any(|test| match test {
        Test::Field(field) => fields.any_value(field, &mut |referenced| equal(value, referenced)) == Some(true),
        Test::NotFields(excluded) => differs(program, fields, excluded, value),
        Test::BetweenFields(lower, upper) => {
            let Scalar::Number(text) = value else { return false };
            let Some(number) = comparable(text) else { return false };
            let is_above = |limit: f64, inclusive: bool| number > limit || (inclusive && number >= limit);
            let is_below = |limit: f64, inclusive: bool| number < limit || (inclusive && number <= limit);
            is_within(fields, lower, is_above) && is_within(fields, upper, is_below)
        }
        _ => false,
    })
}

/// Whether a value differs from all excluded values. `false` if a referenced field has no value.
fn differs(program: &Program<'_>, fields: &dyn FieldLookup, excluded: LongRange, value: Scalar<'_>) -> bool {
    program.tests.long_part(excluded).iter().all(|excluded| match excluded {
        Test::Field(field) => fields.any_value(field, &mut |referenced| equal(value, referenced)) == Some(false),
        test => !accept::accepts(program, test, value),
    })
}

fn is_within(fields: &dyn FieldLookup, limit: Limit, compare: impl Fn(f64, bool) -> bool) -> bool {
    match limit {
        Limit::Open => true,
        Limit::Number(bound) => compare(bound.value, bound.inclusive),
        Limit::Field(field, inclusive) => {
            let mut is_within = |referenced: Scalar<'_>| match referenced {
                Scalar::Number(text) => comparable(text).is_some_and(|limit| compare(limit, inclusive)),
                _ => false,
            };
            fields.any_value(field, &mut is_within) == Some(true)
        }
    }
}

fn equal(left: Scalar<'_>, right: Scalar<'_>) -> bool {
    match (left, right) {
        (Scalar::Null, Scalar::Null) => true,
        (Scalar::Boolean(left), Scalar::Boolean(right)) => left == right,
        (Scalar::Number(left), Scalar::Number(right)) => match (comparable(left), comparable(right)) {
            (Some(left), Some(right)) => left.total_cmp(&right).is_eq(),
            (None, None) => left == right,
            _ => false,
        },
        (Scalar::String(left), Scalar::String(right)) => match left.plain() {
            Some(left) => right.equals(left),
            None => left.decoded().eq(right.decoded()),
        },
        _ => false,
    }
}
