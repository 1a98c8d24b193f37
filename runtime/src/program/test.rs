//! What the alternatives of a leaf accept.

use super::{Program, Range, Slice, Test};
use crate::filter;
use crate::json::{RawString, Scalar, comparable};
use core::cmp::Ordering;

/// Whether one of the tests accepts the value.
pub(super) fn any_accepts(program: &Program<'_>, tests: Range, value: Scalar<'_>) -> bool {
    program.tests.part(tests).iter().any(|test| accepts(program, test, value))
}

fn accepts(program: &Program<'_>, test: Test, value: Scalar<'_>) -> bool {
    match (test, value) {
        (Test::Any, _) | (Test::Null, Scalar::Null) => true,
        (Test::Boolean(wanted), Scalar::Boolean(value)) => wanted == value,
        (Test::Not(excluded), value) => {
            // Excluded values are strings and numbers, so this goes one level deep.
            !program.tests.part(excluded).iter().any(|test| match (test, value) {
                (Test::Number(_) | Test::OneNumber(_), Scalar::Number(number)) => accepts_number(program, test, number),
                (_, Scalar::String(text)) => accepts_text(program, test, text),
                _ => false,
            })
        }
        (test, Scalar::String(text)) => accepts_text(program, test, text),
        (test, Scalar::Number(number)) => accepts_number(program, test, number),
        _ => false,
    }
}

fn accepts_number(program: &Program<'_>, test: Test, number: &[u8]) -> bool {
    match test {
        Test::Number(wanted) => comparable(number).is_some_and(|value| value.total_cmp(&wanted).is_eq()),
        Test::OneNumber(sorted) => comparable(number).is_some_and(|value| {
            let order = |test| if let Test::Number(wanted) = test { wanted.total_cmp(&value) } else { Ordering::Less };
            program.tests.part(sorted).has(order)
        }),
        Test::NumberText(wanted) => program.slice(wanted) == number,
        Test::NumberByFirstDigit => matches!(number.first(), Some(b'1'..=b'9')),
        Test::Between(lower, upper) => comparable(number).is_some_and(|value| {
            (value > lower.value || (lower.inclusive && value >= lower.value))
                && (value < upper.value || (upper.inclusive && value <= upper.value))
        }),
        _ => false,
    }
}

fn accepts_text(program: &Program<'_>, test: Test, text: RawString<'_>) -> bool {
    match test {
        Test::Text(wanted) => return text.equals(program.slice(wanted)),
        Test::OneText(sorted) => return is_one_of(program, sorted, text),
        _ => {}
    }
    match text.plain() {
        Some(plain) => accepts_bytes(program, test, plain.iter().copied()),
        None => accepts_bytes(program, test, text.decoded()),
    }
}

fn is_one_of(program: &Program<'_>, sorted: Range, text: RawString<'_>) -> bool {
    let order = |test| {
        let Test::Text(wanted) = test else { return Ordering::Less };
        let wanted = program.slice(wanted);
        match text.plain() {
            Some(plain) => wanted.cmp(plain),
            None => wanted.iter().copied().cmp(text.decoded()),
        }
    };
    program.tests.part(sorted).has(order)
}

fn accepts_bytes(program: &Program<'_>, test: Test, text: impl filter::Bytes) -> bool {
    let slice = |slice: Slice| program.slice(slice);
    match test {
        Test::Prefix(prefix) => filter::has_prefix(text, slice(prefix)),
        Test::Suffix(suffix) => filter::has_suffix(text, slice(suffix)),
        Test::TextIgnoreCase(wanted) => filter::equal_ignoring_case(text, slice(wanted)),
        Test::PrefixIgnoreCase(prefix) => filter::prefixed_ignoring_case(text, slice(prefix)),
        Test::SuffixIgnoreCase(suffix) => filter::suffixed_ignoring_case(text, slice(suffix)),
        Test::Wildcard(form) => filter::has_form(text, slice(form)),
        Test::Block(block, mask_bits) => filter::is_in_block(text, slice(block), mask_bits),
        _ => false,
    }
}
