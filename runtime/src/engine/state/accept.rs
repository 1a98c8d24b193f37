//! Decides whether the tests of a leaf accept a value.

use super::field_ref::{self, FieldLookup};
use crate::engine::format::{LongRange, Program, Slice, Table, Test};
use crate::filter::{self, PlainBytes};
use crate::json::{RawString, Scalar, comparable};
use core::cmp::Ordering;

/// How the field references of a program are looked up. `None` if the program has no field references.
pub(crate) type FieldRefs<'r> = Option<&'r dyn FieldLookup>;

/// Whether one of the tests accepts a value.
pub(crate) fn any_accepts(
    program: &Program<'_>,
    field_refs: FieldRefs<'_>,
    tests: Table<'_, Test>,
    value: Scalar<'_>,
) -> bool {
    match value {
        Scalar::Number(text) => any_accepts_number(program, field_refs, tests, text, comparable(text)),
        Scalar::String(string) => any_accepts_string(program, field_refs, tests, string),
        Scalar::Null | Scalar::Boolean(_) => {
            tests.iter().any(|test| match (test, value) {
                (Test::Null, Scalar::Null) => true,
                (Test::Boolean(wanted), Scalar::Boolean(value)) => wanted == value,
                (test, _) => accepts_any_other(test),
            }) || field_ref::any_accepts(program, field_refs, tests, value)
        }
    }
}

/// Whether a test for strings or numbers accepts a value.
pub(crate) fn accepts(program: &Program<'_>, test: Test, value: Scalar<'_>) -> bool {
    match value {
        Scalar::Number(text) => accepts_number(program, test, text, comparable(text)),
        Scalar::String(string) => accepts_string(program, test, string),
        Scalar::Null | Scalar::Boolean(_) => false,
    }
}

/// Whether a test other than [`Test::Null`] and [`Test::Boolean`] accepts `null` and booleans.
fn accepts_any_other(test: Test) -> bool {
    matches!(test, Test::Any | Test::Not(_) | Test::NotString(_) | Test::NotNumber(_))
}

/// Whether a test accepts a number with this value. `None` if the value alone does not decide the test.
#[inline(always)]
#[allow(clippy::inline_always, reason = "a few instructions")]
pub(crate) fn accepts_value(test: &Test, value: f64) -> Option<bool> {
    match test {
        Test::Number(wanted) => Some(value.total_cmp(wanted).is_eq()),
        Test::NotNumber(excluded) => Some(value.total_cmp(excluded).is_ne()),
        _ => None,
    }
}

/// Like [`any_accepts`], for a number. `value` is `None` if the number cannot be compared by value.
#[inline]
pub(crate) fn any_accepts_number(
    program: &Program<'_>,
    field_refs: FieldRefs<'_>,
    tests: Table<'_, Test>,
    text: &[u8],
    value: Option<f64>,
) -> bool {
    tests.iter().any(|test| match test {
        // Excluded values are plain strings and numbers, so this does not recurse further.
        Test::Not(excluded) => {
            !program.tests.long_part(excluded).iter().any(|test| accepts_number(program, test, text, value))
        }
        Test::Any | Test::NotString(_) => true,
        Test::NotNumber(excluded) => value.is_none_or(|value| value.total_cmp(&excluded).is_ne()),
        test => accepts_number(program, test, text, value),
    }) || field_ref::any_accepts(program, field_refs, tests, Scalar::Number(text))
}

#[inline]
fn accepts_number(program: &Program<'_>, test: Test, text: &[u8], value: Option<f64>) -> bool {
    match test {
        Test::Number(wanted) => value.is_some_and(|value| value.total_cmp(&wanted).is_eq()),
        Test::OneOfNumbers(sorted) => value.is_some_and(|value| {
            let order = |test| if let Test::Number(wanted) = test { wanted.total_cmp(&value) } else { Ordering::Less };
            program.tests.long_part(sorted).contains_by(order)
        }),
        Test::NumberText(wanted) => program.slice(wanted) == text,
        Test::NumberByFirstDigit => matches!(text.first(), Some(b'1'..=b'9')),
        Test::Between(lower, upper) => value.is_some_and(|value| {
            (value > lower.value || (lower.inclusive && value >= lower.value))
                && (value < upper.value || (upper.inclusive && value <= upper.value))
        }),
        _ => false,
    }
}

/// Like [`any_accepts`], for a string.
pub(crate) fn any_accepts_string(
    program: &Program<'_>,
    field_refs: FieldRefs<'_>,
    tests: Table<'_, Test>,
    string: RawString<'_>,
) -> bool {
    tests.iter().any(|test| match test {
        Test::Not(excluded) => {
            !program.tests.long_part(excluded).iter().any(|test| accepts_string(program, test, string))
        }
        Test::Any | Test::NotNumber(_) => true,
        Test::NotString(excluded) => !string.equals(program.slice(excluded)),
        test => accepts_string(program, test, string),
    }) || field_ref::any_accepts(program, field_refs, tests, Scalar::String(string))
}

fn accepts_string(program: &Program<'_>, test: Test, string: RawString<'_>) -> bool {
    match test {
        Test::String(wanted) => return string.equals(program.slice(wanted)),
        Test::OneOfStrings(sorted) => return is_one_of(program, sorted, string),
        _ => {}
    }
    match string.plain() {
        Some(plain) => accepts_bytes(program, test, PlainBytes(plain)),
        None => accepts_bytes(program, test, string.decoded()),
    }
}

fn is_one_of(program: &Program<'_>, sorted: LongRange, string: RawString<'_>) -> bool {
    let order = |test| {
        let Test::String(wanted) = test else { return Ordering::Less };
        let wanted = program.slice(wanted);
        match string.plain() {
            Some(plain) => wanted.cmp(plain),
            None => wanted.iter().copied().cmp(string.decoded()),
        }
    };
    program.tests.long_part(sorted).contains_by(order)
}

fn accepts_bytes(program: &Program<'_>, test: Test, string: impl filter::Bytes) -> bool {
    let slice = |slice: Slice| program.slice(slice);
    match test {
        Test::Prefix(prefix) => filter::has_prefix(string, slice(prefix)),
        Test::Suffix(suffix) => filter::has_suffix(&string, slice(suffix)),
        Test::StringIgnoreCase(wanted) => filter::equal_ignoring_case(string, slice(wanted)),
        Test::PrefixIgnoreCase(prefix) => filter::prefixed_ignoring_case(string, slice(prefix)),
        Test::SuffixIgnoreCase(suffix) => filter::suffixed_ignoring_case(&string, slice(suffix)),
        Test::Wildcard(pattern) => filter::matches_wildcard(&string, slice(pattern)),
        Test::Block(block, mask_bits) => filter::is_in_block(string, slice(block), mask_bits),
        _ => false,
    }
}
